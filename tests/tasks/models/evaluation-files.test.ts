// The images of an evaluation: what is drawn where, in which colour, and which image is the worst.
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { decodeImage } from '../../../src/data/image.ts'
import type { RgbImage } from '../../../src/data/types.ts'
import { countFates, paintBoxes } from '../../../src/detect/sheets/boxes.ts'
import { paintConfusion } from '../../../src/detect/sheets/confusion.ts'
import { fateLooks } from '../../../src/detect/sheets/words.ts'
import { worstFirst } from '../../../src/detect/sheets/worst.ts'
import { writeEvalImages, writeEvalResults } from '../../../src/run/eval-results.ts'
import { evalPaths } from '../../../src/run/layout.ts'
import { imagesOf, resultsOf, summariesOf } from '../../../src/tasks/models/evaluation-files.ts'
import { readEvaluated } from '../../../src/tasks/runs/diagnose/evaluated.ts'
import { evaluationOf } from './evaluated.ts'
import { temporaryFolder } from '../training.ts'

const mixed = {
  name: 'mixed.png',
  groundTruths: [
    [10, 10, 80, 30],
    [10, 60, 80, 30],
  ],
  ignored: [[10, 150, 80, 30]],
  found: [
    [12, 10, 80, 30],
    [110, 60, 80, 30],
  ],
} as const
const perfect = { name: 'perfect.png', groundTruths: [[10, 10, 80, 30]], found: [[10, 10, 80, 30]] } as const
const blind = { name: 'blind.png', groundTruths: [[10, 10, 80, 30]], found: [] } as const

async function decoded(png: Uint8Array): Promise<RgbImage> {
  const path = join(temporaryFolder(), 'image.png')
  writeFileSync(path, png)
  return decodeImage(path)
}

/** How many pixels have nearly this colour, in a part of the image. */
function pixelsOf({ data, width, height }: RgbImage, color: string, part = { from: 0, to: width }): number {
  const wanted = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16))
  let count = 0
  for (let y = 0; y < height; y++)
    for (let x = part.from; x < part.to; x++)
      if (wanted.every((value, channel) => Math.abs(data[3 * (y * width + x) + channel] - value) < 40)) count++
  return count
}

describe('an image with its boxes', () => {
  it('shows matched, missed, false and ignored boxes in colours of their own, each where it is', async () => {
    const { images } = evaluationOf([mixed])
    expect(countFates(images[0])).toEqual({ matched: 1, missed: 1, false: 1, ignored: 1 })
    const canvas = await paintBoxes(images[0], { width: 200, height: 200 })
    const image = await decoded(canvas!.toBuffer('image/png'))
    const [left, right] = [
      { from: 0, to: 100 },
      { from: 100, to: 200 },
    ]
    for (const fate of ['matched', 'missed', 'ignored'] as const) {
      expect(pixelsOf(image, fateLooks[fate].color, left), fate).toBeGreaterThan(50)
      expect(pixelsOf(image, fateLooks[fate].color, right), fate).toBe(0)
    }
    expect(pixelsOf(image, fateLooks.false.color, right)).toBeGreaterThan(50)
    expect(pixelsOf(image, fateLooks.false.color, left)).toBe(0)
  })

  it('shrinks to the size that is asked for', async () => {
    const canvas = await paintBoxes(evaluationOf([mixed]).images[0], { width: 100, height: 50 })
    expect([canvas?.width, canvas?.height]).toEqual([50, 50])
  })
})

describe('the sheet of the worst images', () => {
  it('begins with the lowest F-score and leaves out perfect images', () => {
    const { images } = evaluationOf([perfect, mixed, blind])
    expect(worstFirst(images).map(({ sample }) => sample.name)).toEqual(['blind.png', 'mixed.png'])
  })

  it('is taken away when every image is perfect', async () => {
    const paths = evalPaths(temporaryFolder())
    writeEvalImages(paths, await imagesOf(evaluationOf([mixed]), 'epoch 1'))
    expect(existsSync(paths.worstImages)).toBe(true)
    writeEvalImages(paths, await imagesOf(evaluationOf([perfect]), 'epoch 2'))
    expect(readdirSync(paths.evalResults)).toEqual(['confusion_matrix.png'])
  })

  it('goes on when an image is gone', async () => {
    const evaluation = evaluationOf([mixed, blind])
    rmSync(evaluation.images[0].sample.imagePath)
    const { worstImages } = await imagesOf(evaluation, 'epoch 1')
    const sheet = await decoded(worstImages!)
    expect(pixelsOf(sheet, fateLooks.missed.color)).toBeGreaterThan(50)
    expect(await summariesOf(evaluation)).toMatchObject([{ kind: 'image', tag: 'val/blind.png' }])
  })
})

