// Runs an ONNX model: the only door to ONNX Runtime.
import * as ort from 'onnxruntime-node'
import { messageOf, UserError } from '../core/errors.ts'
import type { Tensor } from '../core/tensor.ts'

export type Provider = 'cpu' | 'webgpu' | 'cuda'

export interface SessionOptions {
  readonly provider?: Provider
  /** Threads of one operation; 0 lets the runtime take all cores. */
  readonly threads?: number
  /** Keeps freed memory for the next run: faster, at the price of a higher peak. */
  readonly arena?: boolean
}

type Tensors = Readonly<Record<string, Tensor>>

/** A loaded model. `run` blocks the event loop of this thread while the model computes. */
export class Session {
  readonly inputNames: readonly string[]
  readonly outputNames: readonly string[]
  readonly #session: ort.InferenceSession

  private constructor(session: ort.InferenceSession) {
    this.#session = session
    this.inputNames = session.inputNames
    this.outputNames = session.outputNames
  }

  /** Loads a model from bytes or from a file. */
  static async load(model: Uint8Array | string, options: SessionOptions = {}): Promise<Session> {
    const { provider = 'cpu', threads = 0, arena = true } = options
    const settings: ort.InferenceSession.SessionOptions = {
      executionProviders: provider === 'cpu' ? ['cpu'] : [provider, 'cpu'],
      graphOptimizationLevel: 'all',
      intraOpNumThreads: threads,
      enableCpuMemArena: arena,
      // One block planned for the whole run would be held beside the arena: twice the memory, no faster (docs/log.md).
      enableMemPattern: false,
      logSeverityLevel: 3,
    }
    try {
      const session =
        typeof model === 'string'
          ? await ort.InferenceSession.create(model, settings)
          : await ort.InferenceSession.create(model, settings)
      return new Session(session)
    } catch (cause) {
      throw new UserError({
        code: 'model-not-loadable',
        message: 'ONNX Runtime cannot load this model',
        found: messageOf(cause),
        ...(typeof model === 'string' ? { where: model } : {}),
        next: `check the file, or that the provider "${provider}" is there`,
        cause,
      })
    }
  }

  /** Feeds inputs by name and returns all outputs by name. */
  async run(feeds: Tensors): Promise<Record<string, Tensor>> {
    const inputs: Record<string, ort.Tensor> = {}
    for (const name of this.inputNames) {
      const { data, shape } = feeds[name]
      inputs[name] = new ort.Tensor('float32', data, shape)
    }
    const results = await this.#session.run(inputs)
    return Object.fromEntries(
      Object.entries(results).map(([name, result]) => [
        name,
        { shape: result.dims, data: result.data as Float32Array },
      ]),
    )
  }

  /** Frees the memory of the model. */
  async release(): Promise<void> {
    await this.#session.release()
  }
}
