// Mutations as data: what can go wrong with the bytes of a list, a ground truth or an image. They are drawn, and shrunk, by fast-check.
import * as fc from 'fast-check'
import { must } from '../../../src/core/assert.ts'

/** One thing done to a file. The numbers mean something else to each kind: where, how much, which. */
export interface Mutation<Kind extends string = string> {
  readonly kind: Kind
  /** Shares of the file's length, 0 to 1. */
  readonly at: number
  readonly share: number
  /** Which of a table's entries. */
  readonly pick: number
}

type Mutate = (bytes: Buffer, mutation: Mutation) => Buffer

const place = (bytes: Buffer, share: number): number => Math.floor(share * bytes.length)
const oneOf = <T>(table: readonly T[], { pick }: Mutation): T => table[pick % table.length]

/** Bytes that mean something to a reader of text, or of images. */
const insertions: readonly (readonly number[])[] = [
  [0],
  [0xef, 0xbb, 0xbf],
  [0xff, 0xfe],
  [0xfe, 0xff],
  [0xd6, 0xd0, 0xce, 0xc4],
  [0xe4],
  [0x0d],
  [0x1b],
  [0xff, 0xd9],
  [0xff, 0xd8],
  [0xff, 0xff, 0xff, 0xff],
  [0, 0, 0, 0],
]

function spliced(bytes: Buffer, from: number, to: number, ...between: readonly Uint8Array[]): Buffer {
  return Buffer.concat([bytes.subarray(0, from), ...between, bytes.subarray(to)])
}

const onBytes = {
  'flip a bit': (bytes, { at, pick }) => {
    const flipped = Buffer.from(bytes)
    if (bytes.length > 0) flipped[place(bytes, at)] ^= 1 << (pick % 8)
    return flipped
  },
  // Most of what an image says of itself stands in its first bytes.
  'set a byte of the header': (bytes, { at, pick }) => {
    const set = Buffer.from(bytes)
    if (bytes.length > 0) set[Math.floor(at * Math.min(200, bytes.length))] = pick & 255
    return set
  },
  'cut the end': (bytes, { at }) => bytes.subarray(0, place(bytes, at)),
  'cut the beginning': (bytes, { at }) => bytes.subarray(place(bytes, at)),
  'take some out': (bytes, { at, share }) => spliced(bytes, place(bytes, at), place(bytes, at + (1 - at) * share)),
  'double some': (bytes, { at, share }) => {
    const from = place(bytes, at)
    return spliced(bytes, from, from, bytes.subarray(from, from + place(bytes, share / 2)))
  },
  'put some in': (bytes, mutation) => {
    const from = place(bytes, mutation.at)
    return spliced(bytes, from, from, Uint8Array.from(oneOf(insertions, mutation)))
  },
} satisfies Record<string, Mutate>

/** What stands where a number should. */
const fields: readonly string[] = [
  ...'NaN inf Infinity -inf nan null x " ### 0x10 １２ 1_000 --5 +5 1e400 -1e9 99999999 10000000 10000001'.split(' '),
  ...'9999999 -9999999 1e-300 -0 007 .5 5. . 1e3 4e 0 1 5 12 20 29.5 39 40 41 1000 -1 -40 2147483648'.split(' '),
  '',
  ' ',
  '1 000',
  '3.14159265358979',
  '1'.repeat(400),
]

const transcripts: readonly string[] = [
  ...'### | 1,2 | 1,2,3,4 | 5,5,5,5,5,5 | " | "" | "a | a" | ###x | 😀 | ， | 0,0,1,1,2,2,3 | "###"'.split(' | '),
  ...'\u0000|\u0007\u001b[2J|\u2028|\u00a0###|e\u0301|\ufeff|\ud800||'.split('|'),
  'x'.repeat(5000),
]

const separators = ['，', ';', '；', '\t', ' ', ', ', ' ,', ',,', '\u3000', '|', ',\n']
const lineEnds = ['\r\n', '\r', '\n\n', '\r\r\n', '\u2028', '\u0085', ' \n ', '']

/** A change to one of the lines. */
function onLine(change: (line: string, mutation: Mutation) => string): Mutate {
  return onText((text, mutation) => {
    const lines = text.split('\n')
    const index = Math.min(lines.length - 1, Math.floor(mutation.at * lines.length))
    return lines.with(index, change(lines[index], mutation)).join('\n')
  })
}

