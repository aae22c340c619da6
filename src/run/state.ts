// How a run stands, computed each time from its log and its heartbeat, and the reason in words.
import type { Text } from '../core/errors.ts'
import type { QueuedJob } from '../cluster/slurm.ts'
import type { InBoth } from '../core/language.ts'
import { say } from '../core/say.ts'
import type { History } from './curves.ts'
import { type Heartbeat, isRunning } from './heartbeat.ts'
import { isSuspended, nameOf, processOf } from './process-identity.ts'
import type { RunStateName } from './state-names.ts'

/** A run's state with its evidence. */
export interface RunState {
  readonly name: RunStateName
  /** What the state was concluded from, in one sentence. */
  readonly reason: string
  /** The same in Chinese; archives that were made before it have none. */
  readonly reasonZh?: string
  /** The last error, quoted, when the state is `failed`. */
  readonly error?: string
}

/** What a state was concluded from, in both languages where it has both. */
export function reasonOf({ reason, reasonZh }: RunState): Text {
  return reasonZh === undefined ? reason : { en: reason, zh: reasonZh }
}

const words = {
  waits: { en: 'job {job} waits in the queue ({reason})', zh: '作业 {job} 正在排队（{reason}）' },
  requeued: {
    en: 'job {job} was requeued {restarts} {restarts:time|times} and waits in the queue ({reason})',
    zh: '作业 {job} 已重新排队 {restarts} 次，正在等待（{reason}）',
  },
  runs: {
    en: 'job {job} runs on {nodes}[, requeued {restarts} {restarts:time|times} before]',
    zh: '作业 {job} 正在 {nodes} 上运行[，此前重新排队 {restarts} 次]',
  },
  completed: { en: 'the log says that the training completed', zh: '日志表明训练已完成' },
  stopped: { en: 'the log says that the user stopped the training', zh: '日志表明训练由用户停止' },
  grew: { en: 'the log grew {age} s ago', zh: '日志在 {age} 秒前仍有更新' },
  neverBegan: {
    en: 'job {job} left the queue before the training began; slurm.log in the run folder may say why',
    zh: '作业 {job} 在训练开始之前就离开了队列；原因可能在运行目录的 slurm.log 中',
  },
  noLog: { en: 'there is no log', zh: '没有日志' },
  unclosed: { en: 'the log ends without a closing line', zh: '日志没有结束行' },
  failed: { en: 'the log ends with an error on line {line}', zh: '日志以第 {line} 行的错误结束' },
  left: { en: '{process} left the run without a closing line', zh: '{process} 已退出，但没有写结束行' },
  gone: { en: '{process} is gone', zh: '{process} 已不存在' },
  suspended: {
    en: '{process} is suspended (Ctrl-Z or SIGSTOP) and can go on at any time; {age}',
    zh: '{process} 已挂起（Ctrl-Z 或 SIGSTOP），随时可能继续；{age}',
  },
  alive: { en: '{process} is alive; {age}', zh: '{process} 正在运行；{age}' },
  likely: { en: '{process} seems to be alive; {age}', zh: '{process} 似乎正在运行；{age}' },
  unknown: { en: '{process} cannot be seen from here; {age}', zh: '在此处看不到 {process}；{age}' },
  age: { en: 'its last sign of life is {age} s old', zh: '最近一次活动在 {age} 秒前' },
} as const satisfies Readonly<Record<string, InBoth<string>>>

/** What a state is concluded from. */
export interface StateEvidence {
  readonly history: Pick<History, 'ended' | 'fatal' | 'starts'>
  readonly heartbeat: Heartbeat | undefined
  /** When the log last grew; undefined without a log. */
  readonly logTime: Date | undefined
  readonly now: Date
  /** The Slurm job that trains it, while it is in the queue. */
  readonly job?: QueuedJob | undefined
  /** The number of its job, in the queue or not. */
  readonly jobId?: string | undefined
}

/** A log without any heartbeat (the original system's) that grew this recently belongs to a running training. */
const growingMs = 120_000

/** The state that the evidence shows. The log's closing line counts most, then a live process, then the last error. */
export function stateOf(evidence: StateEvidence): RunState {
  const { history, heartbeat, logTime, now, job, jobId } = evidence
  if (history.ended === 'completed') return stateFor('finished', words.completed)
  if (job !== undefined) return stateOfJob(job)
  if (history.ended === 'stopped') return stateFor('stopped', words.stopped)
  if (heartbeat !== undefined) {
    const life = lifeOf(heartbeat, now)
    if (life.isRunning) return stateFor('running', life.reason)
    return endedWithoutClosing(history, life.reason)
  }
  const sinceGrowth = logTime === undefined ? Number.POSITIVE_INFINITY : now.getTime() - logTime.getTime()
  if (Math.abs(sinceGrowth) <= growingMs && history.fatal === undefined) {
    return stateFor('running', say(words.grew, { age: seconds(sinceGrowth) }))
  }
  return endedWithoutClosing(history, logTime === undefined ? noLog(jobId) : words.unclosed)
}

function noLog(job: string | undefined): InBoth<string> {
  return job === undefined ? words.noLog : say(words.neverBegan, { job })
}

function stateOfJob({ id: job, state, nodes, restarts, reason }: QueuedJob): RunState {
  if (state === 'running')
    return stateFor('running', say(words.runs, { job, nodes, ...(restarts > 0 && { restarts }) }))
  if (restarts > 0) return stateFor('queued', say(words.requeued, { job, restarts, reason }))
  return stateFor('queued', say(words.waits, { job, reason }))
}

function endedWithoutClosing({ fatal }: StateEvidence['history'], reason: InBoth<string>): RunState {
  if (fatal === undefined) return stateFor('dead', reason)
  return { ...stateFor('failed', say(words.failed, { line: fatal.line })), error: fatal.text }
}

function stateFor(name: RunStateName, { en, zh }: InBoth<string>): RunState {
  return { name, reason: en, reasonZh: zh }
}

function lifeOf(heartbeat: Heartbeat, now: Date): { isRunning: boolean; reason: InBoth<string> } {
  const process = nameOf(heartbeat)
  if (heartbeat.closed) return { isRunning: false, reason: say(words.left, { process }) }
  const life = processOf(heartbeat)
  if (life === 'gone') return { isRunning: false, reason: say(words.gone, { process }) }
  const age = say(words.age, { age: seconds(now.getTime() - Date.parse(heartbeat.time)) })
  const seen = life === 'alive' && isSuspended(heartbeat) ? words.suspended : words[life]
  return { isRunning: isRunning(heartbeat, now, life), reason: say(seen, { process, age }) }
}

function seconds(milliseconds: number): number {
  return Math.max(0, Math.round(milliseconds / 1000))
}
