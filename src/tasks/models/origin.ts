// Where an exported file came from, as it says itself.
import { openOnnx } from '../../export/open.ts'

/** The run folder that an exported file names; undefined for others. */
export async function originOf(path: string): Promise<string | undefined> {
  const { detector, provenance } = await openOnnx(path)
  await detector.release()
  return provenance?.run
}
