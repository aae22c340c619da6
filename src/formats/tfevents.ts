// TensorBoard event files: checksummed records, each an Event message. Writer and reader.
// Sources: tensorflow/core/lib/io/record_writer.h (records), tensorflow/core/util/event.proto and summary.proto (messages).
import { errorDetails } from '../core/error-details.ts'
import { UserError } from '../core/errors.ts'
import { say } from '../core/say.ts'
import { describeBytes } from '../core/describe-bytes.ts'
import { concatBytes, plainBytes } from './bytes.ts'
import type { Failure } from './bytes.ts'
import { maskedCrc32c } from './crc.ts'
import { WireReader } from './protobuf/read.ts'
import { WireWriter } from './protobuf/write.ts'
import { readSummary, writeSummary, type TfSummary } from './tfevents/summary.ts'
import { formatWords } from './words.ts'

const words = formatWords.tfevents

export type { TfSummary } from './tfevents/summary.ts'
export type { HparamValue, HparamsStatus } from './tfevents/hparams.ts'

/** What happened at one step. */
export interface TfEvent {
  /** Seconds since 1970, fractions allowed. */
  readonly wallTime: number
  /** Global step: never the step within the epoch. */
  readonly step: number
  readonly summaries: readonly TfSummary[]
  /** The training begins again here: readers drop all that earlier files hold from this step on (SessionLog START). */
  readonly restart?: boolean
}

/** The contents of an event file. */
export interface TfEventFile {
  /** `brain.Event:2`, or '' when the file does not begin with it. */
  readonly version: string
  /** Events with summaries that we know, and restarts, in the order of the file. */
  readonly events: readonly TfEvent[]
  /** How many bytes the complete records take: where to go on reading. */
  readonly completeBytes: number
  /** Whether an incomplete record follows, as in a file that is being written or was cut short. */
  readonly truncated: boolean
}

/** The version that every event file begins with. */
const fileVersion = 'brain.Event:2'
/** A record is its length (8 bytes), the checksum of those (4), the data, and their checksum (4). */
const headerBytes = 12
const footerBytes = 4

/** The first record of every file. */
export function encodeVersionRecord(wallTime: number): Uint8Array<ArrayBuffer> {
  const event = new WireWriter()
  event.double(1, wallTime) // wall_time
  event.string(3, fileVersion) // file_version
  return encodeRecord(event.finish())
}

/** An event as a record, to be appended to a file. */
export function encodeEventRecord({ wallTime, step, summaries, restart }: TfEvent): Uint8Array<ArrayBuffer> {
  const event = new WireWriter()
  event.double(1, wallTime) // wall_time
  if (step !== 0) event.int(2, step) // step; proto3 leaves zeros out
  if (summaries.length > 0)
    event.message(5, (out) => summaries.forEach((summary) => out.message(1, (value) => writeSummary(value, summary)))) // summary.value
  if (restart === true) event.message(7, (log) => log.int(1, sessionStart)) // session_log.status
  return encodeRecord(event.finish())
}

/** SessionLog.SessionStatus START of event.proto. */
const sessionStart = 1

function encodeRecord(data: Uint8Array): Uint8Array<ArrayBuffer> {
  const length = new Uint8Array(8)
  new DataView(length.buffer).setBigUint64(0, BigInt(data.length), true)
  return concatBytes([length, checksum(length), data, checksum(data)])
}

function checksum(bytes: Uint8Array): Uint8Array {
  const result = new Uint8Array(4)
  new DataView(result.buffer).setUint32(0, maskedCrc32c(bytes), true)
  return result
}

/**
 * Reads an event file, or its part from a record's beginning on. Kinds of summaries that we do not know are left out.
 * @param where the file's path, for messages
 * @throws UserError `tfevents-damaged` for a wrong checksum or damaged contents; a truncated last record is no error
 */
export function decodeEvents(bytes: Uint8Array, where: string): TfEventFile {
  const fail: Failure = (found) =>
    new UserError({
      code: 'tfevents-damaged',
      message: say(errorDetails['tfevents-damaged'].message),
      expected: say(errorDetails['tfevents-damaged'].expected),
      found,
      where,
      next: say(errorDetails['tfevents-damaged'].next),
    })
  const file = plainBytes(bytes)
  const events: TfEvent[] = []
  let version = ''
  let at = 0
  for (let data = readRecord(file, at, fail); data !== undefined; data = readRecord(file, at, fail)) {
    const recordAt = at
    const event = readEvent(new WireReader(data, (problem) => fail(say(words.inRecord, { problem, at: recordAt }))))
    if (event.version !== '') version = event.version
    const { version: _version, ...known } = event
    if (event.summaries.length > 0 || event.restart === true) events.push(known)
    at += headerBytes + data.length + footerBytes
  }
  return { version, events, completeBytes: at, truncated: at < file.length }
}

/** The data of the record at `at`; undefined when the file ends before the record does. */
function readRecord(file: Uint8Array, at: number, fail: Failure): Uint8Array | undefined {
  if (at + headerBytes > file.length) return undefined
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  if (view.getUint32(at + 8, true) !== maskedCrc32c(file.subarray(at, at + 8)))
    throw fail(at === 0 ? describeBytes(file) : say(words.lengthChecksum, { at }))
  const end = at + headerBytes + Number(view.getBigUint64(at, true))
  if (end + footerBytes > file.length) return undefined
  const data = file.subarray(at + headerBytes, end)
  if (view.getUint32(end, true) !== maskedCrc32c(data)) throw fail(say(words.recordChecksum, { at }))
  return data
}

function readEvent(reader: WireReader): TfEvent & { version: string } {
  let wallTime = 0
  let step = 0
  let version = ''
  let restart = false
  const summaries: TfSummary[] = []
  while (reader.next()) {
    if (reader.field === 1) wallTime = reader.double() // wall_time
    else if (reader.field === 2) step = reader.int() // step
    else if (reader.field === 3) version = reader.string() // file_version
    else if (reader.field === 5) readSummaries(reader.message(), summaries) // summary
    else if (reader.field === 7) restart = readSessionStatus(reader.message()) === sessionStart // session_log
  }
  return { wallTime, step, version, summaries, ...(restart && { restart }) }
}

function readSummaries(summary: WireReader, into: TfSummary[]): void {
  while (summary.next()) {
    const value = summary.field === 1 ? readSummary(summary.message()) : undefined // value
    if (value !== undefined) into.push(value)
  }
}

function readSessionStatus(log: WireReader): number {
  let status = 0
  while (log.next()) if (log.field === 1) status = log.int() // status
  return status
}
