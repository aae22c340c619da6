// Writes .pth checkpoints: a ZIP archive of one pickle (data.pkl) and one entry for the elements of each tensor.
// Source: torch/serialization.py (_save) and torch/_utils.py (_rebuild_tensor_v2) of PyTorch.
import { assert } from '../../core/assert.ts'
import { elementCount, stridesOf } from '../../core/tensor.ts'
import { PickleWriter } from '../pickle/write.ts'
import { encodeZip } from '../zip/write.ts'
import type { ZipFile } from '../zip/write.ts'
import { isPthDict, isPthTensor, pthTypes } from './types.ts'
import type { PthDict, PthTensor, PthValue } from './types.ts'

/** The folder inside the archive; torch takes whatever name the first entry has. */
const folder = 'archive'
/** Deeper values are a loop. */
const maxDepth = 64

interface Pickling {
  readonly out: PickleWriter
  readonly storages: ZipFile[]
  depth: number
}

/**
 * The bytes of a `.pth` that `torch.load` reads, also with `weights_only=True`. Tensor data are copied once.
 * Equal values give equal bytes. Tensors are saved as contiguous CPU tensors without gradient.
 */
export function encodePth(value: PthDict): Uint8Array<ArrayBuffer> {
  const pickling = { out: new PickleWriter(), storages: [], depth: 0 }
  pushValue(pickling, value)
  const text = (content: string): Uint8Array => new TextEncoder().encode(content)
  return encodeZip([
    { name: `${folder}/data.pkl`, data: pickling.out.finish() },
    { name: `${folder}/byteorder`, data: text('little') },
    ...pickling.storages,
    { name: `${folder}/version`, data: text('3\n') },
  ])
}

function pushValue(pickling: Pickling, value: PthValue): void {
  const { out } = pickling
  assert(++pickling.depth <= maxDepth, `a checkpoint is nested at most ${maxDepth} deep`)
  if (value === null) out.none()
  else if (typeof value === 'boolean') out.bool(value)
  else if (typeof value === 'number') pushNumber(out, value)
  else if (typeof value === 'bigint') out.int(value)
  else if (typeof value === 'string') out.string(value)
  else if (isPthDict(value)) pushDict(pickling, value)
  else if (isPthTensor(value)) pushTensor(pickling, value)
  else if ('float' in value) out.float(value.float)
  else out.list(() => value.forEach((item) => pushValue(pickling, item)))
  pickling.depth--
}

function pushNumber(out: PickleWriter, value: number): void {
  if (Number.isSafeInteger(value) && !Object.is(value, -0)) out.int(value)
  else out.float(value)
}

function pushDict(pickling: Pickling, dict: PthDict): void {
  pickling.out.dict(() => {
    for (const [key, value] of dict) {
      pushValue(pickling, key)
      pushValue(pickling, value)
    }
  })
}

/** `_rebuild_tensor_v2(storage, storage_offset, size, stride, requires_grad, backward_hooks)` */
function pushTensor({ out, storages }: Pickling, { dtype, shape, data }: PthTensor): void {
  const { storage } = pthTypes[dtype]
  assert(data.length === elementCount(shape), `a tensor [${shape.join(', ')}] with ${data.length} elements`)
  const key = String(storages.length)
  storages.push({ name: `${folder}/data/${key}`, data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) })
  out.global('torch._utils', '_rebuild_tensor_v2').tuple(() => {
    out.tuple(() => out.string('storage').global('torch', storage).string(key).string('cpu').int(data.length))
    out.persistent().int(0)
    out.tuple(() => shape.forEach((extent) => out.int(extent)))
    out.tuple(() => stridesOf(shape).forEach((stride) => out.int(stride)))
    out.bool(false)
    out.global('collections', 'OrderedDict').tuple(() => undefined)
    out.reduce()
  })
  out.reduce()
}
