// An exported file in 8 bits: calibrated on images, with the layers in float that 8 bits would hurt.
import { toNetworkInput, type NetworkInput } from '../../data/preprocess.ts'
import { decodedAhead } from '../../detect/evaluate.ts'
import type { Sample } from '../../data/types.ts'
import type { OnnxModel } from '../../formats/onnx/model.ts'
import { evenly } from '../../core/evenly.ts'
import { exportedModel, METADATA, sizedSettings, withOrigin, type ExportOptions } from '../onnx.ts'
import { measuredRanges } from './calibrate.ts'
import type { Int8Facts } from './facts.ts'
import { foldedNetwork } from './fold.ts'
import { quantizedNetwork } from './quantize.ts'
import { layerErrors } from './sensitivity.ts'

/** Images whose activations are measured, in even steps from those that are given. */
export const calibrationImages = 16
/** Of them, as many show the errors of the layers. */
const trialImages = 2
/** Layers whose error is a larger part of their result stay in float. */
export const largestLayerError = 0.03

export interface Int8Options extends ExportOptions {
  /** At least one; training images, as those of the proof must not be seen before. */
  readonly samples: readonly Sample[]
  readonly onProgress?: ((done: number, total: number) => void) | undefined
  /** Ends the work before the next image; what is thrown then is the signal's reason. */
  readonly signal?: AbortSignal | undefined
}

/** What was made, and how. */
export interface Int8Export {
  readonly bytes: Uint8Array
  readonly facts: Int8Facts
}

/** The model in QDQ form (QuantizeLinear and DequantizeLinear of the standard): weights in 8 bits a channel, activations in 8 bits. */
export async function exportInt8(options: Int8Options): Promise<Int8Export> {
  const { samples, onProgress, signal } = options
  const model = exportedModel(options)
  const folded = foldedNetwork(model)
  const chosen = evenly(samples, calibrationImages)
  const shown = evenly(chosen, trialImages)
  const total = chosen.length + shown.length
  let done = 0
  async function* inputs(of: readonly Sample[]): AsyncGenerator<NetworkInput> {
    for await (const { image } of decodedAhead(of)) {
      signal?.throwIfAborted()
      yield toNetworkInput(image, sizedSettings(options).preprocessing)
      onProgress?.(++done, total)
    }
  }
  const ranges = await measuredRanges(folded, inputs(chosen))
  const errors = await layerErrors(folded, ranges, inputs(shown))
  const inFloat = layersInFloat(folded, errors)
  const convolutions = errors.size
  const facts = {
    images: chosen.length,
    quantized: convolutions - [...inFloat].filter((name) => errors.has(name)).length,
    convolutions,
  }
  const quantized = quantizedNetwork(folded, { ranges, inFloat })
  return { bytes: withOrigin(quantized, options, { [METADATA.int8]: JSON.stringify(facts) }), facts }
}

/** The first and the last convolution, as is usual: few products, and the ends of the range count; what moves the last one's places; and those that 8 bits hurt. */
function layersInFloat(model: OnnxModel, errors: ReadonlyMap<string, number>): Set<string> {
  const names = [...errors.keys()]
  const moves = model.nodes.filter(({ op }) => op === 'DepthToSpace').map(({ name }) => name)
  const hurt = names.filter((name) => (errors.get(name) ?? 0) > largestLayerError)
  return new Set([...names.slice(0, 1), ...names.slice(-1), ...moves, ...hurt])
}
