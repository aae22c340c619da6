// Reads the log of a run, or any log file, and follows it while it grows.
import { errorDetails } from '../../core/error-details.ts'
import { say } from '../../core/say.ts'
import { existsSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { basename, resolve } from 'node:path'
import { isFileThere } from '../../core/files.ts'
import { UserError } from '../../core/errors.ts'
import { interruptible } from '../../core/interruptible.ts'
import { runPaths } from '../../run/layout.ts'
import { LogFollower } from '../../run/log-follow.ts'
import { type LogRequest, type ShownLine, initPlace, wantedLines } from '../../run/log-filter.ts'
import { foreignLog } from '../../run/log-foreign.ts'
import { parseLogLine } from '../../run/log-line.ts'
import { resolveRun } from '../../run/resolve.ts'

export { type LogRequest, type ShownLine } from '../../run/log-filter.ts'

export interface LogsTask {
  /** A run (folder, id, name, `latest`), or a log file. */
  readonly reference: string
  readonly workdirs: string
  readonly request: LogRequest
  /** Goes on until `stop`, or until a training that is followed says its last line. */
  readonly follow: boolean
  readonly stop: AbortSignal
}

export interface LogsReport {
  readonly path: string
  /** Lines of the log, and those shown. */
  readonly lines: number
  readonly shown: number
  /** `closed`: the training that was followed ended; `stopped`: by `stop`; `end`: nobody wanted to follow. */
  readonly ended: 'end' | 'closed' | 'stopped'
}

/** A new line is seen at the latest after this long. */
const lookEveryMs = 150

/**
 * Tells every wanted line.
 * @param onRestart called when the log was truncated or replaced, and is read from its start
 * @throws UserError when there is no such run, or no log and nobody wants to follow; `log-foreign` after the last line of a file without any line of a training
 */
export async function readLogs(
  task: LogsTask,
  onLine: (line: ShownLine) => void,
  onRestart: () => void = () => {},
): Promise<LogsReport> {
  const { request, follow, stop } = task
  const path = logPathOf(task)
  const counts = { lines: 0, shown: 0 }
  let known = 0
  const training = { isClosed: false }
  let place = initPlace()
  const take = (number: number, text: string): void => {
    counts.lines++
    const kind = parseLogLine(text).kind
    if (kind !== 'other') known += 1
    training.isClosed = kind === 'completed' || kind === 'stopped'
    for (const line of wantedLines(place, request, { number, text })) {
      counts.shown++
      onLine(line)
    }
  }
  const follower = new LogFollower(path, take, () => {
    place = initPlace()
    onRestart()
  })
  const poll = (): boolean => interruptible(() => follower.poll())
  try {
    if (!poll()) return { path, ...counts, ended: 'stopped' }
    if (!follow) {
      if (follower.tail !== '') take(counts.lines + 1, follower.tail)
      // An empty log of a run is that of a training which is about to start.
      if (known === 0 && (counts.lines > 0 || path === resolve(task.reference))) throw foreignLog(path, counts.lines)
      return { path, ...counts, ended: 'end' }
    }
    training.isClosed = false // what ended before can be resumed; only the end of what is followed counts
    while (!training.isClosed && !stop.aborted) {
      await pause(lookEveryMs, undefined, { signal: stop }).catch(() => {})
      if (!poll()) return { path, ...counts, ended: 'stopped' }
    }
    if (follower.tail !== '') take(counts.lines + 1, follower.tail)
    return { path, ...counts, ended: training.isClosed ? 'closed' : 'stopped' }
  } finally {
    follower.close()
  }
}

function logPathOf({ reference, workdirs, follow }: LogsTask): string {
  const file = resolve(reference)
  if (isFileThere(file)) return file
  const { log, folder } = runPaths(resolveRun(reference, workdirs).folder)
  if (existsSync(log) || follow) return log
  throw new UserError({
    code: 'file-missing',
    message: say(errorDetails['file-missing'].messageLog, { id: basename(folder) }),
    expected: say(errorDetails['file-missing'].expectedLog),
    found: say(errorDetails['file-missing'].foundFile),
    where: log,
    next: say(errorDetails['file-missing'].nextLog),
  })
}
