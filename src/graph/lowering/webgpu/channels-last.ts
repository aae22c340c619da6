// WebGPU's kernels over planes want channels last: how nodes are added in that layout, and what follows it without being asked.
import { elementCount, sameShape, type Shape } from '../../../core/tensor.ts'
import { intAttribute, type OnnxAttribute } from '../../../formats/onnx/model.ts'
import type { AnyNode, Node, Value } from '../../graph.ts'
import type { OpName, Pair, WindowAttributes } from '../../operations.ts'
import type { Emitter } from '../emitter.ts'
import { windowed, type EmitRule } from '../rule.ts'

/** The runtime's own domain of operations whose planes are (N, H, W, C): into ours it would put a Transpose on either side of each. */
export const NHWC = 'com.ms.internal.nhwc'

/** Adds one node of that domain and returns the name of its output. */
export function addLast(
  e: Emitter,
  op: string,
  {
    inputs,
    attributes = {},
  }: { readonly inputs: readonly string[]; readonly attributes?: Record<string, OnnxAttribute> },
): string {
  return e.add(op, inputs, attributes, NHWC)
}

/** Computes element by element in whichever layout the inputs are there. */
export function pointwise<Op extends OpName>(
  write: (e: Emitter, inputs: readonly string[], node: Node<Op>) => string,
): EmitRule<Op> {
  return (node, e) => {
    const [output] = node.outputs
    const spread = spreadScalars(node as AnyNode, e)
    const isLast = followsLast(node as AnyNode, e, spread)
    const nameOf = (input: Value) => (isLast && !isScalar(input) ? e.lastOf(input) : e.nameOf(input))
    const names = node.inputs.map((input) => spread.get(input) ?? nameOf(input))
    const name = write(e, names, node)
    if (isLast) e.defineLast(output, name)
    else e.define(output, name)
  }
}

const isScalar = ({ shape }: Value): boolean => elementCount(shape) === 1 && shape.length < 4

/** The scalars among the inputs that were only spread to the shape of another, by the value that would be their copy. */
function spreadScalars({ inputs, outputs: [{ shape }] }: AnyNode, e: Emitter): ReadonlyMap<Value, string> {
  const scalars = new Map<Value, string>()
  for (const input of inputs) {
    const name = e.kept('scalar', input)
    if (name !== undefined) scalars.set(input, name)
  }
  const isWhole = (input: Value) => !scalars.has(input) && sameShape(input.shape, shape)
  return inputs.some(isWhole) ? scalars : new Map<Value, string>()
}

function followsLast(
  { inputs, outputs: [{ shape }] }: AnyNode,
  e: Emitter,
  scalars: ReadonlyMap<Value, string>,
): boolean {
  return (
    shape.length === 4 &&
    inputs.some((input) => e.isLast(input)) &&
    inputs.every((input) => isScalar(input) || scalars.has(input) || sameShape(input.shape, shape))
  )
}

/** Spreads a scalar where something asks for the copies alone. */
export function emitExpand(node: Node<'Expand'>, e: Emitter): void {
  const [x] = node.inputs
  const [y] = node.outputs
  const write = () => e.add('Expand', [e.nameOf(x), e.extents(y.shape)])
  if (elementCount(x.shape) !== 1 || x.shape.length > y.shape.length) return e.define(y, write())
  e.keep('scalar', y, e.nameOf(x))
  e.defineLate(y, write)
}

/** The name of a value whose elements may stand in any order. */
export function anyOrder(e: Emitter, value: Value): string {
  return e.isLast(value) ? e.lastOf(value) : e.nameOf(value)
}

/** The names of values of one shape whose elements may stand in any order, if it is the same. */
export function sameOrder(e: Emitter, values: readonly Value[]): string[] {
  const isLast = values.some((value) => e.isLast(value))
  return values.map((value) => (isLast ? e.lastOf(value) : e.nameOf(value)))
}

/**
 * Channels of each group of a grouped convolution that gives `count` of each: the runtime's kernel computes four channels at once, as if
 * they were of one group, from four on.
 */
export function roomFor(count: number): number {
  return count < 4 ? count : 4 * Math.ceil(count / 4)
}

/** Planes of one size, channels last: their name, and (N, H, W, C). */
export interface Planes {
  readonly name: string
  readonly shape: readonly [number, number, number, number]
}

/** Rows and columns above, left, below, right. */
export type Sides = WindowAttributes['pads']

/** A value of (N, C, H, W) as planes. */
export function planesOf(e: Emitter, value: Value): Planes {
  const [n, channels, height, width] = value.shape
  return { name: e.lastOf(value), shape: [n, height, width, channels] }
}

/** Zeros around planes; negative amounts cut instead. */
export function padded(e: Emitter, name: string, [top, left, bottom, right]: Sides): string {
  if (top === 0 && left === 0 && bottom === 0 && right === 0) return name
  return e.add('Pad', [name, e.ints([0, top, left, 0, 0, bottom, right, 0])])
}

/** What a kernel of one place meets: every s-th row and column of x, as many as the result `to` (N, O, H', W') has. */
export function everyStep(
  e: Emitter,
  x: Planes,
  { to: [, , height, width], strides, pads }: WindowAttributes & { readonly to: Shape },
): Planes {
  const shape = [x.shape[0], height, width, x.shape[3]] as const
  if (strides[0] * strides[1] === 1) return { name: padded(e, x.name, pads), shape }
  const ends = [strides[0] * (height - 1) + 1, strides[1] * (width - 1) + 1]
  const name = e.add('Slice', [padded(e, x.name, pads), e.ints([0, 0]), e.ints(ends), e.ints([1, 2]), e.ints(strides)])
  return { name, shape }
}

/** Windows over planes. */
export type Windows = WindowAttributes & { readonly kernel: Pair }

/** All places of each window of x next to each other, each channel with room for them: (N, H', W', C room). */
export function placesNextToEachOther(e: Emitter, { name, shape: [, , , channels] }: Planes, windows: Windows): string {
  const attributes = { ...windowed(windows), group: intAttribute(channels) }
  return addLast(e, 'Conv', { inputs: [name, onePlaceEach(e, channels, windows.kernel)], attributes })
}

/** Filters (C slots, 1, kh, kw) with a single 1 each, at the place of their number: from a window to its places. */
function onePlaceEach(e: Emitter, channels: number, kernel: Pair): string {
  const count = kernel[0] * kernel[1]
  const data = new Float32Array(channels * roomFor(count) * count)
  for (let channel = 0; channel < channels; channel++)
    for (let place = 0; place < count; place++) data[(channel * roomFor(count) + place) * count + place] = 1
  return e.floats(`places[${channels},${kernel.join(',')}]`, [channels * roomFor(count), 1, ...kernel], data)
}
