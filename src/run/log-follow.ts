// Follows a log that grows: what is new at each look, through truncation and rotation.
import { closeSync, fstatSync, readSync, statSync } from 'node:fs'
import { systemCode } from '../core/errors.ts'
import { explainSystemError } from '../core/files.ts'
import { openRegular } from '../core/read-file.ts'
import { LineCutter, type VisitText, logStart } from './log-reader.ts'

const chunkBytes = 1 << 20

/**
 * Reads a log from its start and then whatever it gains. The file is held open, so that the last lines of one that is rotated
 * away are read before the new one. Numbers of lines begin at 1 again in a new or truncated file.
 */
export class LogFollower {
  readonly #path: string
  readonly #visit: VisitText
  readonly #onRestart: () => void
  #cutter: LineCutter
  #descriptor: number | undefined

  constructor(path: string, visit: VisitText, onRestart: () => void = () => {}) {
    this.#path = path
    this.#visit = visit
    this.#onRestart = onRestart
    this.#cutter = new LineCutter(visit, logStart)
  }

  /** The unfinished last line. */
  get tail(): string {
    return this.#cutter.reading().tail
  }

  /** Reads what is new. A file that is not there (yet, or at the instant of its rotation) has nothing. */
  poll(): void {
    this.#descriptor ??= this.#open()
    if (this.#descriptor === undefined) return
    if (fstatSync(this.#descriptor).size < this.#cutter.nextByte) this.#restart()
    this.#readOn(this.#descriptor)
    if (!this.#isReplaced(this.#descriptor)) return
    this.#readOn(this.#descriptor) // what was written between the reading and the rotation
    this.close()
    this.#restart()
    this.poll()
  }

  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor)
    this.#descriptor = undefined
  }

  #open(): number | undefined {
    try {
      return openRegular(this.#path)
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return undefined
      throw explainSystemError(error, this.#path, 'read')
    }
  }

  #isReplaced(descriptor: number): boolean {
    const there = statSync(this.#path, { throwIfNoEntry: false })
    return there !== undefined && there.ino !== fstatSync(descriptor).ino
  }

  /** An unfinished last line of the old file will not be finished any more. */
  #restart(): void {
    const { tail, position } = this.#cutter.reading()
    if (tail !== '') this.#visit(position.lines + 1, tail)
    this.#cutter = new LineCutter(this.#visit, logStart)
    this.#onRestart()
  }

  #readOn(descriptor: number): void {
    const chunk = Buffer.allocUnsafe(chunkBytes)
    for (;;) {
      const count = readSync(descriptor, chunk, 0, chunk.length, this.#cutter.nextByte)
      if (count === 0) return
      this.#cutter.take(Uint8Array.prototype.slice.call(chunk, 0, count))
    }
  }
}
