// How a run stands, computed each time from its log and its heartbeat, and the reason in words.
import type { History } from './curves.ts'
import { type Heartbeat, isRunning } from './heartbeat.ts'
import { isSuspended, nameOf, type ProcessLife, processOf } from './process-identity.ts'

/** `running`: alive now; `finished`: all epochs done; `stopped`: by the person; `failed`: by an error; `dead`: it just ended. */
export type RunStateName = 'running' | 'finished' | 'stopped' | 'failed' | 'dead'

/** A run's state with its evidence. */
export interface RunState {
  readonly name: RunStateName
  /** What the state was concluded from, in one sentence. */
  readonly reason: string
  /** The last error, quoted, when the state is `failed`. */
  readonly error?: string
}

/** What a state is concluded from. */
export interface StateEvidence {
  readonly history: Pick<History, 'ended' | 'fatal' | 'starts'>
  readonly heartbeat: Heartbeat | undefined
  /** When the log last grew; undefined without a log. */
  readonly logTime: Date | undefined
  readonly now: Date
}

/** A log without any heartbeat (the original system's) that grew this recently belongs to a running training. */
const growingMs = 120_000

/** The state that the evidence shows. The log's closing line counts most, then a live process, then the last error. */
export function stateOf(evidence: StateEvidence): RunState {
  const { history, heartbeat, logTime, now } = evidence
  if (history.ended === 'completed') return { name: 'finished', reason: 'the log says that the training completed' }
  if (history.ended === 'stopped') return { name: 'stopped', reason: 'the log says that the user stopped the training' }
  if (heartbeat !== undefined) {
    const life = lifeOf(heartbeat, now)
    if (life.isRunning) return { name: 'running', reason: life.reason }
    return endedWithoutClosing(history, life.reason)
  }
  const sinceGrowth = logTime === undefined ? Number.POSITIVE_INFINITY : now.getTime() - logTime.getTime()
  if (Math.abs(sinceGrowth) <= growingMs && history.fatal === undefined) {
    return { name: 'running', reason: `the log grew ${secondsText(sinceGrowth)} ago` }
  }
  const reason = logTime === undefined ? 'there is no log' : 'the log ends without a closing line'
  return endedWithoutClosing(history, reason)
}

function endedWithoutClosing({ fatal }: StateEvidence['history'], reason: string): RunState {
  if (fatal === undefined) return { name: 'dead', reason }
  return { name: 'failed', reason: `the log ends with an error on line ${fatal.line}`, error: fatal.text }
}

function lifeOf(heartbeat: Heartbeat, now: Date): { isRunning: boolean; reason: string } {
  const process = nameOf(heartbeat)
  if (heartbeat.closed) return { isRunning: false, reason: `${process} left the run without a closing line` }
  const life = processOf(heartbeat)
  if (life === 'gone') return { isRunning: false, reason: `${process} is gone` }
  const age = `its last sign of life is ${secondsText(now.getTime() - Date.parse(heartbeat.time))} old`
  const reason =
    life === 'alive' && isSuspended(heartbeat)
      ? `${process} is suspended (Ctrl-Z or SIGSTOP) and can go on at any time; ${age}`
      : `${process} ${seen[life]}; ${age}`
  return { isRunning: isRunning(heartbeat, now, life), reason }
}

const seen: Readonly<Record<Exclude<ProcessLife, 'gone'>, string>> = {
  alive: 'is alive',
  likely: 'seems to be alive',
  unknown: 'cannot be seen from here',
}

function secondsText(milliseconds: number): string {
  return `${Math.max(0, Math.round(milliseconds / 1000))} s`
}
