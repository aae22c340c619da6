// What a file in 8 bits says of how it was made.
import { METADATA } from '../onnx.ts'

/** What an exported file says of its 8 bits. */
export interface Int8Facts {
  /** Images that it was calibrated on. */
  readonly images: number
  /** Convolutions in 8 bits, of all. */
  readonly quantized: number
  readonly convolutions: number
}

/** The facts in a file's metadata; undefined for a file in float. */
export function int8FactsOf(metadata: Readonly<Record<string, string>>): Int8Facts | undefined {
  const text: string | undefined = metadata[METADATA.int8]
  if (text === undefined) return undefined
  const { images, quantized, convolutions } = JSON.parse(text) as Record<string, unknown>
  return { images: Number(images), quantized: Number(quantized), convolutions: Number(convolutions) }
}
