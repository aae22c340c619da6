// The k largest elements on WebGPU, where sorting takes hundreds of dispatches and k would have to be read back: by counting.
import { elementCount } from '../../../core/tensor.ts'
import { intAttribute } from '../../../formats/onnx/model.ts'
import type { Node } from '../../graph.ts'
import type { Emitter } from '../emitter.ts'
import { FLOAT } from '../rule.ts'
import { anyOrder } from './channels-last.ts'
import { reduceAll, sumOfRows } from './sums.ts'

/** Parts that a range is cut into in each round, and rounds: the k-th largest is known to a millionth of the range, as in float32. */
const CUTS = 16
const ROUNDS = 5

/**
 * 1 at the k largest elements. In each round the elements above 16 levels are counted, and the range goes on between the two levels that
 * hold the k-th largest. Elements in its last range, which float32 hardly tells apart, share what is left of k.
 */
export function emitTopKMask(node: Node<'TopKMask'>, e: Emitter): void {
  const [x] = node.inputs
  const count = elementCount(x.shape)
  const source = anyOrder(e, x)
  const wanted = e.add('Floor', [e.nameOf(node.inputs[1])])
  const lowest = reduceAll(e, 'ReduceMin', source, count)
  const range = e.add('Sub', [reduceAll(e, 'ReduceMax', source, count), lowest])
  const column = e.add('Reshape', [source, e.ints([count, 1])])
  let low = lowest
  for (let round = 1; round <= ROUNDS; round++) {
    const levels = e.add('Add', [low, e.add('Mul', [range, cuts(e, round)])])
    const above = sumOfRows(e, isAtLeast(e, column, levels), [count, CUTS])
    const reached = e.add('Reshape', [isAtLeast(e, above, wanted), e.ints([1, CUTS])])
    const steps = e.add('MatMul', [reached, e.filled([CUTS, 1], CUTS ** -round)])
    low = e.add('Add', [low, e.add('Mul', [range, e.add('Reshape', [steps, e.ints([])])])])
  }
  const high = e.add('Add', [low, e.add('Mul', [range, e.scalar(CUTS ** -ROUNDS)])])
  const name = shared(e, { source, count, wanted, bounds: [low, high] })
  if (e.isLast(x)) e.defineLast(node.outputs[0], name)
  else e.define(node.outputs[0], name)
}

/** 1 from the upper bound on; between the bounds, what is left for each. */
function shared(
  e: Emitter,
  {
    source,
    count,
    wanted,
    bounds,
  }: {
    readonly source: string
    readonly count: number
    readonly wanted: string
    readonly bounds: readonly [string, string]
  },
): string {
  const [some, sure] = bounds.map((bound) => isAtLeast(e, source, bound))
  const [someCount, sureCount] = [some, sure].map((mask) => reduceAll(e, 'ReduceSum', mask, count))
  const candidates = e.add('Max', [e.add('Sub', [someCount, sureCount]), e.scalar(1)])
  const left = e.add('Div', [e.add('Sub', [wanted, sureCount]), candidates])
  const share = e.add('Clip', [left, e.scalar(0), e.scalar(1)])
  const undecided = e.add('Mul', [e.add('Sub', [some, sure]), share])
  return e.add('Add', [sure, undecided])
}

function isAtLeast(e: Emitter, a: string, b: string): string {
  return e.add('Cast', [e.add('GreaterOrEqual', [a, b])], { to: intAttribute(FLOAT) })
}

/** 1/16 to 16/16 of a round's range, as shares of the first. */
function cuts(e: Emitter, round: number): string {
  const data = Float32Array.from({ length: CUTS }, (_, index) => (index + 1) * CUTS ** -round)
  return e.floats(`cuts[${round}]`, [CUTS], data)
}
