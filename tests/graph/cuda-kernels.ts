// What ONNX Runtime's CUDA provider computes, as far as our graphs need it: "Operators implemented by CUDAExecutionProvider" of
// https://github.com/microsoft/onnxruntime/blob/main/docs/OperatorKernels.md, and what its kernels do otherwise than the standard says.
import type { OnnxNode } from '../../src/formats/onnx/model.ts'

export interface CudaKernel {
  /** Versions of the standard that a row of the table covers, as far as it goes. */
  readonly opsets: readonly [first: number, last: number]
  /** Whether float16 is among its types; float32 is everywhere. */
  readonly half: boolean
  /** What the kernel would get wrong, or cannot do. */
  readonly refuses?: (node: OnnxNode) => string | undefined
}

const newest = Infinity
const from = (first: number, last = newest): CudaKernel => ({ opsets: [first, last], half: true })

/** By the name of the operator of the standard's own domain. */
export const cudaKernels: Readonly<Record<string, CudaKernel>> = {
  Abs: from(13),
  Add: from(14),
  AveragePool: from(11, 18),
  BatchNormalization: {
    ...from(15),
    // providers/cuda/nn/batch_norm.cc: training only with the five outputs of version 7, else inference, whatever training_mode says;
    // and cuDNN raises every epsilon to 1e-5.
    refuses: ({ attributes, outputs }) => {
      if (outputs.length > 1 || attributes['training_mode']?.value === 1) return 'training mode'
      return Number(attributes['epsilon']?.value ?? 1e-5) < 0.99e-5 ? 'a small epsilon' : undefined
    },
  },
  Cast: from(13, 18),
  Clip: from(13),
  Concat: from(13),
  Conv: from(11, 21),
  ConvTranspose: from(11),
  Div: from(14),
  Equal: from(13),
  Exp: from(13),
  Expand: from(13),
  Greater: from(13),
  HardSigmoid: from(6, 21),
  Identity: from(14, 18),
  Log: from(13),
  MatMul: from(13),
  MaxPool: from(12),
  Mul: from(14),
  Neg: from(13),
  Pad: from(13, 17),
  ReduceSum: from(13),
  Relu: from(14),
  Reshape: from(14, 18),
  Resize: from(13, 17),
  ScatterElements: from(16, 17),
  Shape: from(15, 18),
  Sigmoid: from(13),
  Sign: from(13),
  Slice: from(13),
  Split: from(13, 17),
  Sqrt: from(13),
  Sub: from(14),
  TopK: from(11),
  Transpose: from(13, 20),
  Where: from(16),
}
