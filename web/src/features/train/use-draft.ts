// What a person has chosen in the form of a training: the draft owns it; the address is asked when the person arrives there.
import { useEffect, useRef, useState } from 'react'
import { answer, api, ApiError } from '../../api/client.ts'
import type { ShownFailure } from '../../api/failure.ts'
import { failureOf } from '../../api/use-action.ts'
import type { Changes } from '../../form/settings.ts'
import { useParameter } from '../../ui/use-url.ts'
import { atAddress, type Draft, emptyDraft, fromRun, keepDraft, readDraft } from './draft.ts'
import type { Initial } from './initial.ts'

/** `?data=<path>` names the data set; `?from=<run>`: the form starts with the settings of that run. */
export function useDraft() {
  const [address, setAddress] = useParameter('data', '', 'silent')
  const [draft, setDraft] = useState<Draft>(() => atAddress(readDraft(sessionStorage) ?? emptyDraft, address))
  // What this form wrote into the address is no arrival.
  const written = useRef<string>(undefined)
  const setData = (data: string): void => {
    written.current = data
    setDraft((known) => ({ ...known, data }))
    setAddress(data)
  }
  useEffect(() => {
    if (address !== written.current) setData(atAddress(draft, address).data)
  }, [address])
  const untaken = useSettingsOfRun(draft.from, (from, config) => {
    setDraft((known) => fromRun(known, from, config))
    if (typeof config['train_data_dir'] === 'string') setData(config['train_data_dir'])
  })
  useEffect(() => keepDraft(sessionStorage, draft), [draft])
  return {
    ...draft,
    untaken,
    setData,
    setInitial: (initial: Initial): void => setDraft((known) => ({ ...known, initial })),
    setChanges: (change: (known: Changes) => Changes): void =>
      setDraft((known) => ({ ...known, changes: change(known.changes) })),
  }
}

/** A run whose settings could not be had. */
export interface Untaken {
  readonly run: string
  readonly failure: ShownFailure
}

/** Asks for the settings of the address's run, once: what the person then changes stays. Returns the run that did not tell them. */
function useSettingsOfRun(taken: string, take: (from: string, config: Changes) => void): Untaken | undefined {
  const [from] = useParameter('from', '')
  const [untaken, setUntaken] = useState<Untaken>()
  useEffect(() => {
    setUntaken(undefined)
    if (from === '' || from === taken) return undefined
    let isHere = true
    void settingsOf(from)
      .then((config) => isHere && take(from, config))
      .catch((error: unknown) => isHere && setUntaken({ run: from, failure: failureOf(error) }))
    return () => {
      isHere = false
    }
  }, [from])
  return untaken
}

/** @throws ApiError also where the configuration of the run cannot be read */
async function settingsOf(run: string): Promise<Changes> {
  const { config, changes } = await answer(api.runs[':run'].reproduction.$get({ param: { run } }))
  const [unreadable] = changes
  if (Object.keys(config).length === 0 && unreadable !== undefined) throw new ApiError(unreadable)
  return config
}
