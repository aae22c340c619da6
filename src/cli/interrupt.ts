// Ctrl-C: the first one asks for a clean stop, the second one ends the process at once.

const signals = ['SIGINT', 'SIGTERM'] as const

export interface StopWatch {
  /** Aborts on the first SIGINT or SIGTERM. */
  readonly signal: AbortSignal
  /** Stops watching; a signal then ends the process as usual. */
  readonly close: () => void
}

/**
 * Watches for signals to stop. After the first one nobody listens any more, so that the system itself ends the process on the
 * second (shells report 130): a training step keeps this thread busy for seconds, and code of ours would not run until then.
 * @param onFirst called once, when the first signal was seen
 */
export function watchForStop(onFirst: () => void): StopWatch {
  const controller = new AbortController()
  const close = (): void => signals.forEach((name) => process.off(name, handle))
  const handle = (): void => {
    close()
    onFirst()
    controller.abort()
  }
  signals.forEach((name) => process.on(name, handle))
  return { signal: controller.signal, close }
}
