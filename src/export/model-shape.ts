// Whether an ONNX file is a detector of our kind, by its inputs and outputs, before the runtime loads it.
import type { InBoth } from '../core/language.ts'
import { errorDetails } from '../core/error-details.ts'
import { say } from '../core/say.ts'
import { type Text, UserError } from '../core/errors.ts'
import { INPUT_NAME, OUTPUT_NAME } from '../detect/detector.ts'
import { isInputSide, maxInputSide } from '../detect/setting-ranges.ts'
import { SETTINGS_KEY } from '../detect/settings.ts'
import type { OnnxModel, OnnxValueInfo } from '../formats/onnx/model.ts'

/** Detectors of other makers: they want their own preprocessing, and with ours they find less without a word. */
const otherMakers: readonly { readonly maker: string; is(model: OnnxModel, input: string, output: string): boolean }[] =
  [
    { maker: 'PaddleOCR', is: ({ producerName }, input) => /paddle/i.test(producerName) || input === 'x' },
    { maker: 'docTR', is: (_model, input, output) => input === 'input' && output === 'logits' },
  ]

/**
 * Input (height, width) of a detector of our kind; undefined where the file leaves them free.
 * @throws UserError `model-not-a-detector` for other inputs, outputs, element types, sizes, and for files of other makers
 */
export function inputSize(model: OnnxModel, path: string): readonly [number, number] | undefined {
  const fed = fedInputs(model)
  const refuse = (expected: InBoth<string>, found: Text): UserError => notADetector(path, expected, found)
  const shapes = say(words.foundShapes, {
    inputs: fed.map(shown).join(', '),
    outputs: model.outputs.map(shown).join(', '),
  })
  if (fed.length !== 1 || model.outputs.length !== 1) throw refuse(say(words.expectedOne), shapes)
  const [input, output] = [fed[0], model.outputs[0]]
  const known = otherMakers.find((other) => other.is(model, input.name, output.name))
  const isOurs = SETTINGS_KEY in model.metadata || (input.name === INPUT_NAME && output.name === OUTPUT_NAME)
  if (!isOurs)
    throw refuse(
      say(words.expectedSettings, { key: SETTINGS_KEY }),
      known === undefined ? shapes : say(words.foundMaker, { maker: known.maker }),
    )
  if (input.type !== 'float32' || output.type !== 'float32') throw refuse(say(words.expectedFloats), shapes)
  const [, , height, width] = input.shape
  if (!isBatch(input, 3) || !isBatch(output, 1) || !areAlike(input, output))
    throw refuse(say(words.expectedShapes), shapes)
  const extents = [height, width].filter((extent) => typeof extent === 'number')
  if (!extents.every(isInputSide)) throw refuse(say(words.expectedSize, { max: maxInputSide }), shapes)
  return extents.length === 2 ? [extents[0], extents[1]] : undefined
}

const words = errorDetails['model-not-a-detector']

/** (N, channels, H, W) with one image at a time, or any number. */
function isBatch({ shape }: OnnxValueInfo, channels: number): boolean {
  const [batch, found] = shape
  return (
    shape.length === 4 &&
    (batch === 1 || typeof batch === 'string') &&
    (found === channels || typeof found === 'string')
  )
}

/** Inputs that a run must give: older files name their constants among the inputs too. */
function fedInputs({ inputs, initializers }: OnnxModel): readonly OnnxValueInfo[] {
  const constants = new Set(initializers.map(({ name }) => name))
  return inputs.filter(({ name }) => !constants.has(name))
}

/** Whether a detector of our kind takes several images at once. */
export function takesBatches(model: OnnxModel): boolean {
  return [...fedInputs(model), ...model.outputs].every(({ shape: [batch] }) => typeof batch === 'string')
}

/** Whether the output is as large as the input, as far as both say. */
function areAlike(input: OnnxValueInfo, output: OnnxValueInfo): boolean {
  return [2, 3].every((axis) => {
    const [into, out] = [input.shape[axis], output.shape[axis]]
    return typeof into === 'string' || typeof out === 'string' || into === out
  })
}

function shown({ name, type, shape }: OnnxValueInfo): string {
  return `${JSON.stringify(name).slice(1, -1).slice(0, 60)} ${type} (${shape.join(', ').slice(0, 60)})`
}

/** The refusal of a file that is no detector of our kind, or one that would cost too much. */
export function notADetector(where: string, expected: Text, found: Text): UserError {
  return new UserError({
    code: 'model-not-a-detector',
    message: say(errorDetails['model-not-a-detector'].message),
    expected,
    found,
    where,
    next: say(errorDetails['model-not-a-detector'].next),
  })
}
