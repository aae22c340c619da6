// Tells a run in a few words, as the rules see it: what the log says, how it was configured, what was found.
import type { DiagnosisContext } from '../../src/diagnose/context.ts'
import type { EvaluatedImage } from '../../src/diagnose/evaluated.ts'
import type { ErrorKind } from '../../src/geometry/error-kinds.ts'
import { parseConfig } from '../../src/run/config.ts'
import { initHistory, updateHistory } from '../../src/run/curves.ts'
import { parseLog } from '../../src/run/log-reader.ts'
import type { Config } from '../../src/run/settings/table.ts'
import { stateOf } from '../../src/run/state.ts'

/** A run; what is not told is as in a training where all is well. */
export interface Story extends Partial<Omit<DiagnosisContext, 'history' | 'state' | 'config' | 'log'>> {
  readonly lines: readonly string[]
  readonly config?: Partial<Config>
  readonly log?: Partial<DiagnosisContext['log']>
  /** The training still runs. */
  readonly running?: true
}

/** The case that a story makes. */
export function caseOf({ lines, config, log, running, ...rest }: Story): DiagnosisContext {
  const history = initHistory()
  for (const entry of parseLog(Buffer.from(lines.join('\n')))) updateHistory(history, entry)
  const now = new Date('2026-01-05T15:00:00')
  const logTime = running === true ? now : new Date(0)
  return {
    history,
    log: { lines: lines.length, tail: '', legacyLines: 0, nulLines: 0, modified: logTime, ...log },
    state: stateOf({ history, heartbeat: undefined, logTime, now }),
    config: parseConfig({ train_data_dir: 'data', init: 'weights.pth', ...config }),
    configError: undefined,
    runFacts: { data_hash: 'abc' },
    checkpoints: [{ name: 'best_model.pth', path: 'best_model.pth', bytes: 1, modified: now, kind: 'best' }],
    evaluated: undefined,
    pipeline: undefined,
    now,
    ...rest,
  }
}

export const opening: readonly string[] = [
  '[INFO] Starting training at 2026-01-05 14:30:22',
  '[CONFIG] Using device: cpu (chosen by auto: the tested provider, 2 threads)',
  '[DATA] Loading dataset from data',
  '[DATA] Train samples: 40 | Test samples: 10',
]
/** The evaluation of the initial weights. */
export const initialScore = (fScore: number): string =>
  `[VAL] Epoch 0 finished. F-score: ${fScore.toFixed(3)}, Precision: 0.900, Recall: 0.900`
export const saved = '[SAVE] Best model saved to checkpoints/best_model.pth (F-score improved)'
export const completed = '[INFO] Training completed successfully.'
export const stopped = '[INFO] Training stopped by user.'

/** What one epoch says. */
export interface Epoch {
  /** Dice loss of every line. */
  readonly dice?: number
  readonly losses: readonly number[]
  readonly fScore?: number
  readonly precision?: number
  readonly recall?: number
  readonly valLoss?: number
}

/** The lines of a training of these epochs, at one rate or at one a epoch. */
export function epochs(reported: readonly Epoch[], rates: readonly number[] = [0.007]): string[] {
  return reported.flatMap(({ losses, dice, fScore, precision = fScore, recall = fScore, valLoss }, index) => {
    const rate = rates[Math.min(index, rates.length - 1)]
    const train = losses.map(
      (loss, iter) =>
        `[TRAIN] Epoch ${index + 1}/${reported.length}, Iter ${iter}/${losses.length}, Loss: ${loss}, LR: ${rate}, Data: 0 ms, Compute: 100 ms${dice === undefined ? '' : `, Dice loss: ${dice}`}`,
    )
    if (fScore === undefined) return train
    const more = valLoss === undefined ? '' : `, Val loss: ${valLoss}`
    const scores = `F-score: ${fScore}, Precision: ${precision}, Recall: ${recall}${more}`
    return [...train, `[VAL] Epoch ${index + 1} finished. ${scores}, Ground truths: 50, Elapsed: 1 s`]
  })
}

/** A training of `count` epochs of ten iterations: what each says follows from how far it is, 0 to 1. */
export function course(
  count: number,
  at: (share: number, index: number) => Omit<Epoch, 'losses'> & { loss: number },
): Epoch[] {
  return Array.from({ length: count }, (_, index) => {
    const { loss, ...scores } = at(index / (count - 1), index)
    const next = index === count - 1 ? loss : at((index + 1) / (count - 1), index + 1).loss
    const losses = Array.from({ length: 10 }, (_, iter) => Number((loss + ((next - loss) * iter) / 10).toFixed(4)))
    return { losses, ...scores }
  })
}

/** A training in which all is well: the loss falls from 3 to 1, the F-score rises to 0.85 and stays there. */
export const well: readonly Epoch[] = course(10, (share) => ({
  loss: 1 + 2 * (1 - share) ** 2,
  fScore: Math.min(0.85, 0.3 + share),
  valLoss: 1.2 + 2 * (1 - share) ** 2,
}))

export const wellLines: readonly string[] = [...opening, ...epochs(well), saved, completed]

/** An image of 640x640 with `count` texts `height` pixels high and as many boxes found, all in one state. */
export function image(count: number, height: number, more: ImageOptions = {}): EvaluatedImage {
  const {
    found = 'matched',
    score = 0.9,
    error = 'low-overlap',
    groundTruth = found === 'matched' ? 'matched' : 'missed',
  } = more
  const boxes = Array.from({ length: count }, (_, index) => {
    const top = index * (height + 2)
    return [0, top, 100, top, 100, top + height, 0, top + height]
  })
  return {
    image: more.image ?? '1.jpg',
    size: [640, 640],
    predictions: boxes.map((box) => ({ box, score, state: found, error: found === 'false' ? error : null })),
    groundTruths: boxes.map((box) => ({ box, state: groundTruth, error: groundTruth === 'missed' ? error : null })),
  }
}

export interface ImageOptions {
  readonly image?: string
  readonly found?: 'matched' | 'false' | 'ignored'
  readonly groundTruth?: 'matched' | 'missed' | 'ignored'
  readonly score?: number
  /** Of missed texts and false boxes. */
  readonly error?: ErrorKind
}
