// The settings and the end of a training as TensorBoard's HPARAMS page takes them: tensors that are empty but for their metadata.
// Sources: tensorboard/plugins/hparams/plugin_data.proto and api.proto, tensorboard/compat/proto/summary.proto.
import type { WireReader } from '../protobuf/read.ts'
import type { WireWriter } from '../protobuf/write.ts'

/** A setting's value in TensorBoard's table. */
export type HparamValue = number | string | boolean

/** The settings of one training (SessionStartInfo); one row of the table. */
export interface HparamsStart {
  readonly kind: 'hparams-start'
  readonly hparams: Readonly<Record<string, HparamValue>>
  /** Trainings of one group share a row: the run's id. */
  readonly group: string
  /** Seconds since 1970. */
  readonly startTime: number
}

/** How the training ended (SessionEndInfo). */
export interface HparamsEnd {
  readonly kind: 'hparams-end'
  readonly status: HparamsStatus
  /** Seconds since 1970. */
  readonly endTime: number
}

/** `Status` of api.proto. */
const statuses = { unknown: 0, success: 1, failure: 2, running: 3 } as const
export type HparamsStatus = keyof typeof statuses

const pluginName = 'hparams'
const startTag = '_hparams_/session_start_info'
const endTag = '_hparams_/session_end_info'

/** Writes a whole Summary.Value. */
export function writeHparams(value: WireWriter, summary: HparamsStart | HparamsEnd): void {
  value.string(1, summary.kind === 'hparams-start' ? startTag : endTag) // tag
  value.message(8, writeNullTensor) // tensor
  value.message(9, (metadata) =>
    metadata.message(1, (plugin) => {
      plugin.string(1, pluginName) // plugin_name
      plugin.message(2, (content) => {
        if (summary.kind === 'hparams-start') content.message(3, (info) => writeStart(info, summary)) // session_start_info
        else content.message(4, (info) => writeEnd(info, summary)) // session_end_info
      })
    }),
  )
}

/** TensorBoard's NULL_TENSOR: no float at all. */
function writeNullTensor(tensor: WireWriter): void {
  tensor.int(1, 1) // dtype: DT_FLOAT
  tensor.message(2, (shape) => shape.message(2, () => {})) // tensor_shape: one dim of size 0
}

function writeStart(info: WireWriter, { hparams, group, startTime }: HparamsStart): void {
  for (const [name, setting] of Object.entries(hparams)) {
    info.message(1, (entry) => {
      entry.string(1, name) // key
      entry.message(2, (value) => writeValue(value, setting)) // value
    })
  }
  info.string(4, group) // group_name
  info.double(5, startTime) // start_time_secs
}

/** google.protobuf.Value */
function writeValue(value: WireWriter, setting: HparamValue): void {
  if (typeof setting === 'number') value.double(2, setting)
  else if (typeof setting === 'string') value.string(3, setting)
  else value.int(4, Number(setting))
}

function writeEnd(info: WireWriter, { status, endTime }: HparamsEnd): void {
  info.int(1, statuses[status]) // status
  info.double(2, endTime) // end_time_secs
}

/** Reads SummaryMetadata; undefined when it is not of this plugin, or of a kind that we do not write. */
export function readHparams(metadata: WireReader): HparamsStart | HparamsEnd | undefined {
  let found: HparamsStart | HparamsEnd | undefined
  while (metadata.next()) {
    if (metadata.field !== 1) continue
    const plugin = metadata.message() // plugin_data
    let name = ''
    while (plugin.next()) {
      if (plugin.field === 1) name = plugin.string() // plugin_name
      else if (plugin.field === 2 && name === pluginName) found = readContent(plugin.message()) // content
    }
  }
  return found
}

function readContent(content: WireReader): HparamsStart | HparamsEnd | undefined {
  while (content.next()) {
    if (content.field === 3) return readStart(content.message()) // session_start_info
    if (content.field === 4) return readEnd(content.message()) // session_end_info
  }
  return undefined
}

function readStart(info: WireReader): HparamsStart {
  const hparams = new Map<string, HparamValue>()
  let group = ''
  let startTime = 0
  while (info.next()) {
    if (info.field === 1) readEntry(info.message(), hparams) // hparams
    else if (info.field === 4) group = info.string() // group_name
    else if (info.field === 5) startTime = info.double() // start_time_secs
  }
  return { kind: 'hparams-start', hparams: Object.fromEntries(hparams), group, startTime }
}

function readEntry(entry: WireReader, into: Map<string, HparamValue>): void {
  let key = ''
  while (entry.next()) {
    if (entry.field === 1) key = entry.string() // key
    else if (entry.field === 2) {
      const value = entry.message() // value
      while (value.next()) {
        if (value.field === 2) into.set(key, value.double()) // number_value
        else if (value.field === 3) into.set(key, value.string()) // string_value
        else if (value.field === 4) into.set(key, value.int() !== 0) // bool_value
      }
    }
  }
}

function readEnd(info: WireReader): HparamsEnd {
  let status: HparamsStatus = 'unknown'
  let endTime = 0
  while (info.next()) {
    if (info.field === 1) status = statusOf(info.int()) // status
    else if (info.field === 2) endTime = info.double() // end_time_secs
  }
  return { kind: 'hparams-end', status, endTime }
}

function statusOf(number: number): HparamsStatus {
  const names = Object.keys(statuses) as HparamsStatus[]
  return names.find((name) => statuses[name] === number) ?? 'unknown'
}
