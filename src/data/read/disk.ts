// What is on the disk under a data set: whether a file is there, its bytes, and what there is when it is not.
import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, isAbsolute, relative, resolve } from 'node:path'
import { systemCode, type Text } from '../../core/errors.ts'
import { systemReason } from '../../core/files.ts'
import { confinement, leadsOut } from '../../core/inside.ts'
import { readRegularAsync } from '../../core/read-file.ts'
import { countLines, maxTextBytes, maxTextLines } from './text-file.ts'

/** Small files (lists, ground truths) read at a time; well below every system's limit on open files. */
export const filesAtATime = 32

/** Why a file cannot be had: what is there instead, or what the file system said. */
export type FileError =
  /** `similar` is a file beside it whose name differs only in case, Unicode form or extension. */
  | { readonly kind: 'missing'; readonly similar?: string }
  | { readonly kind: 'folder' }
  | { readonly kind: 'no-file' }
  | { readonly kind: 'too-long'; readonly bytes: number }
  | { readonly kind: 'too-many-lines'; readonly lines: number }
  /** The path leads out of the folders given as `within`. */
  | { readonly kind: 'outside' }
  | { readonly kind: 'system'; readonly reason: Text }

const outside: FileError = { kind: 'outside' }

/** One entry of a folder. */
export interface DirectoryEntry {
  readonly name: string
  readonly isFolder: boolean
}

/** The read-only view of one data set. Paths given to it are relative to the root (absolute ones stand for themselves). */
export class Disk {
  readonly root: string
  readonly #namesIn = new Map<string, Promise<readonly string[]>>()

  readonly #within: readonly string[] | undefined

  /** @param within folders that no path may lead out of, links followed; those of the process when not given */
  constructor(root: string, within: readonly string[] | undefined = confinement()) {
    this.root = root
    this.#within = within
  }

  /** The path as the process can open it. */
  pathOf(file: string): string {
    return resolve(this.root, file)
  }

  /** The one name of a file: relative to the root with forward slashes; absolute if it was so and lies elsewhere. */
  nameOf(file: string): string {
    const name = relative(this.root, this.pathOf(file)).replaceAll('\\', '/')
    return isAbsolute(file) && (name.startsWith('../') || isAbsolute(name)) ? file : name
  }

  /** Whether a file (or a link to one) is there; undefined when it is. */
  async fileError(file: string): Promise<FileError | undefined> {
    try {
      if (this.#leadsOut(file)) return outside
      const entry = await stat(this.pathOf(file))
      return entry.isFile() ? undefined : { kind: entry.isDirectory() ? 'folder' : 'no-file' }
    } catch (error) {
      return await this.#explain(file, error)
    }
  }

  /**
   * The name under which a file is there: as written; else in another spelling (case, Unicode form) that one file alone has; else, for a
   * path of another place or machine, the longest end of it that is here. As written when there is none.
   */
  async find(file: string): Promise<string> {
    const fileError = await this.fileError(file)
    if (fileError?.kind !== 'missing') return file
    for (const candidate of spellingsOf(file)) {
      const found = await this.#respelt(candidate)
      if (found !== undefined) return found
    }
    return file
  }

  /** A relative path whose parts are there in some spelling, as they are spelt on the disk. */
  async #respelt(file: string): Promise<string | undefined> {
    let path = ''
    for (const part of file.split('/')) {
      const names = await this.#namesInFolder(dirname(this.pathOf(`${path}x`)))
      const alike = names.filter((name) => plainName(name) === plainName(part))
      const name = names.includes(part) || part === '..' ? part : alike.length === 1 ? alike[0] : undefined
      if (name === undefined) return undefined
      path += `${name}/`
    }
    return path.slice(0, -1)
  }

  #namesInFolder(folder: string): Promise<readonly string[]> {
    const names = this.#namesIn.get(folder) ?? readdir(folder).catch(() => [])
    this.#namesIn.set(folder, names)
    return names
  }

  /** The bytes of a small file, or why they cannot be had. */
  async read(file: string): Promise<Uint8Array | FileError> {
    try {
      if (this.#leadsOut(file)) return outside
      const bytes = await readRegularAsync(this.pathOf(file), maxTextBytes)
      const lines = countLines(bytes)
      return lines > maxTextLines ? { kind: 'too-many-lines', lines } : bytes
    } catch (error) {
      return await this.#explain(file, error)
    }
  }

  /** What lies in a folder, links followed by name only; empty when it cannot be opened. */
  async entries(folder: string): Promise<readonly DirectoryEntry[]> {
    if (this.#leadsOut(folder)) return []
    const entries = await readdir(this.pathOf(folder), { withFileTypes: true }).catch(() => [])
    return entries.map((entry) => ({ name: entry.name, isFolder: entry.isDirectory() }))
  }

  /** Whether a path really lies outside of the folders that it may not leave; of what is missing its folder counts. */
  #leadsOut(file: string): boolean {
    if (this.#within === undefined) return false
    return leadsOut(this.pathOf(file), this.#within)
  }

  async #explain(file: string, error: unknown): Promise<FileError> {
    const code = systemCode(error)
    if (code === undefined) throw error
    if (code === 'EISDIR') return { kind: 'folder' }
    if (code === 'not-regular') return { kind: 'no-file' }
    if (code === 'file-too-big') return { kind: 'too-long', bytes: (await stat(this.pathOf(file))).size }
    if (code !== 'ENOENT' && code !== 'ENOTDIR') return { kind: 'system', reason: systemReason(error) }
    const similar = await this.#similarName(file)
    return { kind: 'missing', ...(similar !== undefined && { similar }) }
  }

  /** A file beside the missing one that differs only in case, Unicode form or extension: the usual slips. */
  async #similarName(file: string): Promise<string | undefined> {
    const folder = dirname(this.pathOf(file))
    const wanted = basename(file)
    const same = (form: (name: string) => string) => (name: string) => form(name) === form(wanted) && name !== wanted
    const all = await this.#namesInFolder(folder)
    return all.find(same(plainName)) ?? all.find(same((name) => plainName(name).replace(/\.[^.]*$/, '')))
  }
}

/** Deeper paths are not tried from each of their folders on. */
const maxParts = 30

/** What a path may mean here: itself, or of an absolute one (Windows's too) its ends of two parts or more, the longest first. */
function spellingsOf(file: string): readonly string[] {
  const isForeign = file.startsWith('/') || /^[a-z]:/i.test(file)
  if (!isForeign) return [file]
  const parts = file.split('/').slice(-maxParts)
  return parts.slice(1, -1).map((_, index) => parts.slice(index + 1).join('/'))
}

/** A name without regard to case and Unicode form, in which annotations often differ from the disk. */
export function plainName(name: string): string {
  return name.normalize('NFC').toLowerCase()
}
