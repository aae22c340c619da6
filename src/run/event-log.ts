// The event file in tensorboard/: opened with its first scalar, appended to at once, sorted after the files before it.
import { closeSync, openSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { UserError, systemCode } from '../core/errors.ts'
import { explainSystemError, explaining, hostInFileName, makeFolder, writeFully } from '../core/files.ts'
import { type TfEvent, type TfSummary, encodeEventRecord, encodeVersionRecord } from '../formats/tfevents.ts'

/** Numbers of one step by their tag: `{ 'train/loss': 1.876, lr: 0.007 }`. */
export type ScalarRecord = Readonly<Record<string, number>>

/** Writes one event file of one process; nothing exists before the first event. */
export class EventLog {
  readonly #folder: string
  #path: string | undefined

  constructor(folder: string) {
    this.#folder = folder
  }

  /** The file, once there is one. */
  get path(): string | undefined {
    return this.#path
  }

  /** Appends scalars at a global step (never the step within the epoch). They are in the file when this returns. */
  scalars(step: number, record: ScalarRecord, now: Date): void {
    const summaries = Object.entries(record).map(([tag, value]) => ({ kind: 'scalar' as const, tag, value }))
    if (summaries.length > 0) this.summaries(step, summaries, now)
  }

  /** Appends summaries of any kind at a global step. */
  summaries(step: number, summaries: readonly TfSummary[], now: Date): void {
    this.#append({ wallTime: now.getTime() / 1000, step, summaries }, now)
  }

  /** Appends the mark of a resumed training: readers drop what earlier files hold from this global step on. */
  restart(step: number, now: Date): void {
    this.#append({ wallTime: now.getTime() / 1000, step, summaries: [], restart: true }, now)
  }

  #append(event: TfEvent, now: Date): void {
    const before = this.#path
    try {
      this.#path ??= this.#begin(now)
      append(this.#path, encodeEventRecord(event))
    } catch (error) {
      this.#path = undefined // it may end in the middle of a record, which hides all that follows: the next goes to a new file
      // Somebody removed the folder: what comes from here on goes to a new one.
      const isGone = error instanceof UserError && error.code === 'file-missing' && before !== undefined
      if (isGone) return this.#append(event, now)
      throw error
    }
  }

  #begin(now: Date): string {
    makeFolder(this.#folder)
    const path = claimEventFile(this.#folder, now)
    append(path, encodeVersionRecord(now.getTime() / 1000))
    return path
  }
}

function append(path: string, bytes: Uint8Array): void {
  explaining(path, 'write', () => {
    const descriptor = openSync(path, 'a')
    try {
      writeFully(descriptor, bytes)
    } finally {
      closeSync(descriptor)
    }
  })
}

const eventFilePattern = /^events\.out\.tfevents\.(\d{1,15})\b/

/**
 * Creates `events.out.tfevents.<seconds>.<host>.<pid>`. Readers take the files of a folder in the order of their names, so the
 * seconds are ten digits, as in TensorFlow, and later than those of every file that is there, even when the clock stood still.
 */
function claimEventFile(folder: string, now: Date): string {
  const taken = readdirSync(folder).map((name) => Number(eventFilePattern.exec(name)?.[1] ?? -1))
  let seconds = Math.max(Math.floor(now.getTime() / 1000), ...taken.map((second) => second + 1))
  for (;;) {
    const name = `events.out.tfevents.${String(seconds).padStart(10, '0')}.${hostInFileName()}.${process.pid}`
    const path = join(folder, name)
    if (createNew(path)) return path
    seconds++
  }
}

/** False when a file of this name is there already. */
function createNew(path: string): boolean {
  try {
    closeSync(openSync(path, 'wx'))
    return true
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false
    throw explainSystemError(error, path, 'write')
  }
}
