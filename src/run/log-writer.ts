// Appends to log.txt so that `tail -f` shows each line at once, and so that a broken line never swallows the next.
import { appendLines } from '../core/append.ts'
import { type LogLine, renderLogLine, splitLogLine } from './log-line.ts'

/** Lines that must survive a power cut too; the others are flushed by the system within seconds, or by the next of these. */
const flushed: ReadonlySet<LogLine['kind']> = new Set([
  'start',
  'resume',
  'val',
  'save',
  'error',
  'stopped',
  'completed',
])

/**
 * Appends one line (a message of several lines as several).
 * @throws UserError as `appendLines`
 */
export function appendLogLine(path: string, line: LogLine): void {
  const text = splitLogLine(line)
    .map((part) => `${renderLogLine(part)}\n`)
    .join('')
  appendLines(path, text, { flush: flushed.has(line.kind) })
}
