// The reports of the commands as text.
import { withStarter } from '../../src/cli/commands/label.ts'
import { describe, expect, it } from 'vitest'
import { renderDetection, renderDetectReport } from '../../src/cli/views/detections.ts'
import { renderEvaluation } from '../../src/cli/views/scores.ts'
import { renderVerification } from '../../src/cli/views/verification.ts'
import { defaultDetectorSettings } from '../../src/detect/settings.ts'
import { errorShares } from '../../src/detect/errors.ts'
import { scoreReading } from '../../src/recognize/reading-scores.ts'
import type { DetectionResult } from '../../src/tasks/models/detect.ts'
import type { EvaluateReport } from '../../src/tasks/models/evaluate.ts'
import type { VerifyReport } from '../../src/tasks/models/verify.ts'
import { plain } from './look.ts'

/** One of two texts found, one detection of three right: P 1/3, R 1/2, F 2/5. */
const scores = { precision: 1 / 3, recall: 0.5, fScore: 0.4, matched: 1, groundTruths: 2, detections: 3 }
const perfect = { precision: 1, recall: 1, fScore: 1, matched: 2, groundTruths: 2, detections: 2 }

const evaluation: EvaluateReport = {
  model: 'best.pth',
  data: '/data',
  split: 'test',
  settings: defaultDetectorSettings,
  tile: 'off',
  scores,
  images: [
    { image: '收据.jpg', ...scores },
    { image: '2.jpg', ...perfect },
  ],
  errors: errorShares({ scores, images: [] }),
  warnings: [],
  results: undefined,
  sweep: undefined,
  reading: undefined,
  seconds: 61,
}

/** One missed text that was merged, and one false box on it; F 2/5 would be 4/5. */
const merged = evaluation.errors.map((share) =>
  share.kind === 'merged'
    ? { ...share, groundTruths: 1, detections: 1, fScore: 0.8, gain: 0.4, worst: [{ image: '收据.jpg', errors: 2 }] }
    : share,
)

describe('renderEvaluation', () => {
  it('shows scores, counts and the worst images', () => {
    expect(renderEvaluation(evaluation, plain())).toBe(
      `best.pth on the test list of /data: 2 images in 1m 01s
at 800x800 with padding full, binary threshold 0.2, box threshold 0.3, unclip ratio 1.5

F-score    0.400
Precision  0.333  1 of 3 detections are texts
Recall     0.500  1 of 2 texts were found

worst images      F  missed  false  texts      P      R
收据.jpg      0.400       1      2      2  0.333  0.500`,
    )
  })

  it('shows how well texts were read, and whether detection or reading loses them', () => {
    const lines = [{ transcript: '0123456789', read: '012345678x' }]
    const reading = {
      recognizer: 'PP-OCRv4',
      normalization: 'case set aside',
      groundTruthBoxes: scoreReading(lines),
      detectedBoxes: scoreReading([...lines, { transcript: 'abcdefghij', read: undefined }], ['ab']),
    }
    expect(renderEvaluation({ ...evaluation, reading }, plain(80))).toContain(`
read by PP-OCRv4    lines  line accuracy  word accuracy  character error rate
ground-truth boxes      1          0.0 %          0.0 %                10.0 %
detected boxes          2          0.0 %          0.0 %                65.0 %

Of the characters, in detected boxes: misread 5.0 %, missed by detection 50.0 %,
inserted by false boxes 10.0 %. Compared with case set aside; a missed line is
wrong, and what is read in a false box counts as inserted.
`)
    const none = { ...reading, groundTruthBoxes: scoreReading([]) }
    expect(renderEvaluation({ ...evaluation, reading: none }, plain())).toContain('The ground truth has no transcript')
  })

  it('shows the kinds of errors that come with their cost, and what helps', () => {
    expect(renderEvaluation({ ...evaluation, errors: merged }, plain(80))).toContain(`
lost points  missed  false  F without    gain  worst image
merged            1      1      0.800  +0.400  收据.jpg (2)

What helps
  merged (one box over several labels): If labels are words and boxes are lines,
`)
  })

  it('leaves out columns in narrow terminals', () => {
    expect(renderEvaluation(evaluation, plain(40))).toContain(
      ['worst images      F  missed  false', '收据.jpg      0.400       1      2'].join('\n'),
    )
  })

  it('warns below the scores', () => {
    const warning = {
      code: 'boxes-outside',
      images: 1,
      first: '1.jpg',
      boxes: 2,
      message: 'Too far',
      message_zh: '',
    } as const
    expect(renderEvaluation({ ...evaluation, warnings: [warning] }, plain())).toContain('were found\n\nToo far\n\n')
  })

  it('says so when nothing is wrong', () => {
    const report = { ...evaluation, scores: perfect, images: [{ image: '2.jpg', ...perfect }] }
    expect(renderEvaluation(report, plain())).toContain('Every image is perfect.')
  })
})

