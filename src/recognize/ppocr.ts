// A recogniser of the PP-OCR family: strips of 48 pixels height through its network, decoded by CTC.
import type { Tensor } from '../core/tensor.ts'
import type { RgbImage } from '../data/types.ts'
import type { Polygon } from '../geometry/points.ts'
import type { Session } from '../graph/session.ts'
import { type DecodedLine, decodeLine } from './ctc.ts'
import { halfWidth } from './half-width.ts'
import { lineImage, upsideDown } from './line-image.ts'
import { type Gap, type ReadText, type Recognizer, unread } from './recognizer.ts'
import { withSpaces } from './spaces.ts'
import { errorDetails } from '../core/error-details.ts'
import { UserError } from '../core/errors.ts'
import { say } from '../core/say.ts'
import { batchesOf, type Batch, type Piece, piecesOf } from './strips.ts'

/** Height of the network's input, in pixels. Source: PP-OCRv4's rec_image_shape. */
export const stripHeight = 48

/** The network halves the width three times. */
const pixelsPerStep = 8

/** Lines at once, and the widths they are rounded up to: more gain nothing on two cores (docs/log.md). */
const batching = { size: 8, step: 32 }

/** A line that is less sure is looked at upside down too, and the surer of both is taken. */
const sureFrom = 0.6

/** Reads with a session that maps (N, 3, 48, W) to (N, W / 8, classes). */
export class PpocrRecognizer implements Recognizer {
  readonly name: string
  readonly tellsGaps = true
  readonly #session: Session
  readonly #characters: readonly string[]

  /** @param characters what the classes after the blank stand for */
  constructor(name: string, session: Session, characters: readonly string[]) {
    this.name = name
    this.#session = session
    this.#characters = characters
  }

  async read(image: RgbImage, polygons: readonly Polygon[], signal?: AbortSignal): Promise<readonly ReadText[]> {
    const strips = polygons.map((polygon) => lineImage(image, polygon, stripHeight))
    const upright = await this.#readStrips(strips, signal)
    const unsure = strips.map((strip, line) => (upright[line].score < sureFrom ? strip : undefined))
    const turned = await this.#readStrips(
      unsure.map((strip) => strip && upsideDown(strip)),
      signal,
    )
    const surer = upright.map((one, line) =>
      turned[line].score > one.score ? { ...turned[line], isTurned: true } : one,
    )
    return surer.map((one) => ({ ...one, text: halfWidth(one.text) }))
  }

  async #readStrips(strips: readonly (RgbImage | undefined)[], signal: AbortSignal | undefined): Promise<ReadText[]> {
    const pieces = strips.flatMap((strip, line) => (strip === undefined ? [] : piecesOf(strip, line)))
    const read = new Map<Piece, ReadText>()
    for (const batch of batchesOf(pieces, batching)) {
      signal?.throwIfAborted()
      const output = await this.#run(batch)
      for (const [line, piece] of batch.pieces.entries()) {
        const steps = Math.ceil(piece.strip.width / pixelsPerStep)
        read.set(piece, spaced(piece.strip, decodeLine(output, { line, steps, characters: this.#characters })))
      }
    }
    return strips.map((_, line) =>
      joined(
        pieces
          .filter((piece) => piece.line === line)
          .map((piece) => ({ width: piece.strip.width, ...(read.get(piece) ?? unread) })),
      ),
    )
  }

  async #run({ pieces, width }: Batch): Promise<Tensor> {
    const data = new Float32Array(pieces.length * 3 * stripHeight * width)
    for (const [index, { strip }] of pieces.entries()) fill(data, strip, { index, width })
    const feeds = { [this.#session.inputNames[0]]: { shape: [pieces.length, 3, stripHeight, width], data } }
    const output = (await this.#session.run(feeds))[this.#session.outputNames[0]]
    if (hasNaN(output)) throw notNumbers(this.name)
    return output
  }

  release(): Promise<void> {
    return this.#session.release()
  }
}

/** Blue, green, red, each from -1 to 1; what a strip lacks in width stays 0. Source: PaddleOCR, resize_norm_img. */
function fill(
  data: Float32Array,
  strip: RgbImage,
  { index, width }: { readonly index: number; readonly width: number },
) {
  for (let channel = 0; channel < 3; channel++)
    for (let row = 0; row < stripHeight; row++) {
      const to = ((index * 3 + channel) * stripHeight + row) * width
      const from = 3 * row * strip.width + 2 - channel
      for (let column = 0; column < strip.width; column++) data[to + column] = strip.data[from + 3 * column] / 127.5 - 1
    }
}

/** The same text with the spaces that the strip shows; where they are in its pixels. */
function spaced(strip: RgbImage, { text, score, characters }: DecodedLine): ReadText {
  if (text === '') return unread
  const placed = characters.map((one) => ({ text: one.text, x: (one.step + 0.5) * pixelsPerStep }))
  return { ...withSpaces(strip, placed), score }
}

/** Pieces of one line: their texts one after the other, the mean of the scores by length, gaps as shares of the whole width. */
function joined(pieces: readonly (ReadText & { readonly width: number })[]): ReadText {
  const text = pieces.map((piece) => piece.text).join('')
  if (text === '') return unread
  const score = pieces.reduce((sum, piece) => sum + piece.score * piece.text.length, 0) / text.length
  const all = pieces.reduce((sum, { width }) => sum + width, 0)
  let begin = 0
  const gaps: Gap[] = []
  for (const { width, gaps: own = [] } of pieces) {
    gaps.push(...own.map(({ from, to }) => ({ from: (begin + from) / all, to: (begin + to) / all })))
    begin += width
  }
  return { text, score, gaps }
}

/** Whether a step of (N, steps, classes) is no number: the softmax spreads it to all classes, so that the first tells. */
function hasNaN({ data, shape }: Tensor): boolean {
  const classes = shape[2]
  for (let at = 0; at < data.length; at += classes) if (Number.isNaN(data[at])) return true
  return false
}

function notNumbers(name: string): UserError {
  return new UserError({
    code: 'recognizer-invalid',
    message: say(errorDetails['recognizer-invalid'].messageOutput),
    expected: say(errorDetails['recognizer-invalid'].expectedOutput),
    found: 'NaN',
    where: name,
    next: say(errorDetails['recognizer-invalid'].nextOutput),
  })
}
