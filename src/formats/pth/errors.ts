// The three ways in which a checkpoint cannot be read.
import { UserError } from '../../core/errors.ts'
import type { Failure } from '../bytes.ts'

/** Makes the errors of the reader; `found` is a noun phrase. */
export interface PthProblem {
  /** It is something else altogether. */
  readonly foreign: Failure
  /** It began as a checkpoint, but it is cut short or altered. */
  readonly damaged: Failure
  /** A sound checkpoint that holds more than plain values and tensors. */
  readonly unsupported: Failure
}

const expected = 'a PyTorch checkpoint (.pth) made by torch.save'

/** The errors `pth-foreign`, `pth-damaged` and `pth-unsupported` for the file `where`. */
export function pthProblem(where: string): PthProblem {
  return {
    foreign: (found) =>
      new UserError({
        code: 'pth-foreign',
        message: 'This is not a PyTorch checkpoint',
        expected,
        found,
        where,
        next: 'Give the .pth file of a run (checkpoints/best_model.pth) or one that torch.save wrote',
      }),
    damaged: (found) =>
      new UserError({
        code: 'pth-damaged',
        message: 'This checkpoint is damaged',
        expected,
        found,
        where,
        next: 'Copy or download it again and compare the sizes; if it is the only one, use another checkpoint of the run',
      }),
    unsupported: (found) =>
      new UserError({
        code: 'pth-unsupported',
        message: 'This checkpoint holds more than tensors and plain values',
        expected: 'dictionaries, lists, numbers, texts and dense tensors',
        found,
        where,
        next: "Save the weights alone, in Python: torch.save(torch.load('old.pth', map_location='cpu')['state_dict'], 'new.pth')",
      }),
  }
}
