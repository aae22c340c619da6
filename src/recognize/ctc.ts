// From a network's probabilities along a line to its text (connectionist temporal classification, Graves et al. 2006), by the best path.
import type { Tensor } from '../core/tensor.ts'
import { type ReadText, unread } from './recognizer.ts'

/** Class 0 stands between characters. */
const blank = 0

/** A text, and at which step of the network each of its characters is. */
export interface DecodedLine extends ReadText {
  readonly characters: readonly { readonly text: string; readonly step: number }[]
}

/**
 * The text of one line of a batch: the likeliest class at each step, repetitions joined, blanks left out.
 * @param output (N, steps, classes), probabilities
 * @param characters what each class after the blank stands for
 * @param steps how many steps of the line are its own; the others are padding
 */
export function decodeLine(
  { shape, data }: Tensor,
  {
    line,
    steps,
    characters,
  }: { readonly line: number; readonly steps: number; readonly characters: readonly string[] },
): DecodedLine {
  const [, allSteps, classes] = shape
  const found: { text: string; step: number }[] = []
  let [sum, before] = [0, blank]
  for (let step = 0; step < Math.min(steps, allSteps); step++) {
    const from = (line * allSteps + step) * classes
    let best = 0
    for (let index = 1; index < classes; index++) if (data[from + index] > data[from + best]) best = index
    if (best !== blank && best !== before) {
      found.push({ text: characters[best - 1], step })
      sum += data[from + best]
    }
    before = best
  }
  const read = found.length === 0 ? unread : { text: found.map(({ text }) => text).join(''), score: sum / found.length }
  return { ...read, characters: found }
}
