// The other readers of bench-read.ts: @gutenye/ocr-node and tesseract.js, from the folder that they were installed into.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import sharp from 'sharp'
import { boundsOf, type Polygon } from '../../src/geometry/points.ts'
import type { Reading } from './read-side.ts'

interface LineImage {
  readonly image: object
  readonly box: readonly (readonly [number, number])[]
}
interface GutenyeParts {
  readonly Recognition: { create(options: object): Promise<{ run(lines: LineImage[]): Promise<ReadBox[]> }> }
  readonly ImageRaw: new (raw: { data: Uint8Array; width: number; height: number }) => object
  readonly Ocr: { create(): Promise<{ detect(path: string): Promise<unknown[]> }> }
}
interface ReadBox {
  readonly text: string
  readonly box: LineImage['box']
}

/** It joins lines of a height and leaves out unsure ones: each line stands in a row of its own, and is found again by it. */
export async function openGutenye(others: string): Promise<Reading> {
  const part = (path: string): Promise<unknown> =>
    import(pathToFileURL(join(others, 'node_modules/@gutenye', path)).href)
  const { default: Ocr } = (await part('ocr-node/build/index.js')) as { default: GutenyeParts['Ocr'] }
  const { Recognition } = (await part('ocr-common/build/models/index.js')) as Pick<GutenyeParts, 'Recognition'>
  const { ImageRaw } = (await part('ocr-node/build/ImageRaw.js')) as Pick<GutenyeParts, 'ImageRaw'>
  const recognition = await Recognition.create({})
  const whole = await Ocr.create()
  return {
    async readLines(path, polygons) {
      const crops = await cropsOf(path, polygons, 'raw')
      const lines = crops.map(({ data, width, height }, row): LineImage => {
        const [top, bottom] = [1000 * row, 1000 * row + 10]
        const box = [[0, top], [100, top], [100, bottom], [0, bottom]] as const // prettier-ignore
        return { image: new ImageRaw({ data, width, height }), box }
      })
      const read = await recognition.run(lines)
      return lines.map(({ box }) => read.find((one) => one.box[0][1] === box[0][1])?.text ?? '')
    },
    readPage: (path) => whole.detect(path),
  }
}

interface TesseractWorker {
  setParameters(values: Readonly<Record<string, string>>): Promise<unknown>
  recognize(image: Uint8Array | string): Promise<{ data: { text: string } }>
  terminate(): Promise<unknown>
}

export async function openTesseract(others: string): Promise<Reading> {
  const modules = join(others, 'node_modules')
  const { default: library } = (await import(pathToFileURL(join(modules, 'tesseract.js/src/index.js')).href)) as {
    default: { createWorker(language: string, mode: number, options: object): Promise<TesseractWorker> }
  }
  const langPath = join(modules, '@tesseract.js-data/eng/4.0.0_best_int')
  const worker = await library.createWorker('eng', 1, { langPath, gzip: true, cacheMethod: 'none' })
  return {
    async readLines(path, polygons) {
      await worker.setParameters({ tessedit_pageseg_mode: '7' })
      const texts: string[] = []
      for (const { data } of await cropsOf(path, polygons, 'png'))
        texts.push((await worker.recognize(data)).data.text.trim())
      return texts
    },
    async readPage(path) {
      await worker.setParameters({ tessedit_pageseg_mode: '3' })
      await worker.recognize(path)
    },
    close: () => worker.terminate(),
  }
}

/** The upright boxes around the polygons, cut out of the image. */
async function cropsOf(path: string, polygons: readonly Polygon[], as: 'raw' | 'png') {
  const { data, info } = await sharp(path).ensureAlpha(1).raw().toBuffer({ resolveWithObject: true })
  const image = { raw: { width: info.width, height: info.height, channels: 4 } } as const
  return Promise.all(
    polygons.map(async (polygon) => {
      const { minX, minY, maxX, maxY } = boundsOf(polygon)
      const [left, top] = [Math.max(0, Math.floor(minX)), Math.max(0, Math.floor(minY))]
      const width = Math.max(1, Math.min(info.width, Math.ceil(maxX)) - left)
      const height = Math.max(1, Math.min(info.height, Math.ceil(maxY)) - top)
      const crop = sharp(data, image).extract({ left, top, width, height })
      return { data: await (as === 'png' ? crop.png() : crop.raw()).toBuffer(), width, height }
    }),
  )
}
