// What an exported file says of itself: read in a moment, without its graph.
import { SETTINGS_KEY, settingsFromText } from '../detect/settings.ts'
import { readMetadata } from '../formats/onnx/metadata.ts'
import { METADATA, type Provenance } from './onnx.ts'
import { provenanceOf } from './open.ts'

export interface ExportFacts {
  /** Probability from which a pixel counts as text. */
  readonly threshold: number
  /** [height, width] of the input; where `dynamic`, the one of the training. */
  readonly size: readonly [number, number]
  readonly dynamic: boolean
  /** Whether it computes in 8 bits. */
  readonly int8: boolean
  readonly provenance: Provenance | undefined
  /** What `verify` proved of it, as it is written into the file. */
  readonly proof: Readonly<Record<string, unknown>> | undefined
}

/** The facts in a file; undefined for one of another tool and for one that cannot be read: opening it says why. */
export function exportFacts(path: string): ExportFacts | undefined {
  try {
    const metadata = readMetadata(path)
    const settings = metadata?.[SETTINGS_KEY]
    if (metadata === undefined || settings === undefined) return undefined
    const { preprocessing, postProcessing } = settingsFromText(settings, path)
    return {
      threshold: postProcessing.binaryThreshold,
      size: preprocessing.size,
      dynamic: metadata[METADATA.dynamic] === 'true',
      int8: METADATA.int8 in metadata,
      provenance: provenanceOf({ metadata }),
      proof: proofIn(metadata[METADATA.proof]),
    }
  } catch {
    return undefined
  }
}

function proofIn(text: string | undefined): Readonly<Record<string, unknown>> | undefined {
  if (text === undefined) return undefined
  const proof: unknown = JSON.parse(text)
  return typeof proof === 'object' && proof !== null ? { ...proof } : undefined
}