it('paints a confusion matrix whose cells are as strong as their share', async () => {
  const { scores } = evaluationOf([blind])
  const canvas = paintConfusion({ ...scores, groundTruths: 100, matched: 100, detections: 100 }, 'epoch 1')
  const all = await decoded(canvas.toBuffer('image/png'))
  const none = await decoded(paintConfusion({ ...scores, matched: 0 }, 'epoch 1').toBuffer('image/png'))
  const greens = ({ data }: RgbImage): number =>
    data.filter((_, at) => at % 3 === 1 && data[at] > data[at - 1] + 60).length
  expect(greens(all)).toBeGreaterThan(20_000)
  expect(greens(none)).toBeLessThan(1000)
})

it('keeps the kind of every error, and what the F-score would be without each kind', () => {
  const results = resultsOf(evaluationOf([mixed, blind]))
  const kinds = results.predictions.flatMap(({ states, errors }) => errors.map((kind, at) => [states[at], kind]))
  expect(kinds.every(([state, kind]) => (state === 'false') === (kind !== null))).toBe(true)
  const total = (of: 'missed' | 'false'): number => results.errors.reduce((sum, one) => sum + one[of], 0)
  expect(total('missed')).toBe(results.groundTruth.flatMap(({ states }) => states).filter((s) => s === 'missed').length)
  expect(total('false')).toBe(kinds.filter(([state]) => state === 'false').length)
  const costly = results.errors.find(({ kind }) => kind === 'missed')!
  expect(costly.f_score_without).toBeCloseTo(results.scores.f_score + costly.gain, 3)
  expect(costly.worst).toEqual([
    { image: 'mixed.png', errors: 1 },
    { image: 'blind.png', errors: 1 },
  ])
})

it('keeps sizes and states of all boxes where the diagnosis reads them', () => {
  const paths = evalPaths(temporaryFolder())
  writeEvalResults(paths, resultsOf(evaluationOf([mixed, blind]), { epoch: 3 }))
  const evaluated = readEvaluated(paths)
  expect(evaluated?.images[0]).toMatchObject({
    image: 'mixed.png',
    size: [200, 200],
    predictions: [{ state: 'matched' }, { state: 'false' }],
    groundTruths: [{ state: 'matched' }, { state: 'missed' }, { state: 'ignored' }],
  })
})

describe('the kinds of errors that the diagnosis reads', () => {
  /** Two words of an image under one box, as often as told. */
  const merged = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      name: `${index}.png`,
      groundTruths: [
        [10, 10, 60, 30],
        [80, 10, 60, 30],
      ] as const,
      found: [[10, 10, 130, 30]] as const,
    }))
  const errorsIn = (folder: string) =>
    readEvaluated(evalPaths(folder))?.images.map(({ groundTruths, predictions }) =>
      [...groundTruths, ...predictions].map(({ error }) => error),
    )

  it('are those of the files', () => {
    const paths = evalPaths(temporaryFolder())
    const results = resultsOf(evaluationOf([blind]))
    const [groundTruth] = results.groundTruth
    writeEvalResults(paths, { ...results, groundTruth: [{ ...groundTruth, errors: ['too-small'] }] })
    expect(errorsIn(paths.evalResults)).toEqual([['too-small']])
  })

  it('follow from the boxes where the files are of an older version', () => {
    const paths = evalPaths(temporaryFolder())
    writeEvalResults(paths, resultsOf(evaluationOf([...merged(1), mixed])))
    const reported = errorsIn(paths.evalResults)
    for (const path of [paths.predictions, paths.groundTruth]) {
      const { images } = JSON.parse(readFileSync(path, 'utf8')) as { images: { errors?: unknown }[] }
      for (const image of images) delete image.errors
      writeFileSync(path, JSON.stringify({ images }))
    }
    expect(errorsIn(paths.evalResults)).toEqual(reported)
    expect(reported).toEqual([
      ['merged', 'merged', 'merged'],
      [null, 'missed', null, null, 'false'],
    ])
  })
})
