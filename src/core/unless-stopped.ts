// Work that a signal may stop, where being stopped is no failure.

/** Whether the signal has stopped the work by now; asked anew each time, as it changes while others wait. */
export const isAborted = (signal: AbortSignal | undefined): boolean => signal?.aborted === true

/** What the work gives; undefined when the signal stopped it. @throws whatever else the work throws */
export async function unlessStopped<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T | undefined> {
  try {
    return await work
  } catch (error) {
    if (isAborted(signal) && error === signal?.reason) return undefined
    throw error
  }
}
