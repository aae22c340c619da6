// One Summary.Value of an event file: a number, an image, or what the HPARAMS page shows. Writers and readers.
// Source: tensorboard/compat/proto/summary.proto.
import type { WireReader } from '../protobuf/read.ts'
import type { WireWriter } from '../protobuf/write.ts'
import { readHparams, writeHparams, type HparamsEnd, type HparamsStart } from './hparams.ts'

/** A number under a tag; a tag may hold slashes, which group it. */
export interface ScalarSummary {
  readonly kind: 'scalar'
  readonly tag: string
  readonly value: number
}

/** An image under a tag. */
export interface ImageSummary {
  readonly kind: 'image'
  readonly tag: string
  /** The bytes of a PNG or JPEG file of `width` x `height` pixels. */
  readonly encoded: Uint8Array
  readonly height: number
  readonly width: number
}

/** One thing to show. */
export type TfSummary = ScalarSummary | ImageSummary | HparamsStart | HparamsEnd

type SummaryWriters = {
  readonly [K in TfSummary['kind']]: (value: WireWriter, summary: Extract<TfSummary, { kind: K }>) => void
}

/** A whole Summary.Value for every kind. */
const summaryWriters: SummaryWriters = {
  scalar: (out, { tag, value }) => {
    out.string(1, tag) // tag
    out.float(2, value) // simple_value
  },
  image: (out, { tag, encoded, height, width }) => {
    out.string(1, tag) // tag
    out.message(4, (image) => {
      image.int(1, height) // height
      image.int(2, width) // width
      image.int(3, 3) // colorspace: RGB
      image.bytes(4, encoded) // encoded_image_string
    })
  },
  'hparams-start': writeHparams,
  'hparams-end': writeHparams,
}

/** Writes one Summary.Value. */
export function writeSummary(out: WireWriter, summary: TfSummary): void {
  const write = summaryWriters[summary.kind] as (out: WireWriter, summary: TfSummary) => void
  write(out, summary)
}

/** Reads one Summary.Value; undefined for a kind that we do not know. */
export function readSummary(value: WireReader): TfSummary | undefined {
  let tag = ''
  let scalar: number | undefined
  let image: Omit<ImageSummary, 'kind' | 'tag'> | undefined
  let hparams: HparamsStart | HparamsEnd | undefined
  while (value.next()) {
    if (value.field === 1) tag = value.string() // tag
    else if (value.field === 2) scalar = value.float() // simple_value
    else if (value.field === 4) image = readImage(value.message()) // image
    else if (value.field === 9) hparams = readHparams(value.message()) // metadata
  }
  if (hparams !== undefined) return hparams
  if (image !== undefined) return { kind: 'image', tag, ...image }
  return scalar === undefined ? undefined : { kind: 'scalar', tag, value: scalar }
}

function readImage(image: WireReader): Omit<ImageSummary, 'kind' | 'tag'> {
  let encoded = new Uint8Array(0)
  let height = 0
  let width = 0
  while (image.next()) {
    if (image.field === 1) height = image.int() // height
    else if (image.field === 2) width = image.int() // width
    else if (image.field === 4) encoded = Uint8Array.from(image.bytes()) // encoded_image_string
  }
  return { encoded, height, width }
}
