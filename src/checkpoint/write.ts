// Writes a checkpoint as a .pth file that torch.load reads: a dictionary of tensors and plain values.
import type { TensorMap } from '../core/tensor.ts'
import { SETTINGS_KEY, settingsToText } from '../detect/settings.ts'
import { encodePth, pthFloat, type PthDict, type PthValue } from '../formats/pth.ts'
import { AVERAGE_SLOT } from '../train/optimizer.ts'
import { AVERAGE_KEY, type Checkpoint, type TrainingState } from './checkpoint.ts'

/** The bytes of the file. Equal checkpoints give equal bytes. */
export function encodeCheckpoint(checkpoint: Checkpoint): Uint8Array {
  const { parameters, average, settings, position, fScore, training, config } = checkpoint
  const entries: [string, PthValue | undefined][] = [
    ['state_dict', stateDict(parameters, training?.optimizer.step ?? 0)],
    [AVERAGE_KEY, average && stateDict(average, training?.optimizer.step ?? 0)],
    ['epoch', position?.epoch],
    ['iteration', position?.iteration],
    ['f_score', fScore === undefined ? undefined : pthFloat(fScore)],
    ['best', training?.best && dict({ f_score: pthFloat(training.best.fScore), epoch: training.best.epoch })],
    ['optimizer', training && optimizerDict(training)],
    ['random_state', training && dict({ seed: training.seed })],
    ['loss_scale', training?.lossScale && dict({ ...training.lossScale })],
    [SETTINGS_KEY, settings && settingsToText(settings)],
    ['config', config && plain(config)],
  ]
  return encodePth(new Map(entries.flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]))))
}

const dict = (values: Readonly<Record<string, PthValue>>): PthDict => new Map(Object.entries(values))

function tensorDict(tensors: TensorMap): PthDict {
  return new Map([...tensors].map(([name, { shape, data }]) => [name, { dtype: 'float32', shape, data }]))
}

/** PyTorch's batch norms also count the batches they saw; the count stands beside their running statistics. */
function stateDict(parameters: TensorMap, batches: number): PthDict {
  const state = new Map<string, PthValue>()
  for (const [name, value] of tensorDict(parameters)) {
    state.set(String(name), value)
    if (String(name).endsWith('.running_var'))
      state.set(String(name).replace(/running_var$/, 'num_batches_tracked'), {
        dtype: 'int64',
        shape: [],
        data: BigInt64Array.of(BigInt(batches)),
      })
  }
  return state
}

function optimizerDict({ optimizerName, optimizer }: TrainingState): PthDict {
  // The mean of the weights stands beside the weights, where others look for it.
  const slots = [...optimizer.slots].flatMap(([slot, tensors]): [string, PthValue][] =>
    slot === AVERAGE_SLOT ? [] : [[slot, tensorDict(tensors)]],
  )
  return new Map<string, PthValue>([['name', optimizerName], ['step', optimizer.step], ...slots])
}

/** JSON-like values as values of the file. */
function plain(value: unknown): PthValue {
  if (value === null || value === undefined) return null
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  if (Array.isArray(value)) return value.map(plain)
  return new Map(Object.entries(value).map(([key, inner]) => [key, plain(inner)]))
}
