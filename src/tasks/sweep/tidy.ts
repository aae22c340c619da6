// What stays of a trial once it is finished: with `keep_checkpoints: best`, the weights with the best score alone.
import { existsSync, rmSync } from 'node:fs'
import { explaining } from '../../core/files.ts'
import { runPaths } from '../../run/layout.ts'
import { listCheckpoints, readRun } from '../../run/reader.ts'
import type { Sweep } from './sweep.ts'

/** Removes the other checkpoints of a finished trial, where the sweep wants that and the best weights are there. */
export function tidyTrial({ spec }: Pick<Sweep, 'spec'>, folder: string): void {
  if (spec.keep_checkpoints !== 'best' || readRun(folder).state.name !== 'finished') return
  const { checkpoints, bestModel } = runPaths(folder)
  if (!existsSync(bestModel)) return
  for (const { path } of listCheckpoints(checkpoints).filter(({ kind }) => kind !== 'best' && kind !== 'other'))
    explaining(path, 'remove', () => rmSync(path))
}
