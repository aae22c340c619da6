// Reads a checkpoint of ours or of another tool, and says which tensors do not fit.
import { notice } from '../core/notices.ts'
import { errorDetails } from '../core/error-details.ts'
import type { InBoth } from '../core/language.ts'
import { between, joined, say } from '../core/say.ts'
import { UserError } from '../core/errors.ts'
import { systemReason } from '../core/files.ts'
import { checkFinite } from '../core/finite.ts'
import { readRegularAsync } from '../core/read-file.ts'
import { renderShape, sameShape, type Tensor, type TensorMap } from '../core/tensor.ts'
import { SETTINGS_KEY, settingsFromText } from '../detect/settings.ts'
import {
  decodePth,
  isPthDict,
  isPthTensor,
  toFloat32,
  type PthDict,
  type PthTensor,
  type PthValue,
} from '../formats/pth.ts'
import { parameterSpecs } from '../model/dbnet.ts'
import type { ParameterSpec } from '../model/scope.ts'
import { isLossScale, type LossScaleState } from '../train/loss-scale.ts'
import { AVERAGE_SLOT, optimizerNames } from '../train/optimizer.ts'
import { AVERAGE_KEY, type Checkpoint, type TrainingState } from './checkpoint.ts'

/** Where other tools keep the tensors inside the file, and what they put before the names. */
const CONTAINERS = ['state_dict', 'model_state_dict', 'model', 'net', 'params'] as const
const PREFIXES = ['', 'module.', 'model.', 'model.module.'] as const

/** The branch that detection does not need; files without it can be used, and trained with a fresh one. */
const OPTIONAL = 'decoder.thresh.'

/**
 * Reads a .pth file.
 * @param missing values for tensors of the threshold branch that the file lacks; without it they stay out
 * @throws UserError `checkpoint-missing`, `checkpoint-misfit` and `weights-not-finite` (naming tensors), and those of `decodePth`
 */
export async function readCheckpoint(path: string, missing?: (name: string) => Tensor): Promise<Checkpoint> {
  return decodeCheckpoint(await readCheckpointBytes(path), path, missing)
}

/** The bytes that `decodeCheckpoint` takes. @throws UserError `checkpoint-missing` and those of `readRegularAsync` */
export function readCheckpointBytes(path: string): Promise<Buffer> {
  return readRegularAsync(path).catch((cause: unknown) => {
    if (cause instanceof UserError) throw cause
    throw new UserError({
      code: 'checkpoint-missing',
      message: say(errorDetails['checkpoint-missing'].message, { reason: systemReason(cause) }),
      expected: say(errorDetails['checkpoint-missing'].expected),
      where: path,
      next: say(errorDetails['checkpoint-missing'].next),
      cause,
    })
  })
}

/** The same from bytes; `where` is for messages. */
export function decodeCheckpoint(bytes: Uint8Array, where: string, missing?: (name: string) => Tensor): Checkpoint {
  const root = decodePth(bytes, where)
  if (!isPthDict(root)) throw misfit(where, [say(words.foundNoDictionary)])
  const settings = root.get(SETTINGS_KEY)
  const epoch = numberAt(root, 'epoch')
  const config = root.get('config')
  const averaged = root.get(AVERAGE_KEY)
  const average = isPthDict(averaged) ? readParameters(averaged, where) : undefined
  return {
    parameters: readParameters(container(root), where, missing),
    average,
    settings: typeof settings === 'string' ? settingsFromText(settings, where) : undefined,
    position: epoch === undefined ? undefined : { epoch, iteration: numberAt(root, 'iteration') ?? 0 },
    fScore: numberAt(root, 'f_score'),
    training: readTraining(root, { where, average }),
    config: isPthDict(config)
      ? Object.fromEntries([...config].map(([key, value]) => [String(key), toPlain(value)]))
      : undefined,
  }
}

function numberAt(dict: PthDict, key: string): number | undefined {
  const value = dict.get(key)
  return typeof value === 'number' ? value : undefined
}

function container(root: PthDict): PthDict {
  return CONTAINERS.map((name) => root.get(name)).find(isPthDict) ?? root
}

