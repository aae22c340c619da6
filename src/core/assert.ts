// Assertions: a failed one is a bug of ours, never the person's fault.

/** Throws when `condition` is false. The message says what must hold. */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(`bug: ${message}`)
}

/** Returns `value`, or throws when it is undefined or null. */
export function must<T>(value: T | undefined | null, message: string): T {
  assert(value !== undefined && value !== null, message)
  return value
}
