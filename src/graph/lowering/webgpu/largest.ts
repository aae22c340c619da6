// The k largest elements on WebGPU, where sorting takes hundreds of dispatches and k would have to be read back: by counting.
import { elementCount } from '../../../core/tensor.ts'
import { intAttribute } from '../../../formats/onnx/model.ts'
import type { Node } from '../../graph.ts'
import type { Emitter } from '../emitter.ts'
import { FLOAT } from '../rule.ts'
import { anyOrder } from './channels-last.ts'
import { inPieces } from './pieces.ts'
import { reduceAll, sumOfRows } from './sums.ts'

/** Parts that a range is cut into in each round, and rounds: the k-th largest is known to a millionth of the range, as in float32. */
const CUTS = 32
const ROUNDS = 4

/**
 * 1 at the k largest elements. In each round the elements above 32 levels are counted, and the range goes on between the two levels that
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
  const { cuts, steps, last } = rulers(e, range)
  let low = e.add('Reshape', [lowest, e.ints([1, 1])])
  for (let round = 0; round < ROUNDS; round++) {
    const levels = e.add('Add', [low, cuts[round]])
    const above = sumOfRows(e, isAtLeast(e, column, levels), [count, CUTS])
    const reached = e.add('Reshape', [isAtLeast(e, above, wanted), e.ints([1, CUTS])])
    low = e.add('Gemm', [reached, e.add('Reshape', [steps[round], e.ints([CUTS, 1])]), low])
  }
  const high = e.add('Add', [low, last])
  const bounds = [low, high].map((bound) => e.add('Reshape', [bound, e.ints([])]))
  const name = shared(e, { source, count, wanted, bounds })
  if (e.isLast(x)) e.defineLast(node.outputs[0], name)
  else e.define(node.outputs[0], name)
}

/** Of every round: its levels above the lowest, 1/32 to 32/32 of the round's range, and its steps, 1/32 each (1, 32). And the last step (1, 1). */
function rulers(e: Emitter, range: string) {
  const rows = Array.from({ length: ROUNDS }, (_, round) => CUTS ** -(round + 1))
  const each = (value: (share: number, index: number) => number) =>
    rows.flatMap((share) => Array.from({ length: CUTS }, (_, index) => value(share, index)))
  const shares = [...each((share, index) => (index + 1) * share), ...each((share) => share)]
  const all = e.add('Mul', [range, e.floats(`rulers`, [2 * ROUNDS, CUTS], Float32Array.from(shares))])
  const names = inPieces(e, all, { axis: 0, sizes: Array.from({ length: 2 * ROUNDS }, () => 1) })
  const [cuts, steps] = [names.slice(0, ROUNDS), names.slice(ROUNDS)]
  const last = e.add('Slice', [steps[ROUNDS - 1], e.ints([0]), e.ints([1]), e.ints([1])])
  return { cuts, steps, last }
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
    readonly bounds: readonly string[]
  },
): string {
  const [isSome, isSure] = bounds.map((bound) => e.add('GreaterOrEqual', [source, bound]))
  const [some, sure] = [isSome, isSure].map((mask) => reduceAll(e, 'ReduceSum', asNumbers(e, mask), count))
  const candidates = e.add('Max', [e.add('Sub', [some, sure]), e.scalar(1)])
  const left = e.add('Div', [e.add('Sub', [wanted, sure]), candidates])
  const share = e.add('Clip', [left, e.scalar(0), e.scalar(1)])
  return e.add('Where', [isSure, e.scalar(1), e.add('Where', [isSome, share, e.scalar(0)])])
}

function isAtLeast(e: Emitter, a: string, b: string): string {
  return asNumbers(e, e.add('GreaterOrEqual', [a, b]))
}

function asNumbers(e: Emitter, mask: string): string {
  return e.add('Cast', [mask], { to: intAttribute(FLOAT) })
}
