// The words by which running out of memory is told.
import { describe, expect, it } from 'vitest'
import { UserError } from '../../src/core/errors.ts'
import { outOfMemoryText } from '../../src/core/out-of-memory.ts'

const reported = [
  'std::bad_alloc',
  "Non-zero status code returned while running Conv node. Name:'Conv_12' Status Message: Failed to allocate memory for requested buffer of size 419430400",
  'CUDA failure 2: out of memory',
  'CUBLAS failure 3: CUBLAS_STATUS_ALLOC_FAILED ; GPU=0 ; expr=cublasCreate(&cublas_handle_);',
  'CUDNN failure 4: CUDNN_STATUS_ALLOC_FAILED ; GPU=0',
  'vkAllocateMemory failed with VK_ERROR_OUT_OF_DEVICE_MEMORY',
  'WebGPU validation failed. Buffer size (2400000000) exceeds the max buffer size limit (1073741824).',
  'WebGPU validation failed. [Invalid Buffer (unlabeled)] is invalid due to a previous error.',
  'Binding size (2147483648) of [Buffer] is larger than the maximum storage buffer binding size (2147483644).',
]

describe('running out of memory', () => {
  it.each(reported)('is told by "%s"', (message) => {
    expect(outOfMemoryText(new Error(message))).toBe(message)
  })

  it('is told by V8, and by what caused an error', () => {
    const cause = new RangeError('Array buffer allocation failed')
    const error = new UserError({ code: 'model-not-loadable', message: 'ONNX Runtime cannot load this model', cause })
    expect(outOfMemoryText(error)).toBe('Array buffer allocation failed')
  })

  it('is not told by other errors', () => {
    expect(outOfMemoryText(new Error('Invalid input shape'))).toBeUndefined()
    expect(outOfMemoryText('out of memory')).toBeUndefined()
  })
})
