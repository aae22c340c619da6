// eval_results/: its files, their names and what is in them.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type EvalResults, fileStems, writeEvalResults } from '../../src/run/eval-results.ts'
import { runPaths } from '../../src/run/layout.ts'
import { temporaryFolder } from './temporary.ts'

const results: EvalResults = {
  epoch: 3,
  scores: { f_score: 0.8, precision: 1, recall: 2 / 3 },
  predictions: [
    {
      image: 'test_images/3.jpg',
      texts: [['']],
      boxes: [[1, 2, 30, 2, 30, 9, 1, 9]],
      scores: [0.98],
      states: ['matched'],
      errors: [null],
    },
    { image: 'test_images/空.jpg', texts: [], boxes: [], scores: [], states: [], errors: [] },
  ],
  groundTruth: [
    {
      image: 'test_images/3.jpg',
      texts: [['ABC']],
      boxes: [[1, 2, 30, 2, 30, 9, 1, 9]],
      states: ['matched'],
      errors: [null],
    },
    { image: 'test_images/空.jpg', texts: [], boxes: [], states: [], errors: [] },
  ],
  perImage: [
    { image: 'test_images/3.jpg', precision: 1, recall: 2 / 3, matched: 2, detections: 2, groundTruths: 3 },
    { image: 'test_images/空.jpg', precision: 0, recall: 0, matched: 0, detections: 0, groundTruths: 0 },
  ],
  errors: [
    {
      kind: 'missed',
      name: { en: 'missed', zh: '漏检' },
      meaning: { en: 'no box', zh: '无框' },
      missed: 1,
      false: 0,
      f_score_without: 1,
      gain: 0.2,
      worst: [{ image: 'test_images/3.jpg', errors: 1 }],
      remedy: { en: 'train longer', zh: '延长训练' },
    },
  ],
}

describe('writeEvalResults', () => {
  it("has the article's files", () => {
    const paths = runPaths(temporaryFolder())
    writeEvalResults(paths, results)
    expect(readdirSync(paths.evalResults).sort()).toEqual([
      'errors.json',
      'ground_truth.json',
      'metrics_per_image',
      'predictions.json',
    ])
    expect(readdirSync(paths.metricsPerImage).sort()).toEqual([
      '3.jpg_precision.txt',
      '3.jpg_recall.txt',
      '空.jpg_precision.txt',
      '空.jpg_recall.txt',
    ])
    const read = (name: string): string => readFileSync(join(paths.metricsPerImage, name), 'utf8')
    expect(read('3.jpg_precision.txt')).toBe('1.000\n2 of 2 detections matched\n')
    expect(read('3.jpg_recall.txt')).toBe('0.667\n2 of 3 ground truths matched\n')
  })

  it('writes JSON with one image a line, and the scores beside the predictions', () => {
    const paths = runPaths(temporaryFolder())
    writeEvalResults(paths, results)
    expect(JSON.parse(readFileSync(paths.predictions, 'utf8'))).toEqual({
      epoch: 3,
      f_score: 0.8,
      precision: 1,
      recall: 2 / 3,
      images: results.predictions,
    })
    expect(JSON.parse(readFileSync(paths.errors, 'utf8'))).toEqual({
      epoch: 3,
      f_score: 0.8,
      precision: 1,
      recall: 2 / 3,
      kinds: results.errors,
    })
    const groundTruth = readFileSync(paths.groundTruth, 'utf8')
    expect(JSON.parse(groundTruth)).toEqual({ images: results.groundTruth })
    expect(groundTruth.split('\n')).toHaveLength(5) // head, two images, end, nothing after the last line break
  })

  it('replaces the last evaluation, and leaves other files alone', () => {
    const paths = runPaths(temporaryFolder())
    writeEvalResults(paths, results)
    writeFileSync(paths.confusionMatrix, 'png')
    mkdirSync(join(paths.metricsPerImage, 'mine'))
    writeEvalResults(paths, { ...results, epoch: 4, perImage: results.perImage.slice(0, 1) })
    expect(readdirSync(paths.metricsPerImage).sort()).toEqual(['3.jpg_precision.txt', '3.jpg_recall.txt', 'mine'])
    expect(readFileSync(paths.confusionMatrix, 'utf8')).toBe('png')
    expect(readFileSync(paths.predictions, 'utf8')).toMatch(/^\{"epoch":4,/)
  })

  it('takes lists of unequal length for a bug', () => {
    const broken = { ...results, predictions: [{ ...results.predictions[0], scores: [] }] }
    expect(() => writeEvalResults(runPaths(temporaryFolder()), broken)).toThrow('bug: predictions of test_images/3.jpg')
  })
})

describe('fileStems', () => {
  it.each([
    [['test_images/3.jpg'], ['3.jpg']],
    [
      ['a/1.jpg', 'b/1.jpg', 'b/2.jpg'],
      ['a_1.jpg', 'b_1.jpg', '2.jpg'],
    ],
    [
      ['../../etc/x', '..'],
      ['x', '_'],
    ],
    [
      ['a/b', 'a_b', 'x/b'],
      ['a_b', 'a_b_2', 'x_b'],
    ],
    [
      ['A.jpg', 'a.jpg'],
      ['A.jpg', 'a.jpg_2'],
    ], // the same file on macOS and Windows
    [
      ['', 'q?.jpg', 'dir\\w.jpg'],
      ['_', 'q_.jpg', 'w.jpg'],
    ],
  ])('names %j %j', (images, stems) => {
    expect(fileStems(images)).toEqual(stems)
  })

  it('shortens names that would not fit a file system', () => {
    const images = ['字'.repeat(80) + '1', '字'.repeat(80) + '2']
    const stems = fileStems(images)
    expect(new Set(stems).size).toBe(2)
    expect(stems.every((stem) => Buffer.byteLength(`${stem}_precision.txt`) < 200)).toBe(true)
  })
})
