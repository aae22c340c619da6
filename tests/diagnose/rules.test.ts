// Every kind of finding with one training in which it is there, and one as near to it as can be in which it is not.
import { describe, expect, it } from 'vitest'
import { UserError } from '../../src/core/errors.ts'
import { allFindings, diagnose } from '../../src/diagnose/diagnose.ts'
import { type FindingCode, findingCodes } from '../../src/diagnose/kinds.ts'
import type { PipelineFacts } from '../../src/diagnose/pipeline.ts'
import {
  type Story,
  caseOf,
  completed,
  course,
  epochs,
  initialScore,
  opening,
  image,
  saved,
  stopped,
  well,
  wellLines,
} from './story.ts'

/** A log with one more line in its middle, after which training goes on, or at its end. */
const withLine = (line: string): Story => ({ lines: [...opening, line, ...epochs(well), saved, completed] })
const endingWith = (...lines: string[]): Story => ({ lines: [...opening, ...lines] })
const trained = (reported: Parameters<typeof course>[1], count = 10, rates = [0.007]): Story => ({
  lines: [...opening, ...epochs(course(count, reported), rates), saved, completed],
})

/** A training that finds nothing although its loss falls, with what the pipeline check measured. */
const climbed = (part: Partial<PipelineFacts>): Story => ({
  ...trained((share) => ({ loss: 3 - share, fScore: 0 })),
  pipeline: {
    labels: { boxes: 50, ignored: 0 },
    map: {
      images: 4,
      binaryThreshold: 0.2,
      boxThreshold: 0.3,
      highest: 0.9,
      pixelsAbove: 900,
      regions: 9,
      bestScore: 0.8,
    },
    kept: 0,
    names: { compared: 10, differing: [] },
    overlap: { boxes: 50, best: 0.9, scale: 1, matchedWhenScaled: 0, texts: 50 },
    ...part,
  },
})
const mapOf = (part: Partial<NonNullable<PipelineFacts['map']>>): Story => {
  const { pipeline } = climbed({})
  return climbed({ map: { ...pipeline!.map!, ...part } })
}

const noise = (index: number): number => (index % 2 === 0 ? 1 : -1)