/** A change to one field of one of the lines. */
function onField(change: (fields: string[], index: number, mutation: Mutation) => string[]): Mutate {
  return onLine((line, mutation) => {
    const all = line.split(',')
    return change(all, Math.min(all.length - 1, Math.floor(mutation.share * Math.min(9, all.length))), mutation).join(
      ',',
    )
  })
}

function onText(change: (text: string, mutation: Mutation) => string): Mutate {
  return (bytes, mutation) => Buffer.from(change(bytes.toString('utf8'), mutation))
}

/** Every number of a line by a factor: scaled, mirrored, flattened. */
const factors = [0, -1, 0.001, 0.1, 1.5, 10, 1e3, 1e5, 1e8, 1e300]

function corners(count: number, radius: number): string {
  return Array.from({ length: count }, (_, index) => {
    const angle = (2 * Math.PI * index) / count
    return `${(20 + radius * Math.cos(angle)).toFixed(3)},${(15 + radius * Math.sin(angle)).toFixed(3)}`
  }).join(',')
}

const onTexts = {
  'replace a field': onField((all, index, mutation) => all.with(index, oneOf(fields, mutation))),
  'drop a field': onField((all, index) => all.toSpliced(index, 1)),
  'double a field': onField((all, index) => all.toSpliced(index, 0, all[index])),
  'exchange two fields': onField((all, index, { pick }) => {
    const other = pick % all.length
    return all.with(index, all[other]).with(other, all[index])
  }),
  'set the transcript': onLine((line, mutation) =>
    [...line.split(',').slice(0, 8), oneOf(transcripts, mutation)].join(','),
  ),
  'scale the numbers': onLine((line, mutation) =>
    line.replaceAll(/-?\d+(?:\.\d+)?/g, (number) => String(Number(number) * oneOf(factors, mutation))),
  ),
  'replace the separators of a line': onLine((line, mutation) => line.replaceAll(',', oneOf(separators, mutation))),
  'replace all separators': onText((text, mutation) => text.replaceAll(',', oneOf(separators, mutation))),
  'replace the line ends': onText((text, mutation) => text.replaceAll('\n', oneOf(lineEnds, mutation))),
  'double a line': onLine((line) => `${line}\n${line}`),
  'take a line out': onText((text, { at }) => {
    const lines = text.split('\n')
    return lines.toSpliced(Math.floor(at * lines.length), 1).join('\n')
  }),
  'add a polygon': onText(
    (text, { pick, share }) => `${text}\n${corners(pick % 1200, share * 30)},${pick % 2 === 0 ? '###' : 'many'}\n`,
  ),
  'turn into UTF-16': (bytes) => Buffer.concat([Buffer.of(0xff, 0xfe), Buffer.from(bytes.toString('utf8'), 'utf16le')]),
  'turn into UTF-16 the other way': (bytes) =>
    Buffer.concat([Buffer.of(0xfe, 0xff), Buffer.from(bytes.toString('utf8'), 'utf16le').swap16()]),
  'turn into Latin-1': (bytes) => Buffer.from(bytes.toString('utf8'), 'latin1'),
} satisfies Record<string, Mutate>

const mutators: Readonly<Record<string, Mutate>> = { ...onBytes, ...onTexts }

export function mutated(bytes: Uint8Array, mutations: readonly Mutation[]): Buffer {
  return mutations.reduce<Buffer>(
    (some, mutation) => must(mutators[mutation.kind], `a mutator of the kind ${mutation.kind}`)(some, mutation),
    Buffer.from(bytes),
  )
}

const share = fc.nat(9999).map((parts) => parts / 10_000)

function mutationOf(kinds: readonly string[]): fc.Arbitrary<Mutation> {
  return fc.record({ kind: fc.constantFrom(...kinds), at: share, share, pick: fc.nat(10_000) })
}

/** One to three mutations of an image, which is bytes, or of a list or ground truth, which is text most of the time. */
export const imageMutations = fc.array(mutationOf(Object.keys(onBytes)), { minLength: 1, maxLength: 3 })
export const textMutations = fc.array(
  mutationOf([...Object.keys(onTexts), ...Object.keys(onTexts), ...Object.keys(onBytes)]),
  {
    minLength: 1,
    maxLength: 3,
  },
)
