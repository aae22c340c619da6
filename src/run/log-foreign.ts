// What is said of a file that is no log of a training: nothing can be shown or concluded from it.
import { UserError } from '../core/errors.ts'

/** @param lines how many there are, none of them a line of a training log */
export function foreignLog(where: string, lines: number): UserError {
  return new UserError({
    code: 'log-foreign',
    message: 'This is no log of a training',
    expected: 'lines such as [TRAIN] Epoch 1/5, Iter 0/57, Loss: 1.876, LR: 0.007000',
    found: lines === 0 ? 'an empty file' : `none among ${lines} ${lines === 1 ? 'line' : 'lines'}`,
    where,
    next: 'give the log.txt of a run, or the run itself',
  })
}
