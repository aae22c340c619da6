// The folders that the server reads, and questions for more: asked from the page, answered on the server's machine.
import { randomBytes, randomInt } from 'node:crypto'
import { statSync } from 'node:fs'
import { dirname } from 'node:path'
import { commandLine } from '../../core/command-line.ts'
import { errorDetails } from '../../core/error-details.ts'
import { UserError } from '../../core/errors.ts'
import { isInside, realPath } from '../../core/inside.ts'
import { say } from '../../core/say.ts'
import type { FolderQuestion } from '../contract/allowing.ts'
import { absolutePath, pathMissing } from './served-folders.ts'

/** Questions that may be open at a time, and asked in an hour: a stranger must not fill a terminal. */
const maxOpen = 3
const maxHourly = 20
const hourMs = 3600_000
/** A question is open this long, in milliseconds. */
const openMs = 600_000
/** Ended questions that are remembered. */
const maxKept = 50

interface Entry extends Omit<FolderQuestion, 'isTerminal' | 'folder' | 'command'> {
  readonly askedAt: number
  /** What the page is told: to strangers no more than what they sent. */
  readonly shown: string
  /** The folder, links followed. */
  readonly folder: string
  /** Whether the folder was there when it was asked for. */
  readonly exists: boolean
}

/** What is told to the person at the server's machine. */
export type AskedQuestion = Pick<Entry, 'code' | 'folder' | 'exists'>

/** What a line of the terminal did. */
export type Answer = 'unknown-code' | { readonly state: 'allowed' | 'refused'; readonly folder: string }

interface AllowingOptions {
  /** Those of the start. */
  readonly folders: readonly string[]
  /** Whether only this machine reaches the server: then what does not exist may be told. */
  readonly isOwn: boolean
  /** Milliseconds since 1970. */
  readonly now?: () => number
}

export class Allowing {
  readonly #options: AllowingOptions
  readonly #now: () => number
  #folders: readonly string[]
  #entries: Entry[] = []
  #onAsked: ((question: AskedQuestion) => void) | undefined
  #isTerminal = false

  constructor(options: AllowingOptions) {
    this.#options = options
    this.#folders = options.folders
    this.#now = options.now ?? Date.now
  }

  /** All that may be read now. */
  get folders(): readonly string[] {
    return this.#folders
  }

  /** Tells every new question to the server's machine. @param isTerminal whether it hands back typed lines by `answer` */
  tellTo(onAsked: (question: AskedQuestion) => void, isTerminal: boolean): void {
    this.#onAsked = onAsked
    this.#isTerminal = isTerminal
  }

  /** Asks for the folder of a path. @throws UserError too-many-questions, file-missing */
  ask(path: string): FolderQuestion {
    this.#expire()
    const sent = absolutePath(path)
    const found = folderOf(sent)
    if (found === undefined && this.#options.isOwn) throw missing(sent)
    const folder = found ?? sent
    const shown = this.#options.isOwn ? folder : sent
    const same = this.#entries.find((entry) => entry.shown === shown && entry.state === 'waiting')
    if (same !== undefined) return this.#told(same)
    const isKnown = found !== undefined && isInside(found, this.#folders)
    if (!isKnown) this.#refuseTooMany()
    const entry: Entry = {
      id: randomBytes(12).toString('base64url'),
      code: this.#newCode(),
      folder,
      shown,
      state: isKnown ? 'allowed' : 'waiting',
      until: new Date(this.#now() + openMs).toISOString(),
      askedAt: this.#now(),
      exists: found !== undefined,
    }
    this.#entries = [...this.#entries.slice(-maxKept), entry]
    if (!isKnown) this.#onAsked?.(entry)
    return this.#told(entry)
  }

  /** @throws UserError not-found */
  get(id: string): FolderQuestion {
    this.#expire()
    const entry = this.#entries.find((one) => one.id === id)
    if (entry !== undefined) return this.#told(entry)
    throw new UserError({
      code: 'not-found',
      message: say(errorDetails['not-found'].messageQuestion),
      found: JSON.stringify(id.slice(0, 60)),
      next: say(errorDetails['folder-changed'].next),
    })
  }

  /** Lets the server read a folder from now on. Only for whoever sits at its machine. @throws UserError file-missing, not-a-folder */
  allow(path: string): string {
    const folder = realPath(absolutePath(path))
    if (folder === undefined || !statSync(folder).isDirectory()) throw missing(absolutePath(path))
    if (!isInside(folder, this.#folders)) this.#folders = [...this.#folders, folder]
    this.#update((entry) => entry.state === 'waiting' && entry.exists && isInside(entry.folder, [folder]), 'allowed')
    return folder
  }

  /**
   * A line of the server's terminal: the code of a question allows its folder, `no` refuses the last one, `no 4821` that one.
   * @returns undefined for any other line
   * @throws UserError folder-changed: it is another folder than the one that was shown
   */
  answer(line: string): Answer | undefined {
    this.#expire()
    const [, no, code] = /^\s*(no?\b)?\s*(\d{4})?\s*$/i.exec(line) ?? []
    if (no === undefined && code === undefined) return undefined
    const entry = this.#entries.findLast((one) => one.state === 'waiting' && (code === undefined || one.code === code))
    if (entry === undefined) return 'unknown-code'
    const { folder } = entry
    const isSame = realPath(folder) === folder && statSync(folder).isDirectory()
    if (no === undefined && isSame) {
      this.allow(folder)
      return { state: 'allowed', folder }
    }
    this.#update((one) => one === entry, 'refused')
    if (no === undefined) throw changed(folder)
    return { state: 'refused', folder }
  }

  #told({ id, code, state, until, shown }: Entry): FolderQuestion {
    const command = commandLine('ocrdet', 'allow', shown)
    return { id, code, state, until, folder: shown, command, isTerminal: this.#isTerminal }
  }

  #update(which: (entry: Entry) => boolean, state: Entry['state']): void {
    this.#entries = this.#entries.map((entry) => (which(entry) ? { ...entry, state } : entry))
  }

  #expire(): void {
    this.#update((entry) => entry.state === 'waiting' && this.#now() - entry.askedAt >= openMs, 'expired')
  }

  #newCode(): string {
    const taken = new Set(this.#entries.map(({ code }) => code))
    for (;;) {
      const code = String(randomInt(1000, 10_000))
      if (!taken.has(code)) return code
    }
  }

  #refuseTooMany(): void {
    const open = this.#entries.filter(({ state }) => state === 'waiting').length
    const hourly = this.#entries.filter(({ askedAt }) => this.#now() - askedAt < hourMs).length
    if (open < maxOpen && hourly < maxHourly) return
    throw new UserError({
      code: 'too-many-questions',
      message: say(errorDetails['too-many-questions'].message),
      expected: say(errorDetails['too-many-questions'].expected, { open: maxOpen, hourly: maxHourly }),
      found: `${open}, ${hourly}`,
      next: say(errorDetails['too-many-questions'].next),
    })
  }
}

/** The folder with every link followed: the path's own, or the one that a file lies in. */
function folderOf(path: string): string | undefined {
  const real = realPath(path)
  return real === undefined || statSync(real).isDirectory() ? real : dirname(real)
}

const missing = (path: string): UserError => pathMissing(path, say(errorDetails['file-missing'].expectedFolder))

function changed(folder: string): UserError {
  return new UserError({
    code: 'folder-changed',
    message: say(errorDetails['folder-changed'].message),
    expected: say(errorDetails['folder-changed'].expected, { folder }),
    found: realPath(folder) ?? say(errorDetails['folder-changed'].foundNothing),
    next: say(errorDetails['folder-changed'].next),
  })
}
