// Chooses where the network is computed, and says why.
import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { messageOf, UserError } from '../../core/errors.ts'
import { workerFile } from '../../core/worker-file.ts'
import { Graph } from '../../graph/graph.ts'
import { compile } from '../../graph/compile.ts'
import { add } from '../../graph/build.ts'
import type { Provider, SessionOptions } from '../../graph/session.ts'
import { graphicsCards, mayHaveGraphicsCard } from './graphics-card.ts'

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
  if (asked === 'auto') {
    const { isFaster, finding } = await compareAdapter(count)
    if (!isFaster) return { ...cpu, reason: `chosen by auto: ${finding}, ${cores}` }
    return { session: { provider: 'webgpu', threads: count }, name: 'webgpu:0', reason: `chosen by auto: ${finding}` }
  }
  try {
    await tryProvider(asked)
    const reason = ['GPU asked for and found', ...graphicsCards()].join(', ')
    return { session: { provider: asked, threads: count }, name: `${asked}:0`, reason }
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

/** An adapter must be so much faster than the processor to be chosen: software adapters are many times slower. */
const worthwhile = 1.5
/** An adapter that has not computed a convolution four times by then is none to train on. */
const probeTimeoutMs = 15_000

/** Times a convolution on the WebGPU adapter, if there is one, and on the processor. */
async function compareAdapter(threads: number): Promise<{ readonly isFaster: boolean; readonly finding: string }> {
  if (!mayHaveGraphicsCard()) return { isFaster: false, finding: 'no graphics card' }
  const onAdapter = await timeOn('webgpu', threads)
  const cards = graphicsCards()
  const adapter = cards.length === 0 ? 'the WebGPU adapter' : cards.join(', ')
  if (onAdapter === undefined) return { isFaster: false, finding: 'no WebGPU adapter that answers' }
  const onProcessor = await timeOn('cpu', threads)
  if (onProcessor === undefined) return { isFaster: false, finding: 'the comparison with the processor failed' }
  const times = onProcessor / onAdapter
  return {
    isFaster: times >= worthwhile,
    finding: `${adapter} has ${times.toFixed(1)} times the speed of the processor`,
  }
}

/** Milliseconds of a convolution there; undefined when it cannot be computed, or not in time. */
function timeOn(provider: Provider, threads: number): Promise<number | undefined> {
  const program = fileURLToPath(workerFile(import.meta.url, 'device-probe'))
  const child = spawn(process.execPath, [program, provider, String(threads)], {
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: probeTimeoutMs,
    killSignal: 'SIGKILL',
  })
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
  return new Promise((resolve) => {
    child.on('error', () => resolve(undefined))
    child.on('close', (code) => {
      const milliseconds: unknown = code === 0 ? Number(/[\d.]+/.exec(text)?.[0]) : undefined
      resolve(typeof milliseconds === 'number' && milliseconds > 0 ? milliseconds : undefined)
    })
  })
}
