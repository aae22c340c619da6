// Where exported files came from, as they say themselves.
import { exportFacts, type ExportFacts } from '../../export/facts.ts'
import { openOnnx } from '../../export/open.ts'

/** The run folder that an exported file names; undefined for others. */
export async function originOf(path: string): Promise<string | undefined> {
  const { detector, provenance } = await openOnnx(path)
  await detector.release()
  return provenance?.run
}

/** What each file says of itself, in their order; undefined for those of other tools. */
export function factsOfExports(paths: readonly string[]): (ExportFacts | undefined)[] {
  return paths.map((path) => exportFacts(path))
}
