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
      { kind: 'image', tag: 'val/3.jpg', encoded: Buffer.from('89504e47', 'hex'), height: 20, width: 30 },
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

/** The same events as written by TensorBoard 2.21: RecordWriter over event_pb2.Event, the settings by hparams.summary_v2.hparams_pb. */
const tensorboardRecords: readonly { name: string; event: TfEvent; hex: string }[] = [
  {
    name: 'an image',
    event: {
      wallTime: 1767623425,
      step: 57,
      summaries: [{ kind: 'image', tag: 'val/3.jpg', encoded: Buffer.from('ffd8ffe0', 'hex'), height: 20, width: 30 }],
    },
    hex:
      '2800000000000000ff70164a09000040c0f256da4110392a1b0a190a0976616c2f332e6a7067220c0814101e18032204ffd8ffe09c5bea' +
      '89',
  },
  {
    name: 'a setting that is a number',
    event: settingsEvent({ learning_rate: 0.5 }),
    hex:
      '70000000000000009429adcd09000090bff256da412a650a630a1c5f68706172616d735f2f73657373696f6e5f73746172745f696e666f' +
      '42060801120212004a3b0a390a0768706172616d73122e1a2c0a1a0a0d6c6561726e696e675f72617465120911000000000000e03f2205' +
      '6578705f3129000090bff256da4165f62ef9',
  },
  {
    name: 'a setting that is a text',
    event: settingsEvent({ optimizer: 'SGD' }),
    hex:
      '6800000000000000fe9c7ad409000090bff256da412a5d0a5b0a1c5f68706172616d735f2f73657373696f6e5f73746172745f696e666f' +
      '42060801120212004a330a310a0768706172616d7312261a240a120a096f7074696d697a657212051a0353474422056578705f31290000' +
      '90bff256da417c140c02',
  },
  {
    name: 'a setting that is yes or no',
    event: settingsEvent({ augment: true }),
    hex:
      '6300000000000000b16b13d909000090bff256da412a580a560a1c5f68706172616d735f2f73657373696f6e5f73746172745f696e666f' +
      '42060801120212004a2e0a2c0a0768706172616d7312211a1f0a0d0a076175676d656e741202200122056578705f3129000090bff256da' +
      '4192aa92c9',
  },
  {
    name: 'the end of a training',
    event: {
      wallTime: 1767623425,
      step: 57,
      summaries: [{ kind: 'hparams-end', status: 'success', endTime: 1767623425 }],
    },
    hex:
      '4f000000000000006c474f9309000040c0f256da4110392a420a400a1a5f68706172616d735f2f73657373696f6e5f656e645f696e666f' +
      '42060801120212004a1a0a180a0768706172616d73120d220b080111000040c0f256da41114f35bc',
  },
  {
    name: 'a restart',
    event: { wallTime: 1767623422.25, step: 58, summaries: [], restart: true },
    hex: '0f000000000000006d532b0909000090bff256da41103a3a0208017e2a84dc',
  },
]

function settingsEvent(hparams: Record<string, number | string | boolean>): TfEvent {
  const startTime = 1767623422.25
  return { wallTime: startTime, step: 0, summaries: [{ kind: 'hparams-start', hparams, group: 'exp_1', startTime }] }
}

describe.each(tensorboardRecords)('$name', ({ event, hex }) => {
  it("is written with TensorBoard's bytes", () => {
    expect(Buffer.from(encodeEventRecord(event)).toString('hex')).toBe(hex)
  })

  it('is read back', () => {
    const [read] = decodeEvents(Buffer.from(hex, 'hex'), 'events').events
    expect({ ...read, summaries: read.summaries.map(plain) }).toEqual({
      ...event,
      summaries: event.summaries.map(plain),
    })
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

/** Images come back as plain bytes. */
function plain(summary: TfEvent['summaries'][number]): unknown {
  return summary.kind === 'image'
    ? {
        kind: 'image',
        tag: summary.tag,
        encoded: Uint8Array.from(summary.encoded),
        height: summary.height,
        width: summary.width,
      }
    : summary
}
