// Reads sweep.yaml to the trials that it means, refusing what no training could be.
import { basename, extname } from 'node:path'
import { readYamlFile } from '../yaml-file.ts'
import { expandTrials, refuseContradictions, type Trial } from './plan.ts'
import { specFrom, type SpecOptions, type SweepSpec } from './spec.ts'

export interface ReadSweep {
  readonly spec: SweepSpec
  readonly trials: readonly Trial[]
}

/** @throws ConfigError with every problem, each with its line */
export function readSweepFile(path: string, options: SpecOptions = {}): ReadSweep {
  const file = readYamlFile(path)
  const spec = specFrom(file, { ...options, fileName: basename(path, extname(path)) })
  const trials = expandTrials(spec)
  refuseContradictions(spec, trials, (name) => placeOf(file.where, path, name))
  return { spec, trials }
}

/** The line of a setting, be it varied or fixed; the file where it has neither. */
function placeOf(where: (...keys: readonly string[]) => string, path: string, name: string): string {
  const [varied, fixed] = [where('parameters', name), where('settings', name)]
  if (varied !== where('parameters')) return varied
  return fixed === where('settings') ? path : fixed
}
