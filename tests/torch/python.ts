// Asks one python3 process: tensors and settings go through a temporary folder, as JSON and raw float32.
import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { elementCount, tensor, type Shape, type Tensor, type TensorMap } from '../../src/core/tensor.ts'

/** What a machine without them must run. */
export const INSTALL_COMMAND = 'apt-get install python3-torch python3-opencv'

/** The first python3 that can import all modules, or undefined. `PYTHON` names one to try first. */
export function findPython(modules: readonly string[]): string | undefined {
  const candidates = [process.env['PYTHON'], 'python3', '/usr/bin/python3'].filter((path) => path !== undefined)
  return candidates.find((path) => spawnSync(path, ['-c', `import ${modules.join(', ')}`]).status === 0)
}

function pythonWithTorch(): string {
  const found = findPython(['numpy', 'torch'])
  if (found === undefined) throw new Error(`no python3 with PyTorch: ${INSTALL_COMMAND} (or set PYTHON)`)
  return found
}

export interface Question {
  readonly tensors: TensorMap
  /** Anything that JSON holds. */
  readonly settings: unknown
}

export interface Answer<Facts> {
  readonly tensors: TensorMap
  readonly facts: Facts
}

/** What exchange.py reads and writes: names and shapes in the order of the raw numbers. */
interface Bundle<Facts> {
  readonly facts: Facts
  readonly tensors: readonly { readonly name: string; readonly shape: Shape }[]
}

/** Runs a script of this folder; it answers through exchange.py. Throws with Python's words when it fails. */
export async function askPython<Facts>(script: string, question: Question): Promise<Answer<Facts>> {
  const folder = mkdtempSync(join(tmpdir(), 'ocrdet-torch-'))
  try {
    writeBundle(folder, question)
    const path = fileURLToPath(new URL(script, import.meta.url))
    await promisify(execFile)(pythonWithTorch(), ['-B', path, folder], { maxBuffer: 2 ** 24 })
    return readBundle<Facts>(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function writeBundle(folder: string, { tensors, settings }: Question): void {
  const bundle: Bundle<unknown> = {
    facts: settings,
    tensors: [...tensors].map(([name, { shape }]) => ({ name, shape })),
  }
  writeFileSync(join(folder, 'question.json'), JSON.stringify(bundle))
  const floats = [...tensors.values()].map(({ data }) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
  writeFileSync(join(folder, 'question.bin'), Buffer.concat(floats))
}

function readBundle<Facts>(folder: string): Answer<Facts> {
  const bundle = JSON.parse(readFileSync(join(folder, 'answer.json'), 'utf8')) as Bundle<Facts>
  const floats = new Float32Array(Uint8Array.from(readFileSync(join(folder, 'answer.bin'))).buffer)
  let start = 0
  const entries = bundle.tensors.map(({ name, shape }): [string, Tensor] => {
    const data = floats.slice(start, (start += elementCount(shape)))
    return [name, tensor(shape, data)]
  })
  return { tensors: new Map(entries), facts: bundle.facts }
}
