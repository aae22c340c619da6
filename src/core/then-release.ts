// Releases what work was done with, however it ended.

/** What the work gives, once what it was done with is released, also where it failed. */
export async function thenRelease<T>(work: Promise<T>, release: () => Promise<unknown>): Promise<T> {
  try {
    return await work
  } finally {
    await release()
  }
}
