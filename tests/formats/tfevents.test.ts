// TensorBoard event files: bytes worked out by hand from the .proto files, and what the reader makes of damage.
import { describe, expect, it } from 'vitest'
import { decodeEvents, encodeEventRecord, encodeVersionRecord } from '../../src/formats/tfevents.ts'
import type { TfEvent } from '../../src/formats/tfevents.ts'
import { codeOf, codesForDamaged } from './faults.ts'

const events: TfEvent[] = [
  { wallTime: 1767623422.25, step: 0, summaries: [{ kind: 'scalar', tag: 'train/loss', value: 1.875 }] },
  {
    wallTime: 1767623425,
    step: 57,
    summaries: [
      { kind: 'scalar', tag: 'val/f_score', value: 0.5 },
      { kind: 'scalar', tag: 'val/f-分数', value: NaN },
      { kind: 'image', tag: 'val/3.jpg', png: Buffer.from('89504e47', 'hex'), height: 20, width: 30 },
    ],
  },
]
const file = Buffer.concat([encodeVersionRecord(1767623422), ...events.map(encodeEventRecord)])

/**
 * Version record and one scalar ("x" = 0.5 at step 57, wall time 1767623422.25) as written by TensorBoard 2.21:
 * tensorboard.summary.writer.event_file_writer.EventFileWriter(folder).add_event(Event(...))
 */
const tensorboardVersion = Buffer.from(
  '4800000000000000fe92489d09db787286ffc0da411a0d627261696e2e4576656e743a32522e0a2c74656e736f72626f6172642e73756d6d' +
    '6172792e7772697465722e6576656e745f66696c655f777269746572fc9cd068',
  'hex',
)
const tensorboardScalar = Buffer.from(
  '1700000000000000e7cef81e09000090bff256da4110392a0a0a080a0178150000003f59bce353',
  'hex',
)

describe('encodeEventRecord', () => {
  it('writes the version record as TensorFlow does', () => {
    // 24 bytes of data: 09 <double>, 1a 0d "brain.Event:2"
    const record = Buffer.from(encodeVersionRecord(1767623422))
    expect(record.readBigUInt64LE(0)).toBe(24n)
    expect(record[12]).toBe(0x09)
    expect(record.readDoubleLE(13)).toBe(1767623422)
    expect(record.subarray(21, 36).toString('latin1')).toBe('\x1a\x0dbrain.Event:2')
    expect(record.length).toBe(8 + 4 + 24 + 4)
  })

  it('writes a scalar with the very bytes of TensorBoard', () => {
    const summaries = [{ kind: 'scalar', tag: 'x', value: 0.5 }] as const
    const record = encodeEventRecord({ wallTime: 1767623422.25, step: 57, summaries })
    expect(Buffer.from(record).toString('hex')).toBe(tensorboardScalar.toString('hex'))
  })
})

describe('decodeEvents', () => {
  it('gives back what was written', () => {
    const read = decodeEvents(file, 'events')
    expect(read).toMatchObject({ version: 'brain.Event:2', truncated: false, completeBytes: file.length })
    expect(JSON.stringify(read.events)).toEqual(
      JSON.stringify(events.map((event) => ({ ...event, summaries: event.summaries.map(plain) }))),
    )
  })

  it('reads what TensorBoard wrote', () => {
    const read = decodeEvents(Buffer.concat([tensorboardVersion, tensorboardScalar]), 'events')
    expect(read).toMatchObject({
      version: 'brain.Event:2',
      events: [{ wallTime: 1767623422.25, step: 57, summaries: [{ kind: 'scalar', tag: 'x', value: 0.5 }] }],
    })
  })

  it('tells a truncated last record and goes on from there', () => {
    const cut = decodeEvents(file.subarray(0, file.length - 1), 'events')
    expect(cut).toMatchObject({ truncated: true, events: [events[0]] })
    expect(decodeEvents(file.subarray(cut.completeBytes), 'events').events[0].step).toBe(57)
  })

  it('refuses a wrong checksum and a foreign file', () => {
    const changed = Buffer.from(file)
    changed[60] ^= 1
    expect(codeOf(() => decodeEvents(changed, 'events'))).toBe('tfevents-damaged')
    expect(() => decodeEvents(Buffer.from('[INFO] Starting training'), 'log.txt')).toThrow(
      expect.objectContaining({ found: 'a text file' }),
    )
  })

  it('throws nothing but a UserError for damaged bytes', () => {
    const codes = codesForDamaged(file, (bytes) => decodeEvents(bytes, 'events'), 'tfevents')
    expect([...codes].sort()).toEqual(['no error', 'tfevents-damaged'])
  })
})

/** Pictures come back as plain bytes. */
function plain(summary: TfEvent['summaries'][number]): unknown {
  return summary.kind === 'image'
    ? {
        kind: 'image',
        tag: summary.tag,
        png: Uint8Array.from(summary.png),
        height: summary.height,
        width: summary.width,
      }
    : summary
}
