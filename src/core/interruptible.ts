// Work that Ctrl-C ends although it keeps the thread busy: a regular expression that a person typed may take years for one line.
import { Script } from 'node:vm'

/** Runs `work` on the main thread; false when Ctrl-C ended it on the way. What it throws is thrown. */
export function interruptible(work: () => void): boolean {
  try {
    new Script('work()').runInNewContext({ work }, { breakOnSigint: true })
    return true
  } catch (error) {
    // an error of the new context, so no `Error` of this one
    if ((error as { code?: unknown } | undefined)?.code === 'ERR_SCRIPT_EXECUTION_INTERRUPTED') return false
    throw error
  }
}
