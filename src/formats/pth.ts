// PyTorch checkpoints (.pth): the entry point for reading and writing them, from and to bytes.
import { describeBytes } from '../core/describe-bytes.ts'
import { plainBytes } from './bytes.ts'
import { decodeLegacyPth, looksLikeLegacyPth } from './pth/decode-legacy.ts'
import { decodeZipPth } from './pth/decode-zip.ts'
import { pthProblem } from './pth/errors.ts'
import type { PthValue } from './pth/types.ts'
import { looksLikeZip } from './zip/read.ts'

export { encodePth } from './pth/encode.ts'
export { toFloat16, toFloat32 } from './pth/floats.ts'
export { isPthDict, isPthTensor, pthFloat } from './pth/types.ts'
export type { PthDict, PthDtype, PthFloat, PthTensor, PthValue } from './pth/types.ts'

/**
 * Reads a checkpoint that `torch.save` wrote, in the ZIP format (since 1.6) or the legacy one. Nothing in the file is
 * ever executed. Tensors are contiguous and have their own memory; tuples become arrays, floats and ints numbers.
 * @param where the file's path, for messages
 * @throws UserError `pth-foreign` for other files, `pth-damaged` for cut or altered ones, `pth-unsupported` (naming the
 * Python object) for values that are neither plain nor tensors
 */
export function decodePth(bytes: Uint8Array, where: string): PthValue {
  const problem = pthProblem(where)
  if (looksLikeZip(bytes)) return decodeZipPth(bytes, problem)
  if (looksLikeLegacyPth(bytes)) return decodeLegacyPth(plainBytes(bytes), problem)
  throw problem.foreign(describeBytes(bytes))
}
