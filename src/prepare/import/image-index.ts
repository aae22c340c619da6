// The images of a source, found by the names that annotations call them.
import { basename, resolve } from 'node:path'
import { isImageName, unreadFormatOf } from '../../core/image-endings.ts'
import { plainName as plain } from '../../data/read/disk.ts'
import { note, SourceError, type Note } from './notes.ts'
import { subsetOf, subsetOfFolders } from './subset.ts'
import type { Subset } from './types.ts'

/** What an annotation says about where its image is. */
export interface ImageHint {
  /** The annotation file, relative to the source. */
  readonly from: string
  /** The part of the data set the annotation belongs to. */
  readonly subset?: Subset | undefined
}

/** Images below one folder. Only these can be found, whatever path a file names. */
export class ImageIndex {
  /** The folder that the paths are relative to. */
  readonly root: string
  /** In natural order, with forward slashes. */
  readonly paths: readonly string[]
  /** All other files. */
  readonly others: readonly string[]
  /** Which images are spelt otherwise on the disk than in the annotations. */
  readonly notes: Note[] = []
  readonly #byName = new Map<string, string[]>()
  readonly #byStem = new Map<string, string[]>()
  /** Images of formats that are not read, by name: what an annotation names is found, and then told why it cannot be used. */
  readonly #unread = new Map<string, string[]>()

  /** @param files paths relative to `root`; those that are no images are left out */
  constructor(root: string, files: readonly string[]) {
    this.root = root
    this.paths = files.filter(isImageName)
    this.others = files.filter((path) => !isImageName(path))
    for (const path of this.paths) {
      add(this.#byName, plain(basename(path)), path)
      add(this.#byStem, plain(stemOf(path)), path)
    }
    for (const path of this.others)
      if (unreadFormatOf(path) !== undefined) add(this.#unread, plain(basename(path)), path)
  }

  /** The path as the process can open it. */
  pathOf(image: string): string {
    return resolve(this.root, image)
  }

  /**
   * The image that an annotation calls `name`: a file name, a path from anywhere, with either kind of slash, or an address.
   * @throws SourceError image-missing, image-ambiguous
   */
  find(name: string, hint: ImageHint): string {
    const spellings = spellingsOf(name.replaceAll('\\', '/').replace(/^(?:\.\/)+/, ''))
    const wanted = spellings.find((spelling) => this.#called(spelling).length > 0)
    if (wanted === undefined) throw new SourceError('image-missing', { found: spellings[0] })
    const found = choose(this.#called(wanted), wanted, hint)
    if (basename(found) !== basename(wanted))
      this.notes.push(note('image-respelled', hint.from, { expected: basename(wanted), found }))
    return found
  }

  #called(path: string): readonly string[] {
    const key = plain(basename(path))
    return this.#byName.get(key) ?? this.#unread.get(key) ?? []
  }

  /**
   * The image with this file name before its extension.
   * @throws SourceError image-missing, image-ambiguous
   */
  findByStem(stem: string, hint: ImageHint): string {
    return choose(this.#byStem.get(plain(stem)) ?? [], stem, hint)
  }

  /** Whether there is any image of this stem. */
  hasStem(stem: string): boolean {
    return this.#byStem.has(plain(stem))
  }
}

/**
 * A path as it stands, then what it may mean as an address of Label Studio, whatever the format it was exported to:
 * `/data/local-files/?d=my%20scans/1.jpg`, `https://host/1.jpg?key`; uploads have eight digits and a dash before their name.
 */
function spellingsOf(path: string): [string, ...string[]] {
  const inside = decoded(/[?&]d=([^&]+)/.exec(path)?.[1] ?? path.replace(/[?#].*$/, ''))
  return [path, inside, inside.replace(/[\da-f]{8}-([^/]+)$/i, '$1')]
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path // a name with a percent sign
  }
}

/** The file name of a path without its extension. */
export function stemOf(path: string): string {
  return basename(path).replace(/\.[^.]+$/, '')
}

function add(map: Map<string, string[]>, key: string, path: string): void {
  const paths = map.get(key)
  if (paths === undefined) map.set(key, [path])
  else paths.push(path)
}

/** The candidate that every rule leaves over; rules that leave none are skipped. */
function choose(candidates: readonly string[], wanted: string, { from, subset }: ImageHint): string {
  if (candidates.length === 0) throw new SourceError('image-missing', { found: wanted })
  const folder = from.slice(0, from.lastIndexOf('/') + 1)
  const part = subset ?? subsetOfFolders(from)
  const rules: readonly ((path: string) => boolean)[] = [
    mostInCommon(candidates, (path) => commonEnd(path, folder + wanted)),
    (path) => part === undefined || subsetOf(path) === part,
    mostInCommon(candidates, (path) => commonStart(path, from)),
    (path) => path.slice(0, path.lastIndexOf('/') + 1) === folder, // folders that differ only in case
  ]
  let left = candidates
  for (const rule of rules) {
    if (left.length === 1) break
    const some = left.filter(rule)
    if (some.length > 0) left = some
  }
  if (left.length === 1) return left[0]
  throw new SourceError('image-ambiguous', { found: left.slice(0, 3).join(', ') })
}

function mostInCommon(candidates: readonly string[], measure: (path: string) => number): (path: string) => boolean {
  const max = Math.max(...candidates.map(measure))
  return (path) => measure(path) === max
}

/** How many whole parts two paths share at their ends. */
function commonEnd(one: string, other: string): number {
  return commonStart(one.split('/').reverse().join('/'), other.split('/').reverse().join('/'))
}

/** How many whole parts two paths share at their starts. */
function commonStart(one: string, other: string): number {
  const [a, b] = [plain(one).split('/'), plain(other).split('/')]
  const end = a.findIndex((part, index) => part !== b[index])
  return end === -1 ? a.length : end
}
