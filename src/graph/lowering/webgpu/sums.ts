// Sums that keep a graphics card busy: a long one is split, and its parts are added in a second node.
import { intAttribute, intsAttribute, stringAttribute } from '../../../formats/onnx/model.ts'
import type { Emitter } from '../emitter.ts'

/** Rows that one product with ones may run through one after the other. */
const LONGEST_RUN = 4096
/** Rows of a product by element that one thread may add. */
const SHORTEST_RUN = 64
/** The runtime adds fewer than this many along an outer axis without moving them first. */
export const ADDED_IN_PLACE = 32

/** The divisor of a count that is nearest to `wanted` by factor; of equal ones the first. */
export function divisorNear(count: number, wanted: number): number {
  const distance = (divisor: number) => Math.abs(Math.log(divisor / wanted))
  return divisorsOf(count).reduce((best, divisor) => (distance(divisor) < distance(best) ? divisor : best))
}

/** All divisors of a whole number, ascending. */
export function divisorsOf(count: number): number[] {
  const small: number[] = []
  for (let divisor = 1; divisor * divisor <= count; divisor++) if (count % divisor === 0) small.push(divisor)
  const large = small.map((divisor) => count / divisor).filter((divisor) => divisor * divisor > count)
  return [...small, ...large.reverse()]
}

/** The sum of the rows of x (P, C) times a factor: (C). A product with ones, by parts where there are many rows. */
export function sumOfRows(e: Emitter, x: string, [rows, columns]: readonly [number, number], factor = 1): string {
  const parts = rows <= LONGEST_RUN ? 1 : divisorNear(rows, Math.sqrt(rows))
  if (parts === 1) return flat(e, e.add('MatMul', [e.filled([1, rows], factor), x]), columns)
  const split = e.add('Reshape', [x, e.ints([parts, rows / parts, columns])])
  const sums = e.add('MatMul', [e.filled([1, 1, rows / parts], 1), split])
  const all = e.add('Reshape', [sums, e.ints([parts, columns])])
  return flat(e, e.add('MatMul', [e.filled([1, parts], factor), all]), columns)
}

/** The sum of the rows of a b (P, C), element by element, times a factor: (C). The products are never stored. */
export function sumOfProducts(
  e: Emitter,
  [a, b]: readonly [string, string],
  [rows, columns]: readonly [number, number],
  factor = 1,
): string {
  const parts = rows <= SHORTEST_RUN ? 1 : divisorNear(rows, Math.sqrt(rows))
  const split = e.ints([parts, rows / parts, columns])
  const operands = [a, b].map((name) => e.add('Reshape', [name, split]))
  const sums = e.add('Einsum', operands, { equation: stringAttribute('abc,abc->ac') })
  if (parts === 1 && factor === 1) return flat(e, sums, columns)
  return flat(e, e.add('MatMul', [e.filled([1, parts], factor), sums]), columns)
}

/** The sum of all a b, of equal count. */
export function sumOfAllProducts(e: Emitter, names: readonly string[], count: number): string {
  const parts = divisorNear(count, Math.sqrt(count))
  const operands = names.map((name) => e.add('Reshape', [name, e.ints([count / parts, parts])]))
  const sums = e.add('Einsum', operands, { equation: stringAttribute('ab,ab->b') })
  return e.add('Reshape', [reduceLast(e, 'ReduceSum', sums, 0), e.ints([])])
}

const flat = (e: Emitter, name: string, count: number): string => e.add('Reshape', [name, e.ints([count])])

/** One number of all elements of x by ReduceSum, ReduceMax or ReduceMin: a scalar. */
export function reduceAll(e: Emitter, op: 'ReduceSum' | 'ReduceMax' | 'ReduceMin', x: string, count: number): string {
  const parts = count <= LONGEST_RUN ? 1 : divisorNear(count, Math.sqrt(count))
  const whole = e.add('Reshape', [x, e.ints([parts, count / parts])])
  const sums = reduceLast(e, op, whole, 1)
  return e.add('Reshape', [parts === 1 ? sums : reduceLast(e, op, sums, 0), e.ints([])])
}

/** One number along the last axis, which is `axis`. */
export function reduceLast(e: Emitter, op: 'ReduceSum' | 'ReduceMax' | 'ReduceMin', x: string, axis: number): string {
  const keepdims = intAttribute(0)
  if (op === 'ReduceSum') return e.add(op, [x, e.ints([axis])], { keepdims })
  return e.add(op, [x], { axes: intsAttribute([axis]), keepdims })
}
