// What a network from a file gave, compared with what a detector gives: declared shapes may be free, or lie.
import { errorDetails } from '../core/error-details.ts'
import { say } from '../core/say.ts'
import { UserError, messageOf } from '../core/errors.ts'
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
  const found = `an output (${shape.join(', ')})`
  if (shape.join() !== [1, 1, height, width].join()) throw refuse(`an output (1, 1, ${height}, ${width})`, found, file)
  if (!(data instanceof Float32Array)) throw refuse('an output of float32', `${found} of other numbers`, file)
  const at = data.findIndex((value) => !(value >= -tolerance && value <= 1 + tolerance))
  if (at >= 0) throw refuse('probabilities from 0 to 1', `${data[at]} at element ${at}`, file)
}

/** What the runtime said while it ran the network of a file; want of memory is no fault of the file. */
export function failedRun(error: unknown, file: string): unknown {
  if (isOutOfMemory(error)) return withoutMemory(file, error)
  return refuse('a network that can be run', messageOf(error).split('\n')[0], file, error)
}

function withoutMemory(where: string, cause: unknown): UserError {
  return new UserError({
    code: 'out-of-memory',
    message: 'The memory of this machine does not suffice to run the network of this file',
    where,
    next: 'try a smaller --input-size, or end other programs',
    cause,
  })
}

function refuse(expected: string, found: string, where: string, cause?: unknown): UserError {
  return new UserError({
    code: 'model-not-a-detector',
    message: 'The network in this file does not give what a text detector gives',
    expected,
    found,
    where,
    next: say(errorDetails['model-not-a-detector'].next),
    ...(cause !== undefined && { cause }),
  })
}
