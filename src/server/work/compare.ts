// Compares runs: the settings in which they differ, and the images that one got right and another did not.
import { runPaths } from '../../run/layout.ts'
import { summarizeRun } from '../../run/list/list.ts'
import type { RunEntry } from '../../run/run-entry.ts'
import { settingNames } from '../../run/settings/table.ts'
import { readEvaluation } from '../../tasks/models/evaluation.ts'
import type { z } from '../../core/schema.ts'
import type { DeepReadonly } from '../contract/endpoint.ts'
import type { comparison } from '../contract/runs.ts'

type Comparison = DeepReadonly<z.infer<typeof comparison>>

export function compareRuns(entries: readonly RunEntry[]): Comparison {
  const runs = entries.map((entry) => summarizeRun(entry))
  const settings = settingNames.map((name) => {
    const values = runs.map(({ config }) => config[name] ?? null)
    return { name, values, same: values.every((value) => JSON.stringify(value) === JSON.stringify(values[0])) }
  })
  return { runs, settings, images: compareImages(entries) }
}

/** Largest differences first. */
function compareImages(entries: readonly RunEntry[]): Comparison['images'] {
  const ofRuns = entries.map(({ folder }) => {
    const images = readEvaluation(runPaths(folder))?.images ?? []
    return new Map(images.map(({ image, fScore }) => [image.image, fScore]))
  })
  const images = [...new Set(ofRuns.flatMap((scores) => [...scores.keys()]))]
  return images
    .map((image) => {
      const fScores = ofRuns.map((scores) => scores.get(image) ?? null)
      const known = fScores.filter((score) => score !== null)
      return { image, fScores, spread: Math.max(...known) - Math.min(...known), known: known.length }
    })
    .filter(({ known }) => known >= 2)
    .map(({ image, fScores, spread }) => ({ image, fScores, spread }))
    .sort((a, b) => b.spread - a.spread)
}
