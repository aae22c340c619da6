// One thing that a person asks for: running or not, and how it failed.
import { useState } from 'react'
import { ApiError } from './client.ts'
import type { ShownFailure } from './failure.ts'

export interface Action<Argument> {
  readonly run: (argument: Argument) => Promise<void>
  readonly isBusy: boolean
  readonly failure: ShownFailure | undefined
  readonly clear: () => void
}

/** Wraps an action so that the page shows that it runs and why it failed. */
export function useAction<Argument = void>(act: (argument: Argument) => Promise<void>): Action<Argument> {
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<ShownFailure>()
  const run = async (argument: Argument): Promise<void> => {
    setBusy(true)
    setFailure(undefined)
    try {
      await act(argument)
    } catch (error) {
      setFailure(failureOf(error))
    } finally {
      setBusy(false)
    }
  }
  return { run, isBusy, failure, clear: () => setFailure(undefined) }
}

/** Whatever was thrown, as a failure that can be shown. */
export function failureOf(error: unknown): ShownFailure {
  if (error instanceof ApiError) return error.failure
  return { code: 'page', message: error instanceof Error ? error.message : String(error) }
}
