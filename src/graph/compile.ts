// From values of a graph to a session that computes them.
import { usableCores } from '../core/cores.ts'
import { encodeModel } from '../formats/onnx/write.ts'
import { emit, type EmitOptions } from './lowering/emit.ts'
import type { Value } from './graph.ts'
import { Session, type SessionOptions } from './session.ts'

/** A session whose outputs are the named values. */
export async function compile(
  outputs: Readonly<Record<string, Value>>,
  options: SessionOptions & Pick<EmitOptions, 'shapes' | 'precision'> & { readonly held?: readonly string[] } = {},
): Promise<Session> {
  const { provider = 'cpu', shapes = {}, threads = 0, precision = 'float32' } = options
  // WebGPU's own lowering writes every extent into the file.
  const onCard = Object.keys(shapes).length === 0 ? 'webgpu' : 'portable'
  const cores = threads === 0 ? usableCores() : threads
  const model = emit(outputs, { target: provider === 'webgpu' ? onCard : 'cpu', shapes, threads: cores, precision })
  return Session.load(encodeModel(model), options)
}
