// Damaged bytes for readers: every truncation and seeded mutations, with a measure of what the reader took.
import { UserError } from '../../src/core/errors.ts'
import { Random } from '../../src/core/random.ts'

/** The code of the UserError that `run` throws, or "no error"; anything else goes through and fails the test. */
export function codeOf(run: () => unknown): string {
  try {
    run()
    return 'no error'
  } catch (error) {
    if (error instanceof UserError) return error.code
    throw error
  }
}

/** Copies of `bytes` with 1 to 8 bytes replaced, or a stretch removed, doubled or filled; equal on every machine. */
export function* mutations(bytes: Uint8Array, count: number, name: string): Generator<Uint8Array> {
  const random = new Random('mutations', name)
  for (let round = 0; round < count; round++) {
    const mutated = Uint8Array.from(bytes)
    const start = random.int(bytes.length)
    const end = Math.min(bytes.length, start + 1 + random.int(64))
    const kind = random.int(8)
    if (kind === 0) yield Uint8Array.from([...bytes.subarray(0, start), ...bytes.subarray(end)])
    else if (kind === 1) yield Uint8Array.from([...bytes.subarray(0, end), ...bytes.subarray(start)])
    else if (kind === 2) yield mutated.fill(random.pick([0, 1, 127, 255]), start, end)
    else {
      for (let change = random.int(8); change >= 0; change--) mutated[random.int(mutated.length)] = random.int(256)
      yield mutated
    }
  }
}

/** Runs `read` on damaged copies; returns the codes seen. Throws when one reading takes more than 5 s (a busy machine included) or 200 MB. */
export function codesForDamaged(bytes: Uint8Array, read: (damaged: Uint8Array) => unknown, name: string): Set<string> {
  const codes = new Set<string>()
  const step = Math.max(1, Math.floor(bytes.length / 500))
  const truncated = Array.from({ length: Math.ceil(bytes.length / step) }, (_, n) => bytes.slice(0, n * step))
  for (const damaged of [...truncated, ...mutations(bytes, 600, name)]) {
    const memory = process.memoryUsage.rss()
    const started = performance.now()
    codes.add(codeOf(() => read(damaged)))
    if (performance.now() - started > 5000) throw new Error(`${name}: a damaged file took more than 5 s`)
    if (process.memoryUsage.rss() - memory > 200e6) throw new Error(`${name}: a damaged file took more than 200 MB`)
  }
  return codes
}
