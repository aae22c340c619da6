// A bounded number of asynchronous pieces of work at a time.

/**
 * Calls `work` for every item, at most `limit` (1 or more) at a time, and returns the results in the order of the items.
 * After the first rejection no further item is started, and the promise rejects with it.
 */
export async function mapBounded<T, R>(
  items: readonly T[],
  limit: number,
  work: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = Array.from({ length: items.length })
  let next = 0
  let failed = false
  const runner = async (): Promise<void> => {
    while (next < items.length && !failed) {
      const index = next++
      try {
        results[index] = await work(items[index], index)
      } catch (error) {
        failed = true
        throw error
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, runner))
  return results
}
