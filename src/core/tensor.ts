// Shapes and dense float32 tensors: the only numeric container that crosses modules.
import { assert } from './assert.ts'

/** Extents from outermost to innermost; `[]` is a scalar. Images are (N, C, H, W). */
export type Shape = readonly number[]

/** A dense, row-major float32 tensor. `data.length` equals the product of `shape`. */
export interface Tensor {
  readonly shape: Shape
  readonly data: Float32Array
}

/** Tensors by parameter name, in the order of the checkpoint. */
export type TensorMap = ReadonlyMap<string, Tensor>

/** How many elements a tensor of this shape has (1 for a scalar). */
export function elementCount(shape: Shape): number {
  return shape.reduce((product, extent) => product * extent, 1)
}

/** Row-major strides, in elements. */
export function stridesOf(shape: Shape): number[] {
  const strides = Array.from(shape, () => 1)
  for (let axis = shape.length - 2; axis >= 0; axis--) strides[axis] = strides[axis + 1] * shape[axis + 1]
  return strides
}

/** Builds a tensor; `data` defaults to zeros and must have exactly as many elements as `shape` says. */
export function tensor(
  shape: Shape,
  data: Float32Array | readonly number[] = new Float32Array(elementCount(shape)),
): Tensor {
  const floats = data instanceof Float32Array ? data : Float32Array.from(data)
  assert(
    floats.length === elementCount(shape),
    `a tensor ${renderShape(shape)} has ${elementCount(shape)} elements, got ${floats.length}`,
  )
  return { shape, data: floats }
}

/** `(2, 3, 640, 640)`; a scalar prints `()`. */
export function renderShape(shape: Shape): string {
  return `(${shape.join(', ')})`
}

/** Whether two shapes are the same. */
export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((extent, axis) => extent === b[axis])
}
