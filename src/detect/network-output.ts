// What a network from a file gave, compared with what a detector gives: declared shapes may be free, or lie.
import { errorDetails } from '../core/error-details.ts'
import { say } from '../core/say.ts'
import { type Text, UserError, messageOf } from '../core/errors.ts'
import { isOutOfMemory } from '../core/out-of-memory.ts'
import type { Tensor } from '../core/tensor.ts'

/** Rounding of the sigmoid. */
const tolerance = 1e-3

/**
 * @param width of the input, in pixels, as `height`
 * @param file the model's path, for errors
 * @throws UserError `model-not-a-detector` for another shape than (1, 1, height, width), other elements than float32, values outside 0..1
 */
export function checkOutput(
  { shape, data }: Tensor,
  { width, height }: { readonly width: number; readonly height: number },
  file: string,
): void {
  const facts = { shape: shape.join(', ') }
  if (shape.join() !== [1, 1, height, width].join())
    throw refuse(say(words.expectedOutput, { height, width }), say(words.foundOutput, facts), file)
  if (!(data instanceof Float32Array)) throw refuse(say(words.expectedFloat), say(words.foundOther, facts), file)
  const at = data.findIndex((value) => !(value >= -tolerance && value <= 1 + tolerance))
  if (at >= 0) throw refuse(say(words.expectedRange), say(words.foundElement, { value: data[at], at }), file)
}

const words = errorDetails['model-not-a-detector']

/** What the runtime said while it ran the network of a file; want of memory is no fault of the file. */
export function failedRun(error: unknown, file: string): unknown {
  if (isOutOfMemory(error)) return withoutMemory(file, error)
  return refuse(say(words.expectedRun), messageOf(error).split('\n')[0], file, error)
}

function withoutMemory(where: string, cause: unknown): UserError {
  return new UserError({
    code: 'out-of-memory',
    message: say(errorDetails['out-of-memory'].messageNetwork),
    where,
    next: say(errorDetails['out-of-memory'].nextNetwork),
    cause,
  })
}

function refuse(expected: Text, found: Text, where: string, cause?: unknown): UserError {
  return new UserError({
    code: 'model-not-a-detector',
    message: say(errorDetails['model-not-a-detector'].messageNetwork),
    expected,
    found,
    where,
    next: say(errorDetails['model-not-a-detector'].next),
    ...(cause !== undefined && { cause }),
  })
}
