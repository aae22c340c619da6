// Reading along with an evaluation: which texts are compared with which, and what is kept of them.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Recognizer } from '../../../src/recognize/recognizer.ts'
import { writeEvalResults } from '../../../src/run/eval-results.ts'
import { evalPaths } from '../../../src/run/layout.ts'
import { resultsOf } from '../../../src/tasks/models/evaluation-files.ts'
import { type ReadImage, readingAlong, reportReading } from '../../../src/tasks/models/evaluation-reading.ts'
import { evaluationOf } from './evaluated.ts'
import { temporaryFolder } from '../training.ts'

/** Lines `text` at (10, 10), found, and at (10, 60), missed; a false box; a do-not-care region with a box in it. */
const mixed = {
  name: 'mixed.png',
  groundTruths: [
    [10, 10, 80, 30],
    [10, 60, 80, 30],
  ],
  ignored: [[10, 150, 80, 30]],
  found: [
    [110, 60, 80, 30],
    [12, 10, 80, 30],
    [12, 150, 70, 30],
  ],
} as const
const asText = (...texts: readonly string[]) => texts.map((text) => ({ text, score: 0.9 }))
const read: ReadImage = { groundTruths: asText('text', 'text', ''), detections: asText('no', 'tent', 'ignored') }
const along = (...images: readonly ReadImage[]) => ({ recognizer: 'a reader', images })

describe('reportReading', () => {
  it('compares each line with its own box and with the box that was matched', () => {
    const report = reportReading(evaluationOf([mixed]).images, along(read))
    expect(report.groundTruthBoxes).toMatchObject({ lines: 2, lineAccuracy: 1, characterErrorRate: 0 })
    expect(report.detectedBoxes).toMatchObject({ lines: 2, lineAccuracy: 0, misread: 1, missed: 4, inserted: 2 })
    expect(report).toMatchObject({ recognizer: 'a reader', normalization: expect.stringContaining('NFKC') })
  })

  it('leaves out lines without a transcript, and images that have none although they have texts', () => {
    const { images } = evaluationOf([mixed])
    const withTranscripts = (...transcripts: readonly string[]) =>
      images.map(({ sample, match }) => ({
        match,
        sample: { texts: sample.texts.map((text, index) => ({ ...text, transcript: transcripts[index] })) },
      }))
    expect(reportReading(withTranscripts('text', '', '###'), along(read)).detectedBoxes).toMatchObject({
      lines: 1,
      misread: 1,
      missed: 0,
      inserted: 2,
    })
    expect(reportReading(withTranscripts('', ' ', '###'), along(read)).detectedBoxes).toMatchObject({
      lines: 0,
      inserted: 0,
    })
  })

  it('counts what is read in false boxes of an image without texts', () => {
    const empty = evaluationOf([{ name: 'empty.png', groundTruths: [], found: [[10, 10, 80, 30]] }])
    const report = reportReading(empty.images, along({ groundTruths: [], detections: asText('noise') }))
    expect(report.detectedBoxes).toMatchObject({ lines: 0, inserted: 5 })
  })
})

it('keeps beside each box what was read there', () => {
  const evaluation = evaluationOf([mixed])
  const paths = evalPaths(temporaryFolder())
  const reading = { images: [read], report: reportReading(evaluation.images, along(read)) }
  writeEvalResults(paths, resultsOf(evaluation, { reading }))
  const kept = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'))
  expect(kept(paths.predictions)).toMatchObject({
    reading: {
      recognizer: 'a reader',
      ground_truth_boxes: { lines: 2, line_accuracy: 1, word_accuracy: 1, character_error_rate: 0 },
      detected_boxes: { lines: 2, line_accuracy: 0, word_accuracy: 0, character_error_rate: 0.875 },
    },
    images: [{ texts: [['no'], ['tent'], ['ignored']] }],
  })
  expect(kept(paths.groundTruth)).toMatchObject({
    images: [{ texts: [['text'], ['text'], ['###']], read: [['text'], ['text'], ['']] }],
  })
})

it('reads marked and found texts of an image, and nothing in do-not-care regions', async () => {
  const [{ sample, texts }] = evaluationOf([mixed]).images
  const asked: number[] = []
  const recognizer: Recognizer = {
    name: 'counts',
    read: (_, polygons) => {
      asked.push(polygons.length)
      return Promise.resolve(polygons.map(([[x, y]]) => ({ text: `${x},${y}`, score: 1 })))
    },
    release: () => Promise.resolve(),
  }
  const finder = { settings: {} as never, find: () => Promise.resolve({ texts }) }
  const { finder: reading, images } = readingAlong(finder, recognizer, undefined)
  const image = { width: 200, height: 200, data: new Uint8Array(200 * 200 * 3) }
  const found = await reading.find(image, sample)
  expect(found).toEqual({ texts })
  await reading.after?.(found, { image, sample })
  expect(asked).toEqual([5])
  expect(images[0].groundTruths.map(({ text }) => text)).toEqual(['10,10', '10,60', ''])
  expect(images[0].detections.map(({ text }) => text)).toEqual(['104,57', '6,7', '6,147'])
})