/** By code: a story in which it is found, and one in which it is not. */
const stories: Readonly<Record<FindingCode, readonly [found: Story, silent: Story]>> = {
  'file-not-found': [endingWith('[ERROR] File not found: train_images/1.jpg'), withLine('[INFO] File found: 1.jpg')],
  'box-format-invalid': [endingWith('[FAIL] Invalid box format in 1.txt'), withLine('[INFO] Box format: quad')],
  'image-broken': [
    endingWith('[ERROR] PIL.UnidentifiedImageError: cannot identify image file 1.jpg'),
    withLine('[WARN] There are very few images to learn from'),
  ],
  'labels-all-ignored': [
    endingWith('[ERROR] Every box of the training list is ###: there is nothing to learn'),
    { lines: wellLines, evaluated: [image(20, 12)] },
  ],
  'out-of-memory': [
    endingWith('RuntimeError: CUDA out of memory. Tried to allocate 20.00 MiB'),
    withLine('[CONFIG] Estimated memory: 0.7 GB for batches of 8 at 128x128'),
  ],
  'disk-refused': [
    endingWith('[ERROR] OSError: [Errno 28] No space left on device'),
    withLine('[INFO] Disk: 3 GB free'),
  ],
  'data-refused': [endingWith('[ERROR] train_list.txt names no image'), { lines: wellLines }],
  'error-in-log': [endingWith('[ERROR] Something odd happened'), withLine('[WARN] Something odd happened')],
  'loss-not-finite': [
    endingWith(...epochs([{ losses: [2, 1.9, Number.NaN] }])),
    endingWith(...epochs([{ losses: [2, 1.9, 1.8], fScore: 0.3 }]), saved, completed),
  ],
  'f-score-zero': [
    trained((share) => ({ loss: 3 - share, fScore: 0 })),
    trained((share) => ({ loss: 3 - share, fScore: share === 1 ? 0.01 : 0 })),
  ],
  'fine-tuning-worse': [
    { lines: [...opening, initialScore(0.9), ...epochs(well), completed] },
    { lines: [...opening, initialScore(0.2), ...epochs(well), completed] },
  ],
  'no-best-model': [
    { lines: [...opening, ...epochs(well), completed], checkpoints: [] },
    { lines: wellLines, checkpoints: [] },
  ],
  'never-evaluated': [
    endingWith(...epochs([{ losses: [2, 1.9, 1.8] }]), completed),
    endingWith(...epochs([{ losses: [2, 1.9, 1.8], fScore: 0.5 }]), saved, completed),
  ],
  'ended-without-closing': [endingWith(...epochs(well), saved), endingWith(...epochs(well), saved, stopped)],
  'stopped-by-user': [endingWith(...epochs(well), saved, stopped), { lines: wellLines }],
  'log-silent': [
    { ...endingWith(...epochs(well)), running: true, log: { modified: new Date('2026-01-05T14:58:00') } },
    { ...endingWith(...epochs(well)), running: true },
  ],
  'log-damaged': [
    { lines: wellLines, log: { nulLines: 1 } },
    { lines: wellLines, log: { tail: completed } },
  ],
  'config-unreadable': [
    { lines: wellLines, configError: new UserError({ code: 'bad-config', message: 'config.yaml cannot be read' }) },
    { lines: wellLines },
  ],
  'best-model-missing': [{ lines: wellLines, checkpoints: [] }, { lines: wellLines }],
  'device-fallback': [
    { lines: ['[CONFIG] Using device: cpu (no GPU found)', ...wellLines.slice(2)] },
    { lines: wellLines },
  ],
  'map-below-threshold': [mapOf({ highest: 0.1, pixelsAbove: 0, regions: 0, bestScore: 0 }), mapOf({})],
  'no-region-large-enough': [mapOf({ regions: 0, bestScore: 0 }), mapOf({ regions: 1 })],
  'scores-below-threshold': [mapOf({ bestScore: 0.2 }), mapOf({ bestScore: 0.4 })],
  'names-differ': [
    climbed({ kept: 9, names: { compared: 10, differing: ['1.JPG'] } }),
    climbed({ kept: 9, names: { compared: 10, differing: [] } }),
  ],
  'sizes-differ': [
    climbed({ kept: 50, overlap: { boxes: 50, best: 0.1, scale: 2, matchedWhenScaled: 40, texts: 50 } }),
    climbed({ kept: 50, overlap: { boxes: 50, best: 0.1, scale: 1, matchedWhenScaled: 0, texts: 50 } }),
  ],
  'boxes-miss-texts': [
    climbed({ kept: 50, overlap: { boxes: 50, best: 0.1, scale: 1, matchedWhenScaled: 0, texts: 50 } }),
    climbed({ kept: 50 }),
  ],
  'loss-stuck': [
    trained((_, index) => ({ loss: 2.05 + 0.02 * noise(index), fScore: 0.01 })),
    trained((share) => ({ loss: 2.05 - 0.3 * share, fScore: 0.01 })),
  ],
  'labels-not-learnt': [
    trained((share) => ({ loss: 8 - 3 * share, fScore: 0, dice: 0.9 - 0.2 * share })),
    trained((share) => ({ loss: 8 - 3 * share, fScore: 0, dice: 0.9 - 0.7 * share })),
  ],
  'labels-finer-than-boxes': [
    { lines: wellLines, evaluated: [image(20, 12), image(30, 12, { found: 'false', error: 'merged' })] },
    { lines: wellLines, evaluated: [image(20, 12), image(19, 12, { found: 'false', error: 'merged' })] },
  ],
  'labels-coarser-than-boxes': [
    { lines: wellLines, evaluated: [image(20, 12), image(30, 12, { found: 'false', error: 'split' })] },
    { lines: wellLines, evaluated: [image(200, 12), image(30, 12, { found: 'false', error: 'split' })] },
  ],
  'loss-diverged': [
    trained((share) => ({ loss: share < 0.5 ? 2 - share : 9, fScore: 0.1 })),
    trained((share) => ({ loss: share === 0.3 ? 9 : 2 - share, fScore: 0.1 })),
  ],
  'rate-too-high': [
    { ...trained((share) => ({ loss: share === 0 ? 3 : 5, fScore: 0 }), 10, [0.5]), config: { learning_rate: 0.5 } },
    { ...trained((share) => ({ loss: 3 - share, fScore: share }), 10, [0.5]), config: { learning_rate: 0.5 } },
  ],
  'rate-too-low': [
    trained(() => ({ loss: 3, fScore: 0.01 }), 10, [1e-6]),
    trained(() => ({ loss: 3, fScore: 0.01 }), 10, [0.001]),
  ],
  'loss-plateau': [
    trained((share) => ({ loss: share < 0.4 ? 3 - 3 * share : 1.8, fScore: 0.4 })),
    trained((share) => ({ loss: share < 0.4 ? 3 - 3 * share : 1.8, fScore: 0.4 }), 10, [0.007, 0.007, 0.0001]),
  ],
  'loss-oscillates': [
    {
      lines: [
        ...opening,
        ...epochs(Array.from({ length: 20 }, (_, index) => ({ losses: losses(3 + 1.5 * noise(index)), fScore: 0.4 }))),
        saved,
        completed,
      ],
    },
    {
      lines: [
        ...opening,
        ...epochs(Array.from({ length: 20 }, (_, index) => ({ losses: losses(3 + 0.1 * noise(index)), fScore: 0.4 }))),
        saved,
        completed,
      ],
    },
  ],
  'over-fitted': [
    trained((share) => ({ loss: 3 - 2.5 * share, fScore: 0.6, valLoss: share < 0.5 ? 2 - share : 1 + 2 * share })),
    trained((share) => ({ loss: 3 - 2.5 * share, fScore: 0.6, valLoss: 2 - share })),
  ],
  'f-score-fell': [
    trained((share) => ({ loss: 3 - share, fScore: share < 0.6 ? 0.8 : 0.4 })),
    trained((share) => ({ loss: 3 - share, fScore: share < 0.6 ? 0.8 : 0.75 })),
  ],
  'recall-collapsed': [
    trained((share) => ({ loss: 3 - share, fScore: 0.5, precision: 0.8, recall: share < 0.6 ? 0.8 : 0.2 })),
    trained((share) => ({ loss: 3 - share, fScore: 0.5, precision: 0.8, recall: share < 0.6 ? 0.8 : 0.6 })),
  ],
  'precision-collapsed': [
    trained((share) => ({ loss: 3 - share, fScore: 0.5, recall: 0.8, precision: share < 0.6 ? 0.8 : 0.2 })),
    trained((share) => ({ loss: 3 - share, fScore: 0.5, recall: 0.8, precision: share < 0.6 ? 0.8 : 0.6 })),
  ],
  'still-improving': [
    trained((share) => ({ loss: 3 - 2 * share, fScore: 0.6 * share })),
    trained((share) => ({ loss: 3 - 2 * share, fScore: Math.min(0.5, share) })),
  ],
  'rate-unusual': [trained((share) => ({ loss: 3 - share, fScore: share }), 10, [0.5]), { lines: wellLines }],
  'batch-unusual': [
    { lines: wellLines, config: { batch_size: 1 } },
    { lines: wellLines, config: { batch_size: 2 } },
  ],
  'few-steps': [
    { lines: [...opening, ...epochs(well.slice(0, 4)), saved, completed], config: { init: '' } },
    { lines: [...opening, ...epochs(well.slice(0, 4)), saved, completed] },
  ],
  'rate-vanished': [
    trained((share) => ({ loss: 3 - share, fScore: 0.4 }), 10, [0.007, 0.007, 0.00001]),
    trained((share) => ({ loss: 3 - share, fScore: 0.4 }), 10, [0.007, 0.007, 0.0007]),
  ],
  'frozen-fresh': [
    { lines: wellLines, config: { freeze: 'backbone', init: '' } },
    { lines: wellLines, config: { freeze: 'backbone' } },
  ],
  'input-too-small': [
    { lines: wellLines, config: { input_size: [320, 320] }, evaluated: [image(20, 12)] },
    { lines: wellLines, config: { input_size: [640, 640] }, evaluated: [image(20, 12)] },
  ],
  'threshold-choice': [
    { lines: wellLines, evaluated: [image(20, 12), image(20, 12, { found: 'false', score: 0.35 })] },
    { lines: wellLines, evaluated: [image(20, 12), image(20, 12, { found: 'false', score: 0.95 })] },
  ],
  'few-images': [
    { lines: wellLines.map((line) => line.replace('Train samples: 40', 'Train samples: 8')) },
    { lines: wellLines },
  ],
  'few-test-images': [
    { lines: wellLines.map((line) => line.replace('Ground truths: 50', 'Ground truths: 5')) },
    { lines: wellLines },
  ],
  'most-labels-ignored': [
    { lines: wellLines, evaluated: [image(2, 12), image(30, 12, { found: 'ignored', groundTruth: 'ignored' })] },
    { lines: wellLines, evaluated: [image(20, 12), image(30, 12, { found: 'ignored', groundTruth: 'ignored' })] },
  ],
}

