// Bounded work in a folder that goes when the work fails: nothing may still be writing into it then.
import { mapBounded } from '../pool.ts'

/** As `mapBounded`, but rejects only when everything that was started has ended. */
export async function mapWhole<T, R>(items: readonly T[], limit: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const failures: unknown[] = []
  const results = await mapBounded(items, limit, async (item) => {
    if (failures.length > 0) return []
    try {
      return [await work(item)]
    } catch (error) {
      failures.push(error)
      return []
    }
  })
  if (failures.length > 0) throw failures[0]
  return results.flatMap((found) => found)
}
