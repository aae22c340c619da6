// Appends to log.txt so that `tail -f` shows each line at once, and so that a broken line never swallows the next.
import { closeSync, fstatSync, fsyncSync, openSync, readSync } from 'node:fs'
import { explaining, writeFully } from '../core/files.ts'
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
 * Appends one line (a message of several lines as several). The file is opened anew each time, so a log that was moved away
 * is simply begun again. Throws a UserError when it cannot be written; what was written then is whole lines or the start of one.
 */
export function appendLogLine(path: string, line: LogLine): void {
  const text = splitLogLine(line)
    .map((part) => `${renderLogLine(part)}\n`)
    .join('')
  explaining(path, 'write', () => {
    const descriptor = openSync(path, 'a+')
    try {
      writeFully(descriptor, Buffer.from(endsMidLine(descriptor) ? `\n${text}` : text))
      if (flushed.has(line.kind)) fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
  })
}

/** Whether the last byte is something else than a line break: a process was killed, or the disk full, in the middle of a line. */
function endsMidLine(descriptor: number): boolean {
  const { size } = fstatSync(descriptor)
  const last = Buffer.alloc(1)
  return size > 0 && readSync(descriptor, last, 0, 1, size - 1) === 1 && last[0] !== 0x0a
}
