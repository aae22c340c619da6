// What stops a training, in words a person can act on.
import { errorDetails } from '../../core/error-details.ts'
import { say } from '../../core/say.ts'
import { commandLine } from '../../core/command-line.ts'
import { messageOf, UserError } from '../../core/errors.ts'
import { outOfMemoryText } from '../../core/out-of-memory.ts'
import type { Config } from '../../run/settings/table.ts'
import type { IterationEvent } from '../../train/loop.ts'
import { availableMemory, describeNeed, memoryNeedOf, memoryRemedy } from './memory.ts'

/** Images of a batch that are named; the rest is counted. */
const NAMED = 16

/** The loss or a gradient stopped being a number. The weights are still those of the step before. */
export function nonFiniteLoss(event: IterationEvent, { learning_rate, optimizer }: Config): UserError {
  const { epoch, iteration, loss, names } = event
  const rest = names.length > NAMED ? ` and ${names.length - NAMED} more` : ''
  return new UserError({
    code: 'loss-not-finite',
    message: Number.isFinite(loss)
      ? say(errorDetails['loss-not-finite'].messageGradient)
      : say(errorDetails['loss-not-finite'].messageLoss),
    expected: say(errorDetails['loss-not-finite'].expected),
    found: say(errorDetails['loss-not-finite'].found, { loss, epoch: epoch + 1, iteration }),
    where: `images ${names.slice(0, NAMED).join(', ')}${rest}`,
    next: say(errorDetails['loss-not-finite'].next, { rate: learning_rate, optimizer }),
  })
}

/** The memory was not enough in the middle of the work. What was saved before is whole. @param folder of the run */
export function outOfMemory(cause: unknown, config: Config, folder: string): UserError {
  const need = memoryNeedOf(config)
  return new UserError({
    code: 'out-of-memory',
    message: say(errorDetails['out-of-memory'].message),
    expected: say(errorDetails['out-of-memory'].expected, { need: describeNeed(need) }),
    found: outOfMemoryText(cause) ?? messageOf(cause),
    next: say(errorDetails['out-of-memory'].next, {
      remedy: memoryRemedy(need, availableMemory()),
      command: commandLine('ocrdet', 'resume', folder, '--auto-batch'),
    }),
    cause,
  })
}
