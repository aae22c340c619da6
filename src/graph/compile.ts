// From values of a graph to a session that computes them.
import { usableCores } from '../core/cores.ts'
import { encodeModel } from '../formats/onnx/write.ts'
import { forProcessor } from './constant-weights.ts'
import { emit, type EmitOptions } from './lowering/emit.ts'
import type { Value } from './graph.ts'
import type { Target } from './lowering/emitter.ts'
import { Session, type Provider, type SessionOptions } from './session.ts'

/** For whom a graph is written that a provider will run. */
export function targetFor(provider: Provider, shapes: NonNullable<EmitOptions['shapes']> = {}): Target {
  // WebGPU's own lowering writes every extent into the file.
  if (provider === 'webgpu') return Object.keys(shapes).length === 0 ? 'webgpu' : 'portable'
  // What suits the processor is not what suits CUDA, and some of it its provider computes otherwise without a word (docs/decisions/0411).
  return provider === 'cuda' ? 'portable' : 'cpu'
}

/** A session whose outputs are the named values. */
export async function compile(
  outputs: Readonly<Record<string, Value>>,
  options: SessionOptions & Pick<EmitOptions, 'shapes' | 'precision'> & { readonly held?: readonly string[] } = {},
): Promise<Session> {
  const { provider = 'cpu', shapes = {}, threads = 0, precision = 'float32' } = options
  const cores = threads === 0 ? usableCores() : threads
  const model = emit(outputs, { target: targetFor(provider, shapes), shapes, threads: cores, precision })
  return Session.load(encodeModel(provider === 'cpu' ? forProcessor(model) : model), options)
}
