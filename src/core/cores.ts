// Cores that this process may use: all that the system gives it, or its share where several of ours work beside each other.
import { availableParallelism } from 'node:os'

/** The variable that tells a process of ours its share. */
const shareName = 'OCRDET_CORES'

/** The share that whoever started this process gave it; undefined where it works alone. */
export function coresShare(env: Readonly<Record<string, string | undefined>> = process.env): number | undefined {
  const text = env[shareName] ?? ''
  return /^[1-9]\d{0,3}$/.test(text) ? Number(text) : undefined
}

/** Cores that this process may use, at least 1. */
export function usableCores(): number {
  return Math.min(availableParallelism(), coresShare() ?? Infinity)
}

/** What `count` processes of ours beside each other are started with, so that together they use the cores once; nothing for one alone. */
export function sharingCores(count: number): Readonly<Record<string, string>> {
  return count < 2 ? {} : { [shareName]: String(Math.max(1, Math.floor(usableCores() / count))) }
}
