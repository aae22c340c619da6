// Checkpoints without torch: what we write we read, foreign and hostile files are refused. The proof against torch is in tests/torch.
import { describe, expect, it } from 'vitest'
import { UserError } from '../../src/core/errors.ts'
import { PickleWriter } from '../../src/formats/pickle/write.ts'
import { decodePth, encodePth, pthFloat, toFloat32 } from '../../src/formats/pth.ts'
import type { PthDict, PthValue } from '../../src/formats/pth.ts'
import { encodeZip } from '../../src/formats/zip/write.ts'
import { codeOf, codesForDamaged } from './faults.ts'

const checkpoint: PthDict = new Map<string, PthValue>([
  ['epoch', 3],
  ['f_score', 0.682],
  ['name', '收据 exp_v1'],
  ['none', null],
  ['resumed', false],
  ['seed', 2n ** 63n + 1n],
  ['negative', -5_000_000_000],
  ['sizes', [800, 800, [0, 255, 256, 65_535, 65_536, -1, -(2 ** 31), 2 ** 31]]],
  [
    'state_dict',
    new Map<string, PthValue>([
      ['conv.weight', { dtype: 'float32', shape: [2, 3], data: Float32Array.of(1, -2, 3, 4.5, 5, 6) }],
      ['bn.num_batches_tracked', { dtype: 'int64', shape: [], data: BigInt64Array.of(57n) }],
      ['empty', { dtype: 'float32', shape: [0, 4], data: new Float32Array(0) }],
      ['mask', { dtype: 'bool', shape: [2], data: Uint8Array.of(1, 0) }],
    ]),
  ],
  ['optimizer', new Map<string, PthValue>([['state', new Map<number, PthValue>([[0, new Map([['step', 4]])]])]])],
])

/** A checkpoint archive around a pickle of its own, with one storage of 4 float32 numbers. */
function archiveOf(push: (out: PickleWriter) => void): Uint8Array {
  const out = new PickleWriter()
  push(out)
  return encodeZip([
    { name: 'a/data.pkl', data: out.finish() },
    { name: 'a/data/0', data: new Uint8Array(Float32Array.of(1, 2, 3, 4).buffer) },
  ])
}

/** A tensor over that storage. */
function pushTensor(out: PickleWriter, shape: readonly number[], strides: readonly number[], offset = 0): void {
  out.global('torch._utils', '_rebuild_tensor_v2').tuple(() => {
    out.tuple(() => out.string('storage').global('torch', 'FloatStorage').string('0').string('cpu').int(4)).persistent()
    out.int(offset)
    out.tuple(() => shape.forEach((extent) => out.int(extent)))
    out.tuple(() => strides.forEach((stride) => out.int(stride)))
  })
  out.reduce()
}

function errorOf(bytes: Uint8Array): UserError {
  try {
    decodePth(bytes, 'best_model.pth')
  } catch (error) {
    if (error instanceof UserError) return error
    throw error
  }
  throw new Error('no error')
}

describe('encodePth', () => {
  it('is read back with equal values', () => {
    expect(decodePth(encodePth(checkpoint), 'm.pth')).toEqual(checkpoint)
  })

  it('gives equal bytes for equal values', () => {
    expect(encodePth(checkpoint)).toEqual(encodePth(checkpoint))
  })

  it('writes whole numbers as int, others and forced ones as float', () => {
    const pickle = Buffer.from(
      encodePth(
        new Map<string, PthValue>([
          ['a', 1],
          ['b', pthFloat(1)],
          ['c', -0],
        ]),
      ),
    )
    expect(pickle.includes(Buffer.from('X\x01\0\0\0aK\x01', 'latin1'))).toBe(true) // BININT1 1
    expect(pickle.includes(Buffer.from('X\x01\0\0\0bG\x3f\xf0\0\0\0\0\0\0', 'latin1'))).toBe(true) // BINFLOAT 1.0
    expect(pickle.includes(Buffer.from('X\x01\0\0\0cG\x80\0\0\0\0\0\0\0', 'latin1'))).toBe(true) // BINFLOAT -0.0
  })

  it('writes 100 MB in seconds and reads them back', () => {
    const weights = new Float32Array(25_000_000).fill(0.5)
    const started = performance.now()
    const bytes = encodePth(new Map([['w', { dtype: 'float32', shape: [weights.length], data: weights } as const]]))
    const read = decodePth(bytes, 'm.pth')
    expect(performance.now() - started).toBeLessThan(10_000)
    expect(read instanceof Map && read.get('w')).toHaveProperty('shape', [25_000_000])
  })
})

