// The metadata_props of an .onnx file: read without its graph, and one entry replaced without touching the rest.
import { closeSync, fstatSync, readSync } from 'node:fs'
import { openRegular } from '../../core/read-file.ts'
import { WireReader } from '../protobuf/read.ts'
import { maxVarintBytes, wireType } from '../protobuf/wire.ts'
import { WireWriter } from '../protobuf/write.ts'

/** Numbers of the fields of a ModelProto and of a StringStringEntryProto. */
const fields = { metadataProps: 14, key: 1, value: 2 } as const
/** Largest entry that is read, in bytes: settings and a proof have a few hundred. */
const maxEntryBytes = 1 << 16
/** A model has a handful of fields besides its graph; more are no model of ours. */
const maxFields = 1000

/**
 * The metadata of a file by key; the graph, of many megabytes, is skipped.
 * Undefined for what is no protobuf message. @throws what the file system says; UserError `not-regular`, `path-outside`
 */
export function readMetadata(path: string): Readonly<Record<string, string>> | undefined {
  const descriptor = openRegular(path)
  try {
    return metadataIn(descriptor, fstatSync(descriptor).size)
  } finally {
    closeSync(descriptor)
  }
}

function metadataIn(descriptor: number, size: number): Readonly<Record<string, string>> | undefined {
  const found: Record<string, string> = {}
  let offset = 0
  for (let count = 0; offset < size; count++) {
    if (count === maxFields) return undefined
    const tag = varintAt(descriptor, offset)
    if (tag === undefined) return undefined
    offset = tag.end
    const [field, type] = [Math.floor(tag.value / 8), tag.value % 8]
    const content = varintAt(descriptor, offset)
    if (content === undefined || (type !== wireType.varint && type !== wireType.bytes)) return undefined
    offset = content.end
    if (type === wireType.varint) continue
    if (field === fields.metadataProps && content.value <= maxEntryBytes) {
      const bytes = Buffer.alloc(content.value)
      if (readSync(descriptor, bytes, 0, content.value, offset) < content.value) return undefined
      const entry = entryOf(bytes)
      if (entry === undefined) return undefined
      found[entry[0]] = entry[1]
    }
    offset += content.value
  }
  return found
}

function varintAt(descriptor: number, offset: number): { value: number; end: number } | undefined {
  const bytes = Buffer.alloc(maxVarintBytes)
  const read = readSync(descriptor, bytes, 0, maxVarintBytes, offset)
  let value = 0
  for (let index = 0; index < read; index++) {
    value += (bytes[index] & 127) * 2 ** (7 * index)
    if (bytes[index] < 128) return { value, end: offset + index + 1 }
  }
  return undefined
}

function entryOf(bytes: Uint8Array): readonly [key: string, value: string] | undefined {
  try {
    const reader = new WireReader(bytes, (problem) => new Error(problem.en))
    let [key, value] = ['', '']
    while (reader.next()) {
      if (reader.field === fields.key) key = reader.string()
      else if (reader.field === fields.value) value = reader.string()
    }
    return [key, value]
  } catch {
    return undefined // damaged
  }
}

/** The same model with one entry of its metadata set; every other byte stays as it is. @throws Error for what is no message */
export function withMetadata(bytes: Uint8Array, key: string, value: string): Uint8Array {
  const reader = new WireReader(bytes, (problem, offset) => new Error(`${problem.en} at byte ${offset}`))
  const kept: Uint8Array[] = []
  for (let start = 0; reader.next(); start = reader.offset) {
    const field = reader.field
    const content = reader.type === wireType.bytes ? reader.bytes() : reader.packedBytes()
    const isOld = field === fields.metadataProps && entryOf(content)?.[0] === key
    if (!isOld) kept.push(bytes.subarray(start, reader.offset))
  }
  const added = new WireWriter().message(fields.metadataProps, (entry) =>
    entry.string(fields.key, key).string(fields.value, value),
  )
  return Buffer.concat([...kept, added.finish()])
}