const verification: VerifyReport = {
  passed: true,
  failures: [],
  exportedScores: scores,
  originalScores: scores,
  loggedFScore: 0.4,
  largestProbabilityDifference: 1.234e-6,
  changedBoxes: 0,
  boxes: 3,
  images: 2,
  firstImage: '/data/test_images/1.jpg',
  model: 'outputs/model_320x320.onnx',
  testDir: '/data/test_images',
  comparedWith: '/run/checkpoints/best_model.pth',
  notes: [],
  reportPath: 'outputs/model_320x320.verify.json',
}

describe('renderVerification', () => {
  it('shows both F-scores, the differences and the verdict', () => {
    expect(renderVerification(verification, plain())).toBe(
      `outputs/model_320x320.onnx on 2 images of /data/test_images

F-score of the file        0.4000
F-score of the checkpoint  0.4000
F-score in the log         0.4000
Largest difference of p    0.0000012
Changed boxes              0 of 3
Report                     outputs/model_320x320.verify.json

Verified: the file scores what the training logged.`,
    )
  })

  it('is loud when it fails, with every reason', () => {
    const failed = { ...verification, passed: false, failures: ['F-score differs.', 'The weights differ.'] }
    expect(renderVerification(failed, plain())).toContain(
      'VERIFICATION FAILED\n  F-score differs.\n  The weights differ.',
    )
  })

  it('claims no more than was compared', () => {
    const without = { ...verification, loggedFScore: undefined, notes: ['Not compared with the log.'] }
    expect(renderVerification(without, plain())).toContain('Verified: the file gives what its checkpoint gives.')
    const alone = { ...without, originalScores: undefined, largestProbabilityDifference: undefined }
    expect(renderVerification(alone, plain())).toContain('nothing else could be compared')
  })
})

const found: DetectionResult = {
  image_path: 'scans/1.jpg',
  texts: [['']],
  boxes: [[0, 0, 9, 0, 9, 9, 0, 9]],
  scores: [0.98],
  success: true,
  inference_time: 0.314,
}
const unreadable: DetectionResult = {
  ...found,
  image_path: 'scans/2.jpg',
  texts: [],
  boxes: [],
  scores: [],
  success: false,
  error: 'The image cannot\n be decoded',
}

describe('renderDetection', () => {
  it('is one line an image, also when it failed', () => {
    expect(renderDetection(found, { look: plain(), withTexts: false })).toBe('scans/1.jpg  1 text  0.31 s')
    expect(renderDetection(unreadable, { look: plain(), withTexts: true })).toBe(
      'scans/2.jpg  failed: The image cannot be decoded',
    )
  })
})

describe('renderDetectReport', () => {
  it('counts texts and failures, and says where everything lies', () => {
    const report = {
      model: 'best.pth',
      folder: 'outputs/outputs_1',
      jsonPath: 'outputs/outputs_1/json/result.json',
      visualizations: ['outputs/outputs_1/visualization/1.jpg_detection.png'],
      results: [found, unreadable],
      recognizer: 'PP-OCRv4',
      unread: undefined,
      emptyFolders: ['empty'],
      passedOver: [
        { ending: '.heic', count: 7, format: 'HEIC', files: ['scans/3.heic'] },
        { ending: '.txt', count: 1, files: ['scans/a.txt'] },
      ],
      cancelled: false,
    }
    expect(renderDetectReport(report, plain())).toBe(
      `1 text on 1 image; 1 image failed
Skipped: 7 .heic (HEIC is not read; convert it to JPEG or PNG): scans/3.heic, ...
Skipped: 1 .txt (no image): scans/a.txt
No image in empty

Model   best.pth
Reader  PP-OCRv4
Texts   outputs/outputs_1/texts.csv
Boxes   outputs/outputs_1/json/result.json
Images  outputs/outputs_1/visualization`,
    )
  })
})

it('a labelling that found no text leads to the weights that come along, unless it was theirs', () => {
  const report = { root: 'custom_data', model: 'exp_20260105_143022 (last_model.pth, epoch 1)', texts: 0 }
  expect(withStarter(report, 'ocrdet').map(({ line }) => line)).toEqual([
    'ocrdet label custom_data --again --model starter',
  ])
  expect(withStarter({ ...report, texts: 1 }, 'ocrdet')).toEqual([])
  expect(withStarter({ ...report, model: 'starter v1' }, 'ocrdet')).toEqual([])
})
