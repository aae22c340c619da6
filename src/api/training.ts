// Training from a program: starts or resumes one, whose events are iterated.
import { resolve } from 'node:path'
import { defaultWorkdirs } from '../run/layout.ts'
import { parseConfig } from '../run/config.ts'
import { presets } from '../run/settings/presets.ts'
import { settingNames } from '../run/settings/table.ts'
import type { TrainingEvent as ReportedEvent, TrainingSummary } from '../tasks/train/events.ts'
import { givenSettings, type RunsFolder } from './options.ts'
import type { TrainSettings } from './settings.ts'

/** The last event of a training: what came of it. */
export interface SummaryEvent extends TrainingSummary {
  readonly type: 'summary'
}

/**
 * What a training reports while it runs: `run` once its folder exists, `phase` before, between and after epochs, `iteration` for every
 * step, `line` for every line of log.txt, and `summary` at the end.
 */
export type TrainingEvent = ReportedEvent | SummaryEvent

/** What may be said when training starts. */
export interface TrainOptions extends RunsFolder {
  /** Data set folder with `train_list.txt` and `test_list.txt`. It is only read. */
  readonly data: string
  /** Named settings, which `settings` override; `usual` (every default) unless given. */
  readonly preset?: 'quick' | 'usual' | 'standard' | 'thorough'
  /** What shall not have its default; names, units and ranges as in config.yaml. */
  readonly settings?: TrainSettings
  /** Stops the training cleanly after the step that is being computed: everything is saved, and the summary says `stopped`. */
  readonly signal?: AbortSignal
}

/** What may be said when training is resumed. */
export interface ResumeOptions extends RunsFolder {
  /** A run (folder, id, name), `latest`, or the path of a checkpoint in a run folder; `latest` unless given. */
  readonly run?: string
  /** Extends the training to this many epochs in total. */
  readonly numEpochs?: number
  /** Computes batches in micro-batches where the memory is not enough, as the setting `auto_batch` does. */
  readonly autoBatch?: boolean
  /** Where the data set lies now, when it was moved. */
  readonly data?: string
  /** Stops the training cleanly after the step that is being computed: everything is saved, and the summary says `stopped`. */
  readonly signal?: AbortSignal
}

/**
 * A training, which begins with the first call of `next` or `finished` and runs in this process.
 * Events wait until they are taken; `break` out of the loop stops the training cleanly and waits for its end.
 */
export class Training implements AsyncIterableIterator<TrainingEvent, TrainingSummary | undefined> {
  readonly #events: AsyncGenerator<TrainingEvent, TrainingSummary | undefined>
  #summary: TrainingSummary | undefined

  /** @internal */
  constructor(events: AsyncGenerator<TrainingEvent, TrainingSummary | undefined>) {
    this.#events = events
  }

  /** The same training: it is iterated once. */
  [Symbol.asyncIterator](): this {
    return this
  }

  /** The next event; rejects with what ended the training (a `UserError` for everything that a person can repair). */
  async next(): Promise<IteratorResult<TrainingEvent, TrainingSummary | undefined>> {
    const result = await this.#events.next()
    if (result.done === true) this.#summary ??= result.value
    return result
  }

  /** Stops the training cleanly, and waits for its end. */
  async return(): Promise<IteratorResult<TrainingEvent, TrainingSummary | undefined>> {
    return this.#events.return(undefined)
  }

  /** Runs to the end without looking at the events that are left. Undefined only where the training was left by `break` or `return`. */
  async finished(): Promise<TrainingSummary | undefined> {
    for (let result = await this.next(); result.done !== true;) result = await this.next()
    return this.#summary
  }
}

/**
 * Checks the data set, trains on it and keeps everything in a new run folder, as `ocrdet train` does.
 *
 * Errors come out of the iteration: `UserError` with code `dataset-broken`, `bad-config`, `device-missing`, `checkpoint-missing`,
 * `memory-too-small`, `loss-not-finite` and others (docs/reference/errors.md). A signal that has aborted already throws its reason before
 * anything is made.
 *
 * @example
 * ```js
 * for await (const event of train({ data: 'custom_data', settings: { num_epochs: 3 } }))
 *   if (event.type === 'iteration') losses.push(event.loss)
 * ```
 */
export function train(options: TrainOptions): Training {
  const { data, preset = 'usual', settings, workdirs = defaultWorkdirs, signal } = options
  return follow(signal, async (stop, listen) => {
    const { train: start } = await import('../tasks/train/train.ts')
    const values = { ...presets[preset].settings, ...givenSettings(settings), train_data_dir: resolve(data) }
    const config = parseConfig(values, 'settings')
    const given = new Set(settingNames.filter((name) => Object.hasOwn(values, name)))
    return start({ config, given, workdirs, stop }, listen)
  })
}

/**
 * Resumes a training in its own run folder, exactly where its last checkpoint stands, as `ocrdet resume` does.
 *
 * Errors come out of the iteration: `UserError` with code `run-unknown`, `run-running`, `run-finished`, `run-not-resumable`, and those of
 * `train`.
 */
export function resume(options: ResumeOptions = {}): Training {
  const { run = 'latest', workdirs = defaultWorkdirs, signal, ...given } = options
  return follow(signal, async (stop, listen) => {
    const { resume: start } = await import('../tasks/train/train.ts')
    return start({ run, workdirs, ...given, stop }, listen)
  })
}

type Start = (stop: AbortSignal, listen: (event: ReportedEvent) => void) => Promise<TrainingSummary>

function follow(signal: AbortSignal | undefined, start: Start): Training {
  return new Training(eventsOf(signal, start))
}

/** The events of a training that is started by the first `next`; leaving early stops it. */
async function* eventsOf(
  signal: AbortSignal | undefined,
  start: Start,
): AsyncGenerator<TrainingEvent, TrainingSummary | undefined> {
  signal?.throwIfAborted()
  const left = new AbortController()
  const stop = signal === undefined ? left.signal : AbortSignal.any([signal, left.signal])
  const waiting: TrainingEvent[] = []
  const ended = { current: false }
  let wake = (): void => {}
  const running = start(stop, (event) => {
    waiting.push(event)
    wake()
  }).finally(() => {
    ended.current = true
    wake()
  })
  try {
    while (!ended.current || waiting.length > 0) {
      const event = waiting.shift()
      if (event !== undefined) yield event
      else if (!ended.current) await new Promise<void>((resolve) => (wake = resolve))
    }
    const summary = await running
    yield { type: 'summary', ...summary }
    return summary
  } finally {
    left.abort()
    await running.catch(() => {}) // thrown above, unless the loop was left
  }
}
