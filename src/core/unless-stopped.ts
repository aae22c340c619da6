// Work that a signal may stop, where being stopped is no failure.

/** What the work gives; undefined when the signal stopped it. @throws whatever else the work throws */
export async function unlessStopped<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T | undefined> {
  try {
    return await work
  } catch (error) {
    if (signal?.aborted === true && error === signal.reason) return undefined
    throw error
  }
}