function readParameters(container: PthDict, where: string, missing?: (name: string) => Tensor): Map<string, Tensor> {
  const prefix = PREFIXES.find((candidate) => container.has(`${candidate}backbone.conv1.weight`)) ?? ''
  const parameters = new Map<string, Tensor>()
  const problems: InBoth<string>[] = []
  for (const spec of parameterSpecs()) {
    const found = container.get(prefix + spec.name)
    const fresh = found === undefined && spec.name.startsWith(OPTIONAL)
    if (fresh && missing !== undefined) parameters.set(spec.name, missing(spec.name))
    if (fresh) continue
    const problem = problemOf(spec, found)
    if (problem !== undefined) problems.push(problem)
    else if (isPthTensor(found)) parameters.set(spec.name, toTensor(found, prefix + spec.name, where))
  }
  if (problems.length > 0) throw misfit(where, problems)
  return parameters
}

function problemOf({ name, shape }: ParameterSpec, found: PthValue | undefined): InBoth<string> | undefined {
  if (found === undefined) return say(words.foundMissing, { tensor: `${name} ${renderShape(shape)}` })
  if (!isPthTensor(found)) return say(words.foundNoTensor, { tensor: name })
  if (!sameShape(found.shape, shape))
    return say(words.foundShape, { tensor: name, found: renderShape(found.shape), expected: renderShape(shape) })
  return undefined
}

const words = errorDetails['checkpoint-misfit']

/** Misfits that are listed; the rest is counted. */
const LISTED = 8

function misfit(where: string, problems: readonly InBoth<string>[]): UserError {
  const rest = problems.length > LISTED ? [say(words.foundMore, { count: problems.length - LISTED })] : []
  return new UserError({
    code: 'checkpoint-misfit',
    message: say(errorDetails['checkpoint-misfit'].message),
    expected: say(errorDetails['checkpoint-misfit'].expected),
    found: joined([...problems.slice(0, LISTED), ...rest], between.semicolons),
    where,
    next: say(errorDetails['checkpoint-misfit'].next),
  })
}

function readTraining(
  root: PthDict,
  { where, average }: { where: string; average: TensorMap | undefined },
): TrainingState | undefined {
  const optimizer = root.get('optimizer')
  const random = root.get('random_state')
  const best = root.get('best')
  const scaling = root.get('loss_scale')
  if (!isPthDict(optimizer) || !isPthDict(random)) return undefined
  const slots = [...optimizer].flatMap(([slot, tensors]) =>
    isPthDict(tensors) ? [[String(slot), tensorsOf(tensors, `optimizer.${slot}`, where)] as const] : [],
  )
  if (average !== undefined) slots.push([AVERAGE_SLOT, new Map(average)])
  const fScore = isPthDict(best) ? numberAt(best, 'f_score') : undefined
  return {
    seed: numberAt(random, 'seed') ?? 0,
    optimizerName: optimizerNames.find((name) => name === optimizer.get('name')) ?? 'SGD',
    optimizer: { step: numberAt(optimizer, 'step') ?? 0, slots: new Map(slots) },
    lossScale: readLossScale(scaling, where),
    best: fScore === undefined || !isPthDict(best) ? undefined : { fScore, epoch: numberAt(best, 'epoch') ?? 0 },
  }
}

/** A scale that no training writes is told, and is as good as none: the first one is found again within a few steps. */
function readLossScale(scaling: PthValue | undefined, where: string): LossScaleState | undefined {
  if (scaling === undefined || scaling === null) return undefined
  const [scale, steps = 0] = isPthDict(scaling) ? ['scale', 'steps'].map((key) => numberAt(scaling, key)) : []
  if (scale !== undefined && isLossScale(scale)) return { scale, steps }
  notice(`warning: The loss scale in ${where} cannot be read, so a float16 training finds it anew within a few steps`)
  return undefined
}

/** Every tensor of a dictionary; `path` is where it stands in the file, for messages. */
function tensorsOf(dict: PthDict, path: string, where: string): Map<string, Tensor> {
  return new Map(
    [...dict].flatMap(([name, value]) =>
      isPthTensor(value) ? [[String(name), toTensor(value, `${path}.${name}`, where)] as const] : [],
    ),
  )
}

/** Every tensor of a checkpoint is taken from the file here, so none with NaN passes; `name` is the one in the file. */
function toTensor(found: PthTensor, name: string, where: string): Tensor {
  const data = toFloat32(found)
  checkFinite(data, name, where)
  return { shape: found.shape, data }
}

function toPlain(value: PthValue): unknown {
  if (isPthDict(value)) return Object.fromEntries([...value].map(([key, inner]) => [String(key), toPlain(inner)]))
  return Array.isArray(value) ? value.map((inner: PthValue) => toPlain(inner)) : value
}
