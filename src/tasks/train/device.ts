// Chooses where the network is computed, and says why.
import { availableParallelism } from 'node:os'
import { messageOf, UserError } from '../../core/errors.ts'
import { Graph } from '../../graph/graph.ts'
import { compile } from '../../graph/compile.ts'
import { add } from '../../graph/build.ts'
import type { Provider, SessionOptions } from '../../graph/session.ts'

export type DeviceName = 'auto' | Provider

export interface Device {
  readonly session: SessionOptions & { readonly provider: Provider }
  /** As the log names it: `cpu`, `cuda:0`. */
  readonly name: string
  /** Why this one, for the log's brackets. */
  readonly reason: string
}

/** What to do when a device is not there. */
const remedies: Readonly<Record<Provider, string>> = {
  cpu: 'use --device cpu',
  webgpu: 'use --device cpu, or install the driver of the graphics card (Vulkan on Linux, Direct3D 12 on Windows)',
  cuda: 'use --device cpu, or install the CUDA provider with: npm rebuild onnxruntime-node --onnxruntime-node-install=cuda12',
}

/**
 * @param threads cores that the network may use; `auto` takes all that this process may run on
 * @throws UserError `device-missing` when the device that was asked for cannot be used here
 */
export async function chooseDevice(asked: DeviceName, threads: number | 'auto'): Promise<Device> {
  const count = threads === 'auto' ? availableParallelism() : threads
  const cores = `${count} ${count === 1 ? 'thread' : 'threads'}`
  const cpu = { session: { provider: 'cpu', threads: count }, name: 'cpu' } as const
  if (asked === 'cpu') return { ...cpu, reason: `asked for, ${cores}` }
  if (asked === 'auto') return { ...cpu, reason: `chosen by auto: the tested provider, ${cores}` }
  try {
    await tryProvider(asked)
    return { session: { provider: asked, threads: count }, name: `${asked}:0`, reason: 'GPU asked for and found' }
  } catch (cause) {
    throw new UserError({
      code: 'device-missing',
      message: `The device "${asked}" cannot be used on this machine`,
      expected: `a device that ONNX Runtime can use through its ${asked} provider`,
      found: causeOf(cause),
      where: '--device',
      next: remedies[asked],
      cause,
    })
  }
}

/** What the runtime says, without the place in its own source. */
function causeOf(error: unknown): string {
  const inner = error instanceof UserError && error.cause !== undefined ? error.cause : error
  const [line] = messageOf(inner).split('\n')
  return line.replace(/^.* was false\. /, '')
}

/** Runs 1 + 1 there. */
async function tryProvider(provider: Provider): Promise<void> {
  const graph = new Graph()
  const session = await compile({ sum: add(graph.input('one', [1]), 1) }, { provider })
  await session.run({ one: { shape: [1], data: Float32Array.of(1) } })
  await session.release()
}
