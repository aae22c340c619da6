// Runs an ONNX model: the only file that imports ONNX Runtime, which is loaded with its telemetry off.
import { errorDetails } from '../core/error-details.ts'
import { say } from '../core/say.ts'
import { createRequire } from 'node:module'
import { isMainThread } from 'node:worker_threads'
import type * as Ort from 'onnxruntime-node'
import { assert } from '../core/assert.ts'
import { coresShare } from '../core/cores.ts'
import { UserError } from '../core/errors.ts'
import { wordsFor } from '../core/library-words.ts'
import type { Tensor } from '../core/tensor.ts'

/** The library looks at this variable once, while it is loaded; unset or 0, it writes a device id into the home folder and reports. */
const TELEMETRY_SWITCH = 'ORT_DISABLE_TELEMETRY'

let loaded: typeof Ort | undefined

/**
 * The library, loaded at the first use. Not imported: static imports run before any statement of this file, so that the variable would
 * come too late. Child processes inherit it; a worker thread only changes a copy of the environment, which the library never sees.
 */
function runtime(): typeof Ort {
  if (loaded !== undefined) return loaded
  assert(
    isMainThread,
    'ONNX Runtime is loaded by the main thread of a process, where its telemetry can be switched off',
  )
  process.env[TELEMETRY_SWITCH] = '1'
  loaded = createRequire(import.meta.url)('onnxruntime-node') as typeof Ort
  return loaded
}

/** Where a graph is computed. */
export type Provider = 'cpu' | 'webgpu' | 'cuda'

/** How a graph is run. */
export interface SessionOptions {
  readonly provider?: Provider
  /** Threads of one operation; 0 lets the runtime take all cores. */
  readonly threads?: number
  /**
   * Threads that wait for the others keep their cores busy meanwhile (the default): a little faster alone on the machine, several times
   * slower where other work wants the cores.
   */
  readonly spin?: boolean
  /** Keeps freed memory for the next run: faster, at the price of a higher peak. */
  readonly arena?: boolean
  /**
   * Whether the runtime may add a sum inside the convolution before it (the default): one pass less over the memory, but it rounds
   * otherwise, so that a value that is computed twice, once with a sum behind it and once without, would differ.
   */
  readonly joinsSums?: boolean
  /**
   * On WebGPU, whether all memory that a run gives back is kept for runs that ask for the same amounts; the first session of a process
   * decides. If not (the default), a few pieces of a size are kept, of up to 160 MiB, and the others are fetched anew by every run, which
   * takes longer than a training step computes. It suits graphs of few shapes: each new one adds its memory for good (docs/decisions/0412).
   */
  readonly keepsMemory?: boolean
  /** Start of the path of the runtime's own profile, which is written when the session is released; profile.ts reads it. */
  readonly profile?: string
}

/** A tensor that stays in the memory of the device that computed it: it can be fed to other runs there, and must be released. */
export class DeviceTensor {
  readonly #tensor: Ort.Tensor

  constructor(value: Ort.Tensor) {
    this.#tensor = value
  }

  /** For the session alone: what the runtime takes. */
  get inRuntime(): Ort.Tensor {
    return this.#tensor
  }

  /** Frees its memory. */
  release(): void {
    this.#tensor.dispose()
  }
}

/** Tensors by the names of the inputs. */
export type Feeds = Readonly<Record<string, Tensor | DeviceTensor>>

/** A loaded model. `run` blocks the event loop of this thread while the model computes. */
export class Session {
  readonly inputNames: readonly string[]
  readonly outputNames: readonly string[]
  readonly #session: Ort.InferenceSession
  readonly #held: ReadonlySet<string>
  readonly #isProfiled: boolean

  private constructor(session: Ort.InferenceSession, held: ReadonlySet<string>, isProfiled: boolean) {
    this.#session = session
    this.#held = held
    this.#isProfiled = isProfiled
    this.inputNames = session.inputNames
    this.outputNames = session.outputNames
  }

