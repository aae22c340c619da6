// `ocrdet/graph`: reverse-mode automatic differentiation on ONNX Runtime, for networks of one's own.
/**
 * Builds a graph of float32 tensors, differentiates it and runs it on ONNX Runtime: the forward and backward pass become one ordinary
 * ONNX model.
 * @packageDocumentation
 */
import type { Value } from '../graph/graph.ts'
import { encodeModel } from '../formats/onnx/write.ts'
import { emit } from '../graph/lowering/emit.ts'

export { Random } from '../core/random.ts'
export { elementCount, tensor, type Shape, type Tensor, type TensorMap } from '../core/tensor.ts'
export { backward, type BackwardOptions } from '../graph/backward.ts'
export {
  abs,
  add,
  batchNorm,
  batchNormInference,
  clip,
  concat,
  conv,
  convTranspose,
  div,
  exp,
  expand,
  greater,
  log,
  matMul,
  maxPool,
  mul,
  neg,
  oneMinus,
  pad,
  reciprocal,
  reduceSum,
  relu,
  reshape,
  sigmoid,
  sign,
  slice,
  sqrt,
  square,
  sub,
  topKMask,
  transpose,
  upsample,
  type Operand,
} from '../graph/build.ts'
export { compile } from '../graph/compile.ts'
export { Graph, type Value } from '../graph/graph.ts'
export { renderGraph } from '../graph/print.ts'
export type { Pair, WindowAttributes } from '../graph/operations.ts'
export type { Feeds, Provider, Session, SessionOptions } from '../graph/session.ts'
export { Optimizer, type OptimizerName, type OptimizerSettings, type OptimizerState } from '../train/optimizer.ts'

/** How an ONNX file is written. */
export interface OnnxOptions {
  /** Shapes by input or output name where the file must not promise the numbers of the graph: `{ x: ['batch', 2] }`. */
  readonly shapes?: Readonly<Record<string, readonly (number | string)[]>>
  /** Goes into `metadata_props`. */
  readonly metadata?: Readonly<Record<string, string>>
}

/**
 * The bytes of an ONNX file (opset 17, standard operators alone) that computes the named values.
 * @param outputs values of one graph by the names that the file gives them
 */
export function encodeOnnx(outputs: Readonly<Record<string, Value>>, options: OnnxOptions = {}): Uint8Array {
  return encodeModel(emit(outputs, { target: 'portable', ...options }))
}
