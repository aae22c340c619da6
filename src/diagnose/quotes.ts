// Lines of the log written again from what was read of them, for evidence.
import type { History, LogMessage, ValPoint } from '../run/curves.ts'
import { renderLogLine } from '../run/log-line.ts'

/** The fixed part of the [TRAIN] line at an index of the history's columns. */
export function trainLine({ train, epochs, iters }: History, index: number): LogMessage {
  const iter = train.step[index] - (train.epoch[index] - 1) * iters
  const fields = { loss: train.loss[index], learningRate: train.learningRate[index] }
  const text = renderLogLine({ kind: 'train', epoch: train.epoch[index], epochs, iter, iters, ...fields })
  return { line: train.line[index], text }
}

/** A [VAL] line with every field that was read of it. */
export function valLine({ line, ...scores }: ValPoint): LogMessage {
  return { line, text: renderLogLine({ kind: 'val', ...scores }) }
}
