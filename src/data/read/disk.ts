// What is on the disk under a data set: whether a file is there, its bytes, and what there is when it is not.
import { readFile, readdir, stat } from 'node:fs/promises'
import { basename, dirname, isAbsolute, relative, resolve } from 'node:path'
import { messageOf, systemCode } from '../../core/errors.ts'

/** Small files (lists, ground truths) read at a time; well below every system's limit on open files. */
export const filesAtATime = 32

/** Longest list or ground truth that is read, in bytes: a million lines. More is not such a file. */
const maxTextBytes = 2 ** 26

/** Why a file cannot be used; `found` says what is there instead. */
export interface Trouble {
  readonly missing: boolean
  readonly found: string
}

/** The read-only view of one data set. Paths given to it are relative to the root (absolute ones stand for themselves). */
export class Disk {
  readonly root: string
  readonly #namesIn = new Map<string, Promise<readonly string[]>>()

  constructor(root: string) {
    this.root = root
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
  async trouble(file: string): Promise<Trouble | undefined> {
    try {
      const entry = await stat(this.pathOf(file))
      return entry.isFile() ? undefined : { missing: false, found: entry.isDirectory() ? 'a folder' : 'not a file' }
    } catch (error) {
      return await this.#explain(file, error)
    }
  }

  /** The bytes of a small file, or why they cannot be had. */
  async read(file: string): Promise<Uint8Array | Trouble> {
    try {
      const bytes = await readFile(this.pathOf(file))
      if (bytes.length > maxTextBytes) return { missing: false, found: `${bytes.length} bytes` }
      return bytes
    } catch (error) {
      return await this.#explain(file, error)
    }
  }

  async #explain(file: string, error: unknown): Promise<Trouble> {
    const code = systemCode(error)
    if (code === undefined) throw error
    if (code === 'EISDIR') return { missing: false, found: 'a folder' }
    if (code !== 'ENOENT' && code !== 'ENOTDIR') return { missing: false, found: messageOf(error) }
    const similar = await this.#similarName(file)
    return { missing: true, found: similar === undefined ? 'nothing of that name' : `${similar} in the same folder` }
  }

  /** A file beside the missing one that differs only in case, Unicode form or extension: the usual slips. */
  async #similarName(file: string): Promise<string | undefined> {
    const folder = dirname(this.pathOf(file))
    const names = this.#namesIn.get(folder) ?? readdir(folder).catch(() => [])
    this.#namesIn.set(folder, names)
    const wanted = basename(file)
    const same = (form: (name: string) => string) => (name: string) => form(name) === form(wanted) && name !== wanted
    const all = await names
    return all.find(same(plainName)) ?? all.find(same((name) => plainName(name).replace(/\.[^.]*$/, '')))
  }
}

function plainName(name: string): string {
  return name.normalize('NFC').toLowerCase()
}
