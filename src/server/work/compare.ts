// Compares runs: the settings in which they differ, and the images that one got right and another did not.
import { runPaths } from '../../run/layout.ts'
import { summarizeRun } from '../../run/list/list.ts'
import type { RunSummary } from '../../run/list/summary.ts'
import type { RunEntry } from '../../run/run-entry.ts'
import { settingNames } from '../../run/settings/table.ts'
import { readEvaluation } from '../../tasks/models/evaluation.ts'
import { sameImages } from '../../tasks/runs/same-images.ts'
import type { z } from '../../core/schema.ts'
import type { DeepReadonly } from '../contract/endpoint.ts'
import type { comparison } from '../contract/runs.ts'

type Comparison = DeepReadonly<z.infer<typeof comparison>>

export async function compareRuns(entries: readonly RunEntry[]): Promise<Comparison> {
  const runs = entries.map((entry) => summarizeRun(entry))
  return { runs, settings: compareSettings(runs), images: await compareImages(runs) }
}

/** A run that does not tell a setting differs from none: a missing config.yaml would else change everything. */
function compareSettings(runs: readonly RunSummary[]): Comparison['settings'] {
  return settingNames.map((name) => {
    const values = runs.map(({ config }) => config[name] ?? null)
    const told = values.filter((value) => value !== null).map((value) => JSON.stringify(value))
    return { name, values, same: told.every((value) => value === told[0]) }
  })
}

interface Place {
  readonly index: number
  readonly image: string
  readonly fScore: number
}

/** Largest differences first. */
async function compareImages(runs: readonly RunSummary[]): Promise<Comparison['images']> {
  const evaluated = runs.map(({ folder }) => readEvaluation(runPaths(folder))?.images ?? [])
  const keys = await sameImages(
    runs.map(({ id, dataset, dataHash }, at) => {
      return { id, dataset, dataHash, images: evaluated[at].map(({ image }) => image.image) }
    }),
  )
  const places = evaluated.map((images, at) => {
    const found = images.map(({ image: { image }, fScore }, index): [string, Place] => {
      return [keys[at].get(image) ?? image, { index, image, fScore }]
    })
    return new Map(found.reverse())
  })
  return [...new Set(places.flatMap((of) => [...of.keys()]))]
    .map((key) => places.map((of) => of.get(key)))
    .filter((found) => found.filter((place) => place !== undefined).length >= 2)
    .map((found) => {
      const known = found.flatMap((place) => (place === undefined ? [] : [place.fScore]))
      return {
        image: found.find((place) => place !== undefined)?.image ?? '',
        indexes: found.map((place) => place?.index ?? null),
        fScores: found.map((place) => place?.fScore ?? null),
        spread: Math.max(...known) - Math.min(...known),
      }
    })
    .sort((a, b) => b.spread - a.spread)
}
