// Puts together what a diagnosis looks at: from a run folder, from a log file alone, or from a log on standard input.
import { statSync } from 'node:fs'
import { foreignLog } from '../../../run/log-foreign.ts'
import type { DiagnosisContext, LogCondition } from '../../../diagnose/context.ts'
import { type History, initHistory, updateHistory } from '../../../run/curves.ts'
import { parseLogLine } from '../../../run/log-line.ts'
import { type LogEntry, type LogReading, visitLog, visitLogStream } from '../../../run/log-reader.ts'
import { type Run, readRun } from '../../../run/reader.ts'
import { stateOf } from '../../../run/state.ts'
import { readEvaluated } from './evaluated.ts'

/** A run with everything that is known about it, but for the pipeline check. */
export function subjectOfRun(
  folder: string,
  now: Date,
): { readonly subject: DiagnosisContext; readonly run: Run; readonly differing: readonly string[] } {
  const run = readRun(folder, { now })
  const { history, state, config, configError, facts, checkpoints, log } = run
  const evaluated = readEvaluated(run.paths)
  const subject = {
    history,
    log: { ...log, lines: log.position.lines },
    state,
    config,
    configError,
    runFacts: facts,
    checkpoints,
    evaluated: evaluated?.images,
    pipeline: undefined,
    now,
  }
  return { subject, run, differing: evaluated?.differing ?? [] }
}

/** A log file without its run. @throws UserError when it cannot be read, `log-foreign` */
export function subjectOfLog(path: string, now: Date): DiagnosisContext {
  const history = initHistory()
  const lines = countingVisitor(history)
  const reading = visitLog(path, lines.visit)
  refuseForeign(lines, reading, path)
  return subjectOf(history, { reading, modified: statSync(path).mtime, now })
}

/** A log that comes in pieces. @throws UserError `log-foreign` */
export async function subjectOfStream(chunks: AsyncIterable<Uint8Array>, now: Date): Promise<DiagnosisContext> {
  const history = initHistory()
  const lines = countingVisitor(history)
  const reading = await visitLogStream(chunks, lines.visit)
  refuseForeign(lines, reading, '-')
  return subjectOf(history, { reading, modified: undefined, now })
}

interface Counting {
  readonly visit: (entry: LogEntry) => void
  /** How many lines of a training log there were so far. */
  readonly counts: { known: number }
}

function countingVisitor(history: History): Counting {
  const counts = { known: 0 }
  const visit = (entry: LogEntry): void => {
    if (entry.line.kind !== 'other') counts.known += 1
    updateHistory(history, entry)
  }
  return { visit, counts }
}

/** Of a file that is no log nothing can be said, least of all that a training failed. @throws UserError `log-foreign` */
function refuseForeign({ counts }: Counting, { position, tail }: LogReading, where: string): void {
  if (counts.known > 0 || parseLogLine(tail).kind !== 'other') return
  throw foreignLog(where, position.lines + (tail === '' ? 0 : 1))
}

interface Source {
  readonly reading: LogReading
  readonly modified: Date | undefined
  readonly now: Date
}

function subjectOf(history: History, { reading, modified, now }: Source): DiagnosisContext {
  // A closing line counts without its line break, as files sent by mail lose it; other unfinished lines tell nothing.
  const tail = parseLogLine(reading.tail).kind
  if (tail === 'completed' || tail === 'stopped') history.ended = tail
  const { position, legacyLines, nulLines } = reading
  const log: LogCondition = { lines: position.lines, tail: reading.tail, legacyLines, nulLines, modified }
  // Standard input is over when it has been read, however fresh it is.
  const state = stateOf({ history, heartbeat: undefined, logTime: modified ?? new Date(0), now })
  return {
    history,
    log,
    state,
    config: undefined,
    configError: undefined,
    runFacts: {},
    checkpoints: undefined,
    evaluated: undefined,
    pipeline: undefined,
    now,
  }
}
