// How many numbers a training changes.
import { elementCount } from '../../core/tensor.ts'
import { trainedParameters } from '../../model/dbnet.ts'

let counted: number | undefined

/** Trained numbers of the network, four bytes each; the network is written down once to count them. */
export function trainedCount(): number {
  counted ??= trainedParameters({}).reduce((sum, { shape }) => sum + elementCount(shape), 0)
  return counted
}
