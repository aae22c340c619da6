// Tesseract, compiled to WebAssembly, for languages that the recogniser which comes along does not read. The only file that imports `tesseract-wasm`, which a person installs.
import { createRequire } from 'node:module'
import { gunzipSync } from 'node:zlib'
import { dirname, join } from 'node:path'
import { errorDetails } from '../core/error-details.ts'
import { type Text, UserError } from '../core/errors.ts'
import { say } from '../core/say.ts'
import { readRegular } from '../core/read-file.ts'
import type { RgbImage } from '../data/types.ts'
import type { Polygon } from '../geometry/points.ts'
import { lineImage } from './line-image.ts'
import { cleanText, type ReadText, type Recognizer, unread } from './recognizer.ts'

/** Tesseract was trained on lines of about this height, and wants some paper around them. Source: its documentation, "Improving the quality of the output". */
const stripHeight = 40
const margin = 10

/** What is used of the library, whose types are not where its package.json says. */
interface Engine {
  readonly loadModel: (model: Uint8Array) => void
  readonly setVariable: (name: string, value: string) => void
  readonly loadImage: (image: { width: number; height: number; data: Uint8ClampedArray }) => void
  readonly getTextBoxes: (unit: 'line') => readonly { readonly text: string; readonly confidence: number }[]
  readonly clearImage: () => void
  readonly destroy: () => void
}
interface Library {
  readonly createOCREngine: (options: { readonly wasmBinary: Uint8Array }) => Promise<Engine>
}
/** A name that the compiler does not follow, as the package need not be there. */
const libraryName: string = 'tesseract-wasm'

/** Treat the image as a single line of text. Source: tesseract's page segmentation modes. */
const singleLine = '7'

/** Three letters of ISO 639-2, perhaps with a script: `deu`, `chi_sim`. */
const languagePattern = /^[a-z]{3}(_[a-z]+)?$/

/**
 * @param language as Tesseract names it; its data comes from the npm package `@tesseract.js-data/<language>`
 * @throws UserError `recognizer-missing` where a package is not installed
 */
export async function openTesseract(language: string): Promise<Recognizer> {
  if (!languagePattern.test(language))
    throw missing(say(errorDetails['recognizer-missing'].foundLanguage, { name: JSON.stringify(language) }), 'eng')
  const require = createRequire(import.meta.url)
  const data = `@tesseract.js-data/${language}`
  try {
    const library = (await import(libraryName)) as Library
    const wasm = join(dirname(require.resolve(libraryName)), 'tesseract-core.wasm')
    const trained = join(
      dirname(require.resolve(`${data}/package.json`)),
      '4.0.0_best_int',
      `${language}.traineddata.gz`,
    )
    const engine = await quietly(() => library.createOCREngine({ wasmBinary: readRegular(wasm) }))
    engine.loadModel(gunzipSync(readRegular(trained)))
    engine.setVariable('tessedit_pageseg_mode', singleLine)
    return new TesseractRecognizer(`tesseract:${language}`, engine)
  } catch (cause) {
    throw missing(cause instanceof Error ? cause.message.split('\n')[0] : String(cause), language)
  }
}

/** The library keeps the `console.warn` that it finds at its start, and comments on every line with it. */
async function quietly<T>(start: () => Promise<T>): Promise<T> {
  const { warn } = console
  console.warn = () => {}
  try {
    return await start()
  } finally {
    console.warn = warn
  }
}

class TesseractRecognizer implements Recognizer {
  readonly name: string
  readonly #engine: Engine

  constructor(name: string, engine: Engine) {
    this.name = name
    this.#engine = engine
  }

  async read(image: RgbImage, polygons: readonly Polygon[], signal?: AbortSignal): Promise<readonly ReadText[]> {
    const read: ReadText[] = []
    for (const polygon of polygons) {
      signal?.throwIfAborted()
      const strip = lineImage(image, polygon, stripHeight)
      read.push(strip === undefined ? unread : this.#readStrip(strip))
      // It computes in this thread; others get their turn between two lines.
      await new Promise(setImmediate)
    }
    return read
  }

  #readStrip(strip: RgbImage): ReadText {
    this.#engine.loadImage(onPaper(strip))
    const lines = this.#engine.getTextBoxes('line')
    this.#engine.clearImage()
    const text = cleanText(lines.map((line) => line.text.trim()).join(' '))
    if (text === '') return unread
    return { text, score: lines.reduce((sum, { confidence }) => sum + confidence, 0) / lines.length }
  }

  release(): Promise<void> {
    this.#engine.destroy()
    return Promise.resolve()
  }
}

/** With opacity, and a margin of the colour in the strip's first corner. */
function onPaper(strip: RgbImage) {
  const [width, height] = [strip.width + 2 * margin, strip.height + 2 * margin]
  const data = new Uint8ClampedArray(width * height * 4)
  for (let y = 0, to = 0; y < height; y++)
    for (let x = 0; x < width; x++, to += 4) {
      const [column, row] = [clamp(x - margin, strip.width), clamp(y - margin, strip.height)]
      const from = 3 * (row * strip.width + column)
      data.set(strip.data.subarray(from, from + 3), to)
      data[to + 3] = 255
    }
  return { width, height, data }
}

const clamp = (value: number, count: number): number => Math.min(Math.max(value, 0), count - 1)

function missing(found: Text, language: string): UserError {
  return new UserError({
    code: 'recognizer-missing',
    message: say(errorDetails['recognizer-missing'].messageTesseract),
    expected: say(errorDetails['recognizer-missing'].expectedTesseract, { language }),
    found,
    next: say(errorDetails['recognizer-missing'].nextTesseract, { language }),
  })
}