describe('decodePth', () => {
  it('resolves strides and offsets', () => {
    const read = decodePth(
      archiveOf((out) =>
        out.list(() => {
          pushTensor(out, [2, 2], [1, 2]) // the transpose of 1 2 / 3 4
          pushTensor(out, [2], [1], 2)
          pushTensor(out, [3, 2], [0, 3]) // 1 and 4, expanded
          pushTensor(out, [1, 4], [99, 1]) // the stride of a single row says nothing
        }),
      ),
      'm.pth',
    )
    expect(read).toEqual([
      { dtype: 'float32', shape: [2, 2], data: Float32Array.of(1, 3, 2, 4) },
      { dtype: 'float32', shape: [2], data: Float32Array.of(3, 4) },
      { dtype: 'float32', shape: [3, 2], data: Float32Array.of(1, 4, 1, 4, 1, 4) },
      { dtype: 'float32', shape: [1, 4], data: Float32Array.of(1, 2, 3, 4) },
    ])
  })

  it('names the Python object it does not know and never runs it', () => {
    const error = errorOf(
      archiveOf((out) =>
        out
          .global('os', 'system')
          .tuple(() => out.string('true'))
          .reduce(),
      ),
    )
    expect(error.render()).toBe(
      [
        'This checkpoint holds more than tensors and plain values',
        '  expected: dictionaries, lists, numbers, texts and dense tensors',
        '  found: the Python object "os.system"',
        '  where: best_model.pth',
        "  next: Save the weights alone, in Python: torch.save(torch.load('old.pth', map_location='cpu')['state_dict'], 'new.pth')",
      ].join('\n'),
    )
  })

  it('says what a foreign file is', () => {
    expect(errorOf(Buffer.from('89504e470d0a1a0a', 'hex'))).toMatchObject({
      code: 'pth-foreign',
      found: 'a PNG image',
    })
    expect(errorOf(encodeZip([{ name: 'a.txt', data: Buffer.from('a') }]))).toMatchObject({
      code: 'pth-foreign',
      found: 'a ZIP archive without data.pkl',
    })
  })

  it('says when the file was cut short', () => {
    expect(errorOf(encodePth(checkpoint).subarray(0, 900))).toMatchObject({
      code: 'pth-damaged',
      found: 'a ZIP archive that is cut short',
    })
  })

  it('refuses tensors that are larger than their storage', () => {
    expect(errorOf(archiveOf((out) => pushTensor(out, [5], [1]))).found).toMatch(/goes beyond its storage 0/)
    expect(errorOf(archiveOf((out) => pushTensor(out, [2 ** 40], [0]))).found).toMatch(/much larger/)
    expect(errorOf(archiveOf((out) => pushTensor(out, [2 ** 40, 2 ** 40], [0, 0]))).found).toMatch(/of the shape/)
  })

  it('refuses values that unfold without end', () => {
    // [[...], [...]] forty deep: 41 lists in the file, 2^40 when unfolded
    const doubled = Buffer.concat([
      Buffer.from([0x80, 2, 0x5d]),
      ...Array.from({ length: 40 }, () => Buffer.from([0x71, 0, 0x30, 0x5d, 0x28, 0x68, 0, 0x68, 0, 0x65])),
      Buffer.from('.'),
    ])
    const loop = Buffer.from([0x80, 2, 0x5d, 0x71, 0, 0x68, 0, 0x61, 0x2e]) // a list that holds itself
    for (const pickle of [doubled, loop])
      expect(codeOf(() => decodePth(encodeZip([{ name: 'a/data.pkl', data: pickle }]), 'm.pth'))).toBe('pth-damaged')
  })

  it('refuses a pickle of millions of empty dictionaries', () => {
    const pickle = new Uint8Array(20_000_000).fill(0x7d)
    expect(codeOf(() => decodePth(encodeZip([{ name: 'a/data.pkl', data: pickle }]), 'm.pth'))).toBe('pth-damaged')
  })

  it('throws nothing but a UserError for damaged bytes', () => {
    const codes = codesForDamaged(encodePth(checkpoint), (bytes) => decodePth(bytes, 'm.pth'), 'pth')
    expect([...codes].sort()).toEqual(['no error', 'pth-damaged', 'pth-foreign'])
  })

  it('throws nothing but a UserError for damaged pickles in a sound archive', () => {
    const archive = Buffer.from(encodePth(checkpoint))
    const start = archive.indexOf('\x80\x02', 0, 'latin1')
    const pickle = archive.subarray(start, archive.indexOf('PK\x03\x04', start, 'latin1'))
    const read = (data: Uint8Array) => decodePth(encodeZip([{ name: 'archive/data.pkl', data }]), 'm.pth')
    const codes = codesForDamaged(pickle, read, 'pickle')
    expect([...codes].filter((code) => !code.startsWith('pth-') && code !== 'no error')).toEqual([])
  })
})

describe('toFloat32', () => {
  it('reads half precision', () => {
    // binary16: 0x3c00 = 1, 0xc000 = -2, 0x0001 = 2^-24, 0x7bff = 65504, 0x7c00 = infinity
    const data = Uint16Array.of(0x3c00, 0xc000, 0x0001, 0x7bff, 0x7c00)
    expect([...toFloat32({ dtype: 'float16', shape: [5], data })]).toEqual([1, -2, 2 ** -24, 65504, Infinity])
    // bfloat16 is the upper half of a float32: 0x3fc0 = 1.5
    expect([...toFloat32({ dtype: 'bfloat16', shape: [1], data: Uint16Array.of(0x3fc0) })]).toEqual([1.5])
    expect([...toFloat32({ dtype: 'int64', shape: [1], data: BigInt64Array.of(-3n) })]).toEqual([-3])
  })
})
