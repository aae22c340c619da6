// Checkpoints against PyTorch: what torch saves we read, what we write torch loads (weights_only too), value by value.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decodePth, encodePth, isPthDict, isPthTensor, pthFloat, toFloat32 } from '../../src/formats/pth.ts'
import type { PthValue } from '../../src/formats/pth.ts'
import { codeOf, codesForDamaged } from '../formats/faults.ts'

const folder = mkdtempSync(join(tmpdir(), 'ocrdet-pth-'))
const script = fileURLToPath(new URL('pth.py', import.meta.url))

/** Debian's python3-torch belongs to Debian's Python, which need not be the first one on the path. */
function python(...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.env['PYTHON'] ?? '/usr/bin/python3', [script, ...args], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  })
  expect(stderr.replaceAll(/.*Warning.*\n.*\n/g, '')).toBe('')
  expect(status).toBe(0)
  return stdout
}

/** Values as pth.py prints them: dictionaries as pairs, tensors as numbers. */
function plain(value: PthValue): unknown {
  if (typeof value === 'bigint') return `big ${value}`
  if (isPthTensor(value)) {
    const exact = value.dtype === 'float64' ? value.data : toFloat32(value)
    return { dtype: value.dtype, shape: value.shape, values: [...exact] }
  }
  if (isPthDict(value)) return [...value].map(([key, item]) => [key, plain(item)])
  return Array.isArray(value) ? value.map(plain) : value
}

const file = (name: string): Uint8Array => readFileSync(join(folder, name))

beforeAll(() => {
  python('save', folder)
})

afterAll(() => {
  rmSync(folder, { recursive: true })
})

describe('decodePth', () => {
  it.each(['zip.pth', 'legacy.pth'])('reads every value of %s that torch saved', (name) => {
    const groundTruth: unknown = JSON.parse(readFileSync(join(folder, 'ground-truth.json'), 'utf8'))
    expect(plain(decodePth(file(name), name))).toEqual(groundTruth)
  })

  it('reads a view in a legacy file', () => {
    expect(plain(decodePth(file('legacy_view.pth'), 'legacy_view.pth'))).toEqual([
      ['view', { dtype: 'float32', shape: [3, 4], values: Array.from({ length: 12 }, (_, index) => 12 + index) }],
    ])
  })

  it('refuses a pickled model and a TorchScript program, naming what they hold', () => {
    expect(() => decodePth(file('whole_model.pth'), 'm.pth')).toThrow(
      expect.objectContaining({ found: 'the Python object "torch.nn.modules.container.Sequential"' }),
    )
    expect(codeOf(() => decodePth(file('torchscript.pth'), 'm.pth'))).toBe('pth-unsupported')
  })

  it.each(['zip.pth', 'legacy.pth'])('throws nothing but a UserError for damaged bytes of %s', (name) => {
    const codes = codesForDamaged(file(name), (bytes) => decodePth(bytes, name), name)
    expect([...codes].filter((code) => code !== 'no error' && !code.startsWith('pth-'))).toEqual([])
  })
})

describe('encodePth', () => {
  it('writes what torch.load reads, with weights_only too, and what models and optimisers take', () => {
    const weights = Float32Array.from({ length: 108 }, (_, index) => Math.sin(index))
    const vector = (value: number) => ({ dtype: 'float32', shape: [4], data: new Float32Array(4).fill(value) }) as const
    const value = new Map<string, PthValue>([
      ['epoch', 3],
      ['f_score', 0.682],
      ['whole_float', pthFloat(2)],
      ['name', '收据'],
      ['none', null],
      ['flag', true],
      ['big', 2n ** 70n],
      ['numbers', [0, 255, 256, 65_535, 65_536, -1, 2 ** 31, -(2 ** 31), 2 ** 53 - 1, 1e300, -0.5]],
      ['nested', new Map<number, PthValue>([[1, new Map([['deep', [[]]]])]])],
      [
        'state_dict',
        new Map<string, PthValue>([
          ['conv.weight', { dtype: 'float32', shape: [4, 3, 3, 3], data: weights }],
          ['bn.weight', vector(1)],
          ['bn.bias', vector(0)],
          ['bn.running_mean', vector(0.25)],
          ['bn.running_var', vector(2)],
          ['bn.num_batches_tracked', { dtype: 'int64', shape: [], data: BigInt64Array.of(57n) }],
        ]),
      ],
      [
        'optimizer',
        new Map<string, PthValue>([
          ['state', new Map([[1, new Map([['momentum_buffer', vector(0.125)]])]])],
          [
            'param_groups',
            [
              new Map<string, PthValue>([
                ['lr', 0.007],
                ['momentum', 0.9],
                ['dampening', 0],
                ['weight_decay', 1e-4],
                ['nesterov', true],
                ['maximize', false],
                ['foreach', null],
                ['differentiable', false],
                ['params', [0, 1, 2]],
              ]),
            ],
          ],
        ]),
      ],
      ['float64', { dtype: 'float64', shape: [2], data: Float64Array.of(0.1, -1e300) }],
      ['float16', { dtype: 'float16', shape: [2], data: Uint16Array.of(0x3c00, 0xc000) }],
      ['bfloat16', { dtype: 'bfloat16', shape: [1], data: Uint16Array.of(0x3fc0) }],
      ['int32', { dtype: 'int32', shape: [1, 2], data: Int32Array.of(-1, 2) }],
      ['int16', { dtype: 'int16', shape: [1], data: Int16Array.of(-300) }],
      ['int8', { dtype: 'int8', shape: [1], data: Int8Array.of(-3) }],
      ['uint8', { dtype: 'uint8', shape: [3], data: Uint8Array.of(1, 2, 255) }],
      ['bool', { dtype: 'bool', shape: [2], data: Uint8Array.of(1, 0) }],
      ['empty', { dtype: 'float32', shape: [0, 3], data: new Float32Array(0) }],
    ])
    const path = join(folder, 'ours.pth')
    writeFileSync(path, encodePth(value))
    const weightsOnly = new Map([['state_dict', value.get('state_dict') ?? null]])
    writeFileSync(join(folder, 'ours_weights.pth'), encodePth(weightsOnly))
    const loaded = JSON.parse(python('load', path)) as { values: unknown; types: Record<string, string>; zip: boolean }
    const ours = plain(new Map([...value].map(([key, item]) => [key, key === 'whole_float' ? 2 : item])))
    expect(loaded.values).toEqual(ours)
    expect(loaded.zip).toBe(true)
    expect(loaded.types).toMatchObject({
      epoch: 'int',
      f_score: 'float',
      whole_float: 'float',
      flag: 'bool',
      big: 'int',
    })
  })
})
