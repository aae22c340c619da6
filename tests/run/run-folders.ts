// Run folders for tests: written by the product's own writer, with curves that can be computed in the head.
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { listTree, secondOf } from '../../src/run/archive/tree.ts'
import { parseConfig } from '../../src/run/config.ts'
import { runPaths } from '../../src/run/layout.ts'
import { resolveRun } from '../../src/run/resolve.ts'
import type { RunEntry } from '../../src/run/run-entry.ts'
import type { Config } from '../../src/run/settings/table.ts'
import { RunWriter } from '../../src/run/writer.ts'

export interface MadeRun {
  readonly config?: Partial<Config>
  /** One a finished epoch; precision and recall are the same. */
  readonly fScores?: readonly number[]
  readonly ending?: 'completed' | 'stopped' | 'none'
  readonly dataHash?: string
  /** Iterations an epoch. */
  readonly iters?: number
}

/** Writes a run that ended, with losses 2, 1, 1/2, ... at the starts of its epochs. Returns its folder. */
export function makeRun(workdirs: string, id: string, made: MadeRun = {}): RunEntry {
  const { config = {}, fScores = [0.5, 0.7], ending = 'completed', dataHash = 'a'.repeat(64), iters = 4 } = made
  const folder = join(workdirs, id)
  const epochs = fScores.length
  const writer = new RunWriter(folder)
  writer.writeConfig(parseConfig({ train_data_dir: '/data/receipts', num_epochs: Math.max(1, epochs), ...config }), {
    data_hash: dataHash,
    train_samples: 16,
    test_samples: 6,
  })
  writer.append({ kind: 'start', at: '2026-01-05 14:30:22' })
  writer.append({ kind: 'device', device: 'cpu' })
  writer.append({ kind: 'loading', path: '/data/receipts' })
  writer.append({ kind: 'samples', train: 16, test: 6 })
  for (const [index, fScore] of fScores.entries()) {
    for (let iter = 0; iter < iters; iter++) {
      const loss = 2 ** (1 - index) / (1 + iter / iters)
      writer.append({
        kind: 'train',
        epoch: index + 1,
        epochs,
        iter,
        iters,
        loss,
        learningRate: 0.007,
        dataMs: 1,
        computeMs: 99,
      })
    }
    writer.append({ kind: 'val', epoch: index + 1, fScore, precision: fScore, recall: fScore, elapsedSeconds: 2 })
    writer.saveCheckpoint('last_model.pth', Buffer.alloc(5000, index + 1))
  }
  writer.saveCheckpoint('best_model.pth', Buffer.alloc(5000, 7))
  writer.scalars(1, { 'train/loss': 2 })
  writeEvaluation(folder, fScores.length)
  if (ending !== 'none') writer.append({ kind: ending })
  writer.close()
  return resolveRun(folder, workdirs)
}

/** eval_results/ of two images: 1.jpg perfect, 2.jpg with one text missed and one false. */
export function writeEvaluation(folder: string, epoch: number): void {
  const { evalResults } = runPaths(folder)
  const box = [10, 10, 50, 10, 50, 30, 10, 30]
  const far = [100, 100, 150, 100, 150, 120, 100, 120]
  const texts = (count: number): string[][] => Array.from({ length: count }, () => [''])
  const write = (name: string, value: unknown): void => writeFileSync(join(evalResults, name), JSON.stringify(value))
  write('ground_truth.json', {
    images: [
      { image: '1.jpg', texts: texts(1), boxes: [box], states: ['matched'] },
      { image: '2.jpg', texts: texts(2), boxes: [box, far], states: ['matched', 'missed'] },
    ],
  })
  write('predictions.json', {
    epoch,
    f_score: 0.8,
    precision: 2 / 3,
    recall: 1,
    images: [
      { image: '1.jpg', texts: texts(1), boxes: [box], scores: [0.9], states: ['matched'] },
      {
        image: '2.jpg',
        texts: texts(2),
        boxes: [box, [0, 0, 5, 0, 5, 5, 0, 5]],
        scores: [0.8, 0.4],
        states: ['matched', 'false'],
      },
    ],
  })
}

/** Every path with its kind, permissions, time to the second that an archive keeps, and content or target. */
export function fingerprint(folder: string): string[] {
  return listTree(folder).map(({ path, kind, mode, mtimeMs, target }) => {
    const bytes = kind === 'file' ? readFileSync(join(folder, path)) : Buffer.from(target ?? '')
    const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 16)
    return [path, kind, kind === 'link' ? '' : mode.toString(8), secondOf(mtimeMs), hash].join(' ')
  })
}