function losses(loss: number): number[] {
  return Array.from({ length: 10 }, () => loss)
}

const found = (story: Story): string[] => allFindings(diagnose(caseOf(story)).findings).map(({ code }) => code)

describe.each(findingCodes)('%s', (code) => {
  const [there, silent] = stories[code]
  it('is found where it is', () => expect(found(there)).toContain(code))
  it('is not found where it is not', () => expect(found(silent)).not.toContain(code))
})

it('finds nothing at all in a training in which all is well', () => {
  const diagnosis = diagnose(caseOf({ lines: wellLines, evaluated: [image(20, 12)] }))
  expect(diagnosis.findings).toEqual([])
  expect(diagnosis.verdict).toBe('healthy')
})

describe('a fine-tuning of weights that find texts already', () => {
  const flat = (initial: number): Story => {
    const { lines } = trained((_, index) => ({ loss: 2.05 + 0.02 * noise(index), fScore: 0.3 }))
    return { lines: [...opening, initialScore(initial), ...lines.slice(opening.length)] }
  }
  const codes = (story: Story): string[] => allFindings(diagnose(caseOf(story)).findings).map(({ code }) => code)

  it('is not stuck when its loss stays where it began and its F-score does not fall', () => {
    expect(codes(flat(0.29))).not.toContain('loss-stuck')
  })

  it('is stuck when the F-score fell as well, or the initial weights found nothing', () => {
    expect(codes(flat(0.4))).toContain('loss-stuck')
    expect(codes(flat(0.02))).toContain('loss-stuck')
  })

  it.each([
    [0.79, 'healthy'],
    [0.8, 'no-gain'],
    [0.805, 'no-gain'],
    [0.85, 'doubtful'],
  ])('is called healthy only where it became better: from F-score %d to 0.8 it is %s', (initial, verdict) => {
    const { lines } = trained((share) => ({ loss: 2 - share, fScore: 0.8 }))
    const whole = [...opening, initialScore(initial), saved, ...lines.slice(opening.length), saved, completed]
    expect(diagnose(caseOf({ lines: whole })).verdict).toBe(verdict)
  })

  it('that began with random weights is not measured against them', () => {
    const { lines } = trained(() => ({ loss: 2, fScore: 0 }))
    expect(codes({ lines: [...opening, initialScore(0), ...lines.slice(opening.length)] })).not.toContain(
      'fine-tuning-worse',
    )
  })

  it('is healthy although boxes lie over several labels, which is a note then', () => {
    const evaluated = [image(20, 12), image(30, 12, { found: 'false', error: 'merged' })]
    const severity = (initial: number): string | undefined =>
      allFindings(diagnose(caseOf({ ...flat(initial), evaluated })).findings).find(
        ({ code }) => code === 'labels-finer-than-boxes',
      )?.severity
    expect([severity(0.29), severity(0.4)]).toEqual(['info', 'warning'])
  })
})
