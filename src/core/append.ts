// Appends to files of lines so that a line that a kill or a full disk cut off never swallows the next.
import { closeSync, fstatSync, fsyncSync, openSync, readSync } from 'node:fs'
import { explaining, writeFully } from './files.ts'

/**
 * Appends whole lines, each with its line break. The file is opened anew each time, so one that was moved away is simply begun again.
 * With `flush` they survive a power cut when this returns.
 * @throws UserError when it cannot be written; what was written then is whole lines or the start of one
 */
export function appendLines(path: string, lines: string, { flush }: { readonly flush: boolean }): void {
  explaining(path, 'write', () => {
    const descriptor = openSync(path, 'a+')
    try {
      writeFully(descriptor, Buffer.from(endsMidLine(descriptor) ? `\n${lines}` : lines))
      if (flush) fsyncSync(descriptor)
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
