// data_files.json: the hash of every image and ground truth that a run was trained on, to tell later what changed.
import { statSync } from 'node:fs'
import { errorDetails } from '../core/error-details.ts'
import type { InBoth } from '../core/language.ts'
import { joined, say } from '../core/say.ts'
import { readRegularText } from '../core/read-file.ts'

/** One sample with the hashes (SHA-256, in hex) of its two files. */
export interface DataFile {
  readonly split: 'train' | 'test'
  /** As the list names it. */
  readonly name: string
  readonly groundTruth: string
  readonly image: string
}

/** The file's text: `{"files":[`, then one sample a line in the order of the lists. */
export function* dataFileChunks(files: readonly DataFile[]): Iterable<Uint8Array> {
  yield Buffer.from('{"columns":["split","name","groundTruth","image"],"files":[\n')
  for (const [index, { split, name, groundTruth, image }] of files.entries()) {
    const row = JSON.stringify([split, name, groundTruth, image])
    yield Buffer.from(`${row}${index < files.length - 1 ? ',' : ''}\n`)
  }
  yield Buffer.from(']}\n')
}

/** Larger files are not ours. */
const maxBytes = 1e9

/** The samples of a run; undefined when it recorded none, or the file cannot be read as such. */
export function readDataFiles(path: string): DataFile[] | undefined {
  try {
    if (statSync(path).size > maxBytes) return undefined
    const { files } = JSON.parse(readRegularText(path)) as { readonly files: readonly (readonly string[])[] }
    return files.map(([split, name, groundTruth, image]) => ({
      split: split === 'test' ? 'test' : 'train',
      name,
      groundTruth,
      image,
    }))
  } catch {
    return undefined
  }
}

/** What became different between two lists of samples; names as the lists have them. */
export interface DataDifference {
  readonly added: readonly string[]
  readonly removed: readonly string[]
  /** The image itself, or its ground truth. */
  readonly images: readonly string[]
  readonly groundTruths: readonly string[]
}

export function dataDifference(before: readonly DataFile[], after: readonly DataFile[]): DataDifference {
  const keyOf = ({ split, name }: DataFile): string => `${split} ${name}`
  const old = new Map(before.map((file) => [keyOf(file), file]))
  const now = new Map(after.map((file) => [keyOf(file), file]))
  const both = after.filter((file) => old.has(keyOf(file)))
  const names = (files: readonly DataFile[]): string[] => files.map(({ name }) => name)
  return {
    added: names(after.filter((file) => !old.has(keyOf(file)))),
    removed: names(before.filter((file) => !now.has(keyOf(file)))),
    images: names(both.filter((file) => old.get(keyOf(file))?.image !== file.image)),
    groundTruths: names(both.filter((file) => old.get(keyOf(file))?.groundTruth !== file.groundTruth)),
  }
}

/** More names are counted, not listed. */
const maxListed = 3

/** One phrase a kind of change: `2 images changed (3.jpg, 7.jpg)`; only the order is left when none has any. */
export function describeDifference({ added, removed, images, groundTruths }: DataDifference): InBoth<string> {
  const words = errorDetails['data-changed']
  const kinds = [
    [images, words.foundImages],
    [groundTruths, words.foundGroundTruths],
    [added, words.foundNew],
    [removed, words.foundGone],
  ] as const
  const phrases = kinds
    .filter(([names]) => names.length > 0)
    .map(([names, phrase]) => say(phrase, { count: names.length, names: listed(names) }))
  return phrases.length === 0 ? say(words.foundOrder) : joined(phrases, { en: ', ', zh: '，' })
}

function listed(names: readonly string[]): string {
  const rest = names.length > maxListed ? ', ...' : ''
  return `${names.slice(0, maxListed).join(', ')}${rest}`
}
