// Settings that were changed between a checkpoint and the training that resumes from it.
import { AVERAGE_SLOT } from '../../train/optimizer.ts'
import type { Checkpoint, TrainingState } from '../../checkpoint/checkpoint.ts'
import { settingNames, settingOf, type Config, type SettingName } from '../../run/settings/table.ts'
import type { Position } from '../../train/loop.ts'

/** Settings that change where, how fast or how often something is done, never the weights that come out. */
const neutral: ReadonlySet<SettingName> = new Set<SettingName>([
  'train_data_dir', // its content is compared by hash
  'init',
  'device',
  'eval_interval',
  'save_every',
  'auto_batch',
  'micro_batch',
  'save_memory',
  'num_threads',
  'num_workers',
  'tensorboard',
])

/** `batch_size 2 -> 4`: settings with which the training does not go on as it was begun. */
export function changedSettings(config: Config, { config: before }: Pick<Checkpoint, 'config'>): string[] {
  if (before === undefined) return []
  return settingNames.flatMap((name) => {
    const was = before[name]
    if (neutral.has(name) || was === undefined || isSame(was, config[name])) return []
    if (name === 'num_epochs' && !epochsMatter(config)) return []
    return [`${name} ${textOf(name, was)} -> ${textOf(name, config[name])}`]
  })
}

/** Whether the learning rate of an epoch depends on how many there will be. */
function epochsMatter({ scheduler, lr_step_size }: Config): boolean {
  return scheduler === 'poly' || scheduler === 'cosine' || (scheduler === 'StepLR' && lr_step_size === 'auto')
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

function textOf(name: SettingName, value: unknown): string {
  const parsed = settingOf(name).kind.type().safeParse(value)
  return parsed.success ? settingOf(name).kind.toText(parsed.data) : String(value)
}

/** The state to go on with: running averages of another optimizer mean nothing to this one, but the mean of the weights stays. */
export function stateFor({ optimizer: name }: Config, training: TrainingState): TrainingState {
  if (training.optimizerName === name) return training
  const slots = new Map([...training.optimizer.slots].filter(([slot]) => slot === AVERAGE_SLOT))
  return { ...training, optimizerName: name, optimizer: { step: 0, slots } }
}

/**
 * Where the epoch goes on when its batches have another size or number now: after as many images as were seen.
 * @param iterations an epoch has now
 */
export function positionFor(
  { epoch, iteration }: Position,
  { before, now, iterations }: { before: unknown; now: number; iterations: number },
): Position {
  const seen = typeof before === 'number' ? Math.floor((iteration * before) / now) : iteration
  return { epoch, iteration: Math.min(seen, iterations - 1) }
}
