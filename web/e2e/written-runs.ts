// Run folders written as text, so that a story has forty runs in no time: log, configuration, and an evaluation of two images.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface WrittenRun {
  readonly id: string
  readonly data: string
  readonly settings?: Readonly<Record<string, string | number>>
  /** Of the one epoch. */
  readonly fScore?: number
  /** Of the initial weights; they are the best model unless the epoch scores higher. */
  readonly initial?: number
  /** Of 40 hexadecimal digits or more. */
  readonly dataHash?: string
}

/** Writes a finished run. Its evaluation: 1.jpg perfect, 2.jpg with one text found, one missed and one box false. */
export function writeRun(
  workdirs: string,
  { id, data, settings = {}, fScore = 0.5, initial, dataHash = 'a'.repeat(64) }: WrittenRun,
) {
  const folder = join(workdirs, id)
  mkdirSync(join(folder, 'eval_results'), { recursive: true })
  mkdirSync(join(folder, 'checkpoints'))
  const log = [
    '[INFO] Starting training at 2026-01-05 14:30:22',
    '[CONFIG] Using device: cpu',
    `[DATA] Loading dataset from ${data}`,
    '[DATA] Train samples: 16 | Test samples: 2',
    ...(initial === undefined ? [] : [scoresLine(0, initial), savedLine('initial weights')]),
    '[TRAIN] Epoch 1/1, Iter 0/1, Loss: 1.980, LR: 0.001, Data: 1 ms, Compute: 99 ms',
    scoresLine(1, fScore),
    ...(initial !== undefined && fScore > initial ? [savedLine('F-score improved')] : []),
    '[INFO] Training completed successfully.',
  ]
  writeFileSync(join(folder, 'log.txt'), `${log.join('\n')}\n`)
  const config = Object.entries({ train_data_dir: data, num_epochs: 1, ...settings })
  const lines = config.map(([name, value]) => `${name}: ${value}`)
  writeFileSync(join(folder, 'config.yaml'), `${lines.join('\n')}\nfacts:\n  data_hash: ${dataHash}\n`)
  writeEvaluation(join(folder, 'eval_results'))
}

const savedLine = (why: string): string => `[SAVE] Best model saved to checkpoints/best_model.pth (${why})`

function scoresLine(epoch: number, fScore: number): string {
  const rest = `Precision: ${fScore.toFixed(3)}, Recall: ${fScore.toFixed(3)}, Elapsed: 1.00 s`
  return `[VAL] Epoch ${epoch} finished. F-score: ${fScore.toFixed(4)}, ${rest}`
}

const box = [20, 15, 110, 15, 110, 41, 20, 41]
const far = [130, 84, 210, 84, 210, 108, 130, 108]

function writeEvaluation(folder: string): void {
  const write = (name: string, value: unknown): void => writeFileSync(join(folder, name), JSON.stringify(value))
  write('ground_truth.json', {
    images: [
      { image: '1.jpg', texts: [['']], boxes: [box], states: ['matched'] },
      { image: '2.jpg', texts: [[''], ['']], boxes: [box, far], states: ['matched', 'missed'] },
    ],
  })
  write('predictions.json', {
    epoch: 1,
    f_score: 0.8,
    precision: 2 / 3,
    recall: 1,
    images: [
      { image: '1.jpg', texts: [['']], boxes: [box], scores: [0.9], states: ['matched'] },
      { image: '2.jpg', texts: [[''], ['']], boxes: [box, far], scores: [0.9, 0.8], states: ['matched', 'false'] },
    ],
  })
}
