// A sweep as a queue on this machine: trainings one after the other, or a few at once, each a process of its own on its run folder.
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { childOptions } from '../../core/child-process.ts'
import { commandLine } from '../../core/command-line.ts'
import { errorDetails } from '../../core/error-details.ts'
import { UserError } from '../../core/errors.ts'
import { say } from '../../core/say.ts'
import { claimRun, type RunClaim } from '../../run/claim.ts'
import { isMarkedStopped, unmarkStopped } from '../../run/job.ts'
import { readRun } from '../../run/reader.ts'
import { isGoingOn } from '../../run/state-names.ts'
import type { IterationProgress } from '../train/events.ts'
import { reportOf, reportOfFolder, trialsToDo, type SweepReport, type TrialReport } from './status.ts'
import { prepareTrial, type Sweep } from './sweep.ts'
import { tidyTrial } from './tidy.ts'

/** What is told while a queue goes on. */
export type QueueEvent =
  | { readonly type: 'begin'; readonly trial: TrialReport }
  | { readonly type: 'iteration'; readonly trial: number; readonly at: IterationProgress }
  | { readonly type: 'end'; readonly trial: TrialReport }
  /** What a training printed beside its events. */
  | { readonly type: 'said'; readonly trial: number; readonly text: string }

export interface QueueOptions {
  /** Program and words that come before a command of ours. */
  readonly program: readonly string[]
  /** Trainings at once, at least 1; the cores are shared among them. */
  readonly jobs: number
  /** Failed trials are tried again. */
  readonly retryFailed: boolean
  /** Trainings save and end; no other begins. */
  readonly signal: AbortSignal
  /** Hears which trials will be done, before the first of them begins; where it throws, none does. Not called where nothing is left. */
  readonly begin?: (trials: readonly TrialReport[]) => Promise<void>
  readonly listen: (event: QueueEvent) => void
}

/** How often the training of a trial that another process works on is looked at, in milliseconds. */
const lookMs = 1000

/**
 * Begins every trial that is waiting, and goes on with those that were interrupted. A trial that fails does not end the others,
 * unless the sweep says so.
 * @returns how all trials stand then
 * @throws UserError `sweep-running` where another queue works on the sweep, and what a training refuses before it has a run folder
 */
export async function runQueue(sweep: Sweep, options: QueueOptions): Promise<SweepReport> {
  const claim = claimSweep(sweep)
  try {
    unmarkStopped(sweep.folder)
    const before = reportOf(sweep)
    // A training whose queue was killed goes on by itself: it is waited for. Those of Slurm are not.
    const running = before.trials.filter(({ state, job }) => state === 'running' && job === undefined)
    const toDo = trialsToDo(before, options.retryFailed)
    if (toDo.length > 0) await options.begin?.(toDo)
    const waiting = [...running, ...toDo]
    const hasWork = waiting.length > 0
    let isEnded = false
    const work = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        if (isEnded || options.signal.aborted || isMarkedStopped(sweep.folder)) return
        const { state } = await runTrial(sweep, next, options)
        if (state === 'failed' && sweep.spec.on_failure === 'stop') isEnded = true
      }
    }
    const workers = await Promise.allSettled(
      Array.from({ length: options.jobs }, () =>
        work().catch((error: unknown) => {
          isEnded = true
          throw error
        }),
      ),
    )
    const refused = workers.find((one) => one.status === 'rejected')
    if (refused !== undefined) throw refused.reason
    return hasWork ? reportOf(sweep) : before
  } finally {
    claim.release()
  }
}

/** @throws UserError `sweep-running` */
function claimSweep({ folder, name, workdirs }: Sweep): RunClaim {
  try {
    return claimRun(folder)
  } catch (error) {
    if (!(error instanceof UserError) || error.code !== 'run-running') throw error
    const words = errorDetails['sweep-running']
    throw new UserError({
      code: 'sweep-running',
      message: say(words.message, { name }),
      ...(error.found !== undefined && { found: error.found }),
      where: folder,
      next: say(words.next, { command: commandLine('ocrdet', 'stop', name, '--workdirs', workdirs) }),
      cause: error,
    })
  }
}

async function runTrial(sweep: Sweep, trial: TrialReport, options: QueueOptions): Promise<TrialReport> {
  const folder = trial.folder ?? (await prepareTrial(sweep, trial.trial))
  options.listen({ type: 'begin', trial })
  const told =
    trial.state === 'running' ? await untilEnded(folder, options.signal) : await train(folder, trial, options)
  tidyTrial(sweep, folder)
  const ended = withReason(reportOfFolder(sweep, trial.trial, folder), told)
  options.listen({ type: 'end', trial: ended })
  return ended
}

/** Why a training ended, where its log does not tell: it was killed, or never began. */
function withReason(trial: TrialReport, told: string | undefined): TrialReport {
  if (trial.state === 'finished' || trial.state === 'stopped' || told === undefined) return trial
  return { ...trial, state: 'failed', error: trial.error ?? told }
}

/** A line of a training's `--json`. */
type Line =
  | IterationProgress
  | { readonly type?: 'run' | 'phase' | 'line' | 'summary'; readonly error?: { readonly message: string } }

/**
 * Trains on a run folder, from the first step or from where it ended.
 * @returns what it said when it failed
 */
async function train(folder: string, { trial }: TrialReport, options: QueueOptions): Promise<string | undefined> {
  const { program, jobs, signal, listen } = options
  const [file, ...words] = [...program, 'resume', folder, '--or-begin', '--json', '--no-color']
  const child = spawn(file, words, { stdio: ['ignore', 'pipe', 'pipe'], ...childOptions('outlives', jobs) })
  const stop = (): void => void child.kill('SIGTERM')
  signal.addEventListener('abort', stop)
  if (signal.aborted) stop()
  let failure: string | undefined
  createInterface({ input: child.stdout }).on('line', (text) => {
    const line = parsed(text)
    if (line?.type === 'iteration') listen({ type: 'iteration', trial, at: line })
    else if (line?.error !== undefined) failure = line.error.message
  })
  createInterface({ input: child.stderr }).on('line', (text) => listen({ type: 'said', trial, text }))
  return new Promise((done, fail) => {
    child.on('error', fail)
    child.on('close', (code, by) => {
      signal.removeEventListener('abort', stop)
      if (code === 0 || signal.aborted) done(undefined)
      else done(failure ?? (by === null ? `exit code ${code}` : `killed by ${by}`))
    })
  })
}

function parsed(text: string): Line | undefined {
  try {
    return JSON.parse(text) as Line
  } catch {
    return undefined
  }
}

/** Waits for a training that another process began. */
async function untilEnded(folder: string, signal: AbortSignal): Promise<undefined> {
  while (!signal.aborted && isGoingOn(readRun(folder).state))
    await new Promise((resolve) => setTimeout(resolve, lookMs))
  return undefined
}
