// Files of one JSON value a line that only grow: appended to whole, read around what a kill cut off, and never read twice.
import { closeSync, existsSync, fstatSync, readSync } from 'node:fs'
import { appendLines } from '../core/append.ts'
import { BoundedMap } from '../core/bounded-map.ts'
import { explaining } from '../core/files.ts'
import { openRegular } from '../core/read-file.ts'
import type { z } from '../core/schema.ts'

/** Appends one value. With `flush` it survives a power cut when this returns. */
export function appendLine(path: string, value: unknown, options: { readonly flush: boolean }): void {
  appendLines(path, `${JSON.stringify(value)}\n`, options)
}

/** A file as far as it was read. */
interface Known<T> {
  readonly inode: number
  /** Of whole lines. */
  readonly bytes: number
  readonly values: readonly T[]
}

/** Files that are kept in memory: those of the sets that are edited now. */
const maxKept = 2

/** Reads files whose lines are of one form. */
export class JsonLines<T> {
  readonly #schema: z.ZodType<T>
  readonly #known = new BoundedMap<string, Known<T>>(maxKept)

  constructor(schema: z.ZodType<T>) {
    this.#schema = schema
  }

  /** Every value, oldest first; lines that are none are skipped. No file is an empty one. */
  read(path: string): readonly T[] {
    if (!existsSync(path)) return []
    return explaining(path, 'read', () => {
      const descriptor = openRegular(path)
      try {
        const { ino, size } = fstatSync(descriptor)
        const kept = this.#known.get(path)
        const isSame = kept !== undefined && kept.inode === ino && kept.bytes <= size
        const before = isSame ? kept : { inode: ino, bytes: 0, values: [] }
        const added = readFrom(descriptor, before.bytes, size)
        const whole = added.lastIndexOf(0x0a) + 1
        const lines = added.subarray(0, whole).toString('utf8').split('\n')
        const values = whole === 0 ? before.values : before.values.concat(lines.flatMap((line) => this.#valuesOf(line)))
        this.#known.set(path, { inode: ino, bytes: before.bytes + whole, values })
        return values
      } finally {
        closeSync(descriptor)
      }
    })
  }

  #valuesOf(line: string): T[] {
    if (line === '') return []
    try {
      const { data } = this.#schema.safeParse(JSON.parse(line))
      return data === undefined ? [] : [data]
    } catch {
      return []
    }
  }
}

function readFrom(descriptor: number, start: number, end: number): Buffer {
  const bytes = Buffer.alloc(end - start)
  let read = 0
  while (read < bytes.length) {
    const count = readSync(descriptor, bytes, read, bytes.length - read, start + read)
    if (count === 0) break
    read += count
  }
  return bytes.subarray(0, read)
}