  /** Loads a model from bytes or from a file. The outputs `held` stay on the device. */
  static async load(
    model: Uint8Array | string,
    options: SessionOptions & { readonly held?: readonly string[] } = {},
  ): Promise<Session> {
    const { provider = 'cpu', threads = 0, spin = true, arena = true, joinsSums = true, held = [], profile } = options
    const settings: Ort.InferenceSession.SessionOptions = {
      executionProviders: providersOf(options),
      graphOptimizationLevel: 'all',
      intraOpNumThreads: threads === 0 ? (coresShare() ?? 0) : threads,
      extra: {
        ...(!spin && { session: { intra_op: { allow_spinning: '0' } } }),
        ...(!joinsSums && { optimization: { disable_specified_optimizers: 'ConvAddActivationFusion' } }),
      },
      enableCpuMemArena: arena,
      // One block planned for the whole run would be held beside the arena: twice the memory, no faster (docs/log.md).
      enableMemPattern: false,
      logSeverityLevel: 3,
      ...(profile !== undefined && { enableProfiling: true, profileFilePrefix: profile }),
      // The CPU's memory is where tensors are anyway.
      ...(provider === 'webgpu' && {
        preferredOutputLocation: Object.fromEntries(held.map((name) => [name, 'gpu-buffer' as const])),
      }),
    }
    const { InferenceSession } = runtime()
    try {
      const session =
        typeof model === 'string'
          ? await InferenceSession.create(model, settings)
          : await InferenceSession.create(model, settings)
      return new Session(session, new Set(held), profile !== undefined)
    } catch (cause) {
      throw new UserError({
        code: 'model-not-loadable',
        message: say(errorDetails['model-not-loadable'].message),
        found: wordsFor('onnx', cause),
        ...(typeof model === 'string' ? { where: model } : {}),
        next: say(errorDetails['model-not-loadable'].next, { provider }),
        cause,
      })
    }
  }

  /** Feeds inputs by name and returns all outputs by name, but the held ones. */
  async run(feeds: Feeds): Promise<Record<string, Tensor>> {
    return (await this.runOnDevice(feeds)).outputs
  }

  /** Like `run`, with the held outputs. */
  async runOnDevice(feeds: Feeds): Promise<{ outputs: Record<string, Tensor>; held: Map<string, DeviceTensor> }> {
    const inputs = Object.fromEntries(this.inputNames.map((name) => [name, toRuntime(feeds[name])]))
    const results = Object.entries(await this.#session.run(inputs))
    const here = results.filter(([name]) => !this.#held.has(name))
    const kept = results.filter(([name]) => this.#held.has(name))
    return {
      outputs: Object.fromEntries(
        here.map(([name, { dims, data }]) => [name, { shape: dims, data: data as Float32Array }]),
      ),
      held: new Map(kept.map(([name, value]) => [name, new DeviceTensor(value)])),
    }
  }

  /** Frees the memory of the model. */
  async release(): Promise<void> {
    if (this.#isProfiled) this.#session.endProfiling()
    await this.#session.release()
  }
}

/** The provider that is asked for, and the processor for what it cannot compute. */
function providersOf({
  provider = 'cpu',
  keepsMemory = false,
}: SessionOptions): Ort.InferenceSession.ExecutionProviderConfig[] {
  if (provider === 'cpu') return ['cpu']
  if (provider === 'cuda') return ['cuda', 'cpu']
  const webgpu: Ort.InferenceSession.WebGpuExecutionProviderOption = {
    name: 'webgpu',
    ...(keepsMemory && { storageBufferCacheMode: 'simple' }),
  }
  return [webgpu, 'cpu']
}

function toRuntime(value: Tensor | DeviceTensor): Ort.Tensor {
  return value instanceof DeviceTensor ? value.inRuntime : new (runtime().Tensor)('float32', value.data, value.shape)
}
