// Tells failures for want of memory from others: the words of ONNX Runtime, its graphics drivers, the C++ library and V8.

const general =
  /bad_alloc|failed to allocate memory|cannot allocate memory|(?<![a-z])out[ _]of[ _](?:device[ _]|host[ _])?memory|array buffer allocation failed/i

/** cuBLAS and cuDNN, which have allocations of their own. */
const cuda = /CU(?:BLAS|DNN)_STATUS_ALLOC_FAILED|cudaErrorMemoryAllocation/

/** A buffer above what the card can give or bind at once; one that the card had no memory for is told by its first use alone. */
const webgpu =
  /exceeds the max buffer size limit|larger than the maximum storage buffer binding size|\[Invalid Buffer[^\]]*\] is invalid/

/** What the one who ran out of memory said, in one line; undefined when neither the error nor anything that caused it tells of memory. */
export function outOfMemoryText(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  if ([general, cuda, webgpu].some((words) => words.test(error.message))) return error.message.split('\n')[0]
  return outOfMemoryText(error.cause)
}

/** Whether the memory was not enough. */
export function isOutOfMemory(error: unknown): boolean {
  return outOfMemoryText(error) !== undefined
}
