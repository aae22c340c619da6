// What a log viewer knows of a long file: pages that were loaded, what came live, and what of it is new to the reader. Pure.

/** One line of the log. */
export interface Line {
  /** In the file, from 1. */
  readonly number: number
  readonly tag: string
  readonly text: string
}

/** Which lines are shown. */
export interface Filter {
  readonly text: string
  /** Empty: all. */
  readonly tags: readonly string[]
}

export interface LogWindow {
  /** Lines by their index among those that match. */
  readonly lines: ReadonlyMap<number, Line>
  readonly matching: number
  /** Lines of the whole file. */
  readonly total: number
  /** Matching lines that came while the reader looked elsewhere. */
  readonly unseen: number
}

export const emptyLog: LogWindow = { lines: new Map(), matching: 0, total: 0, unseen: 0 }

/** A page as the server sends it. */
export interface LogPage {
  readonly lines: readonly Line[]
  readonly start: number
  readonly matching: number
  readonly total: number
}

/** Puts a page in its place. */
export function withPage(log: LogWindow, { lines, start, matching, total }: LogPage): LogWindow {
  const known = new Map(log.lines)
  for (const [offset, line] of lines.entries()) known.set(start + offset, line)
  return { ...log, lines: known, matching: Math.max(log.matching, matching), total: Math.max(log.total, total) }
}

/** Whether a line passes; the same rule as the server's. */
export function passes({ text, tags }: Filter, line: Line): boolean {
  return (tags.length === 0 || tags.includes(line.tag)) && line.text.toLowerCase().includes(text.toLowerCase())
}

/** Takes in lines that were just written. `undefined`: lines between are missing, load again. */
export function withNew(log: LogWindow, lines: readonly Line[], filter: Filter, atEnd: boolean): LogWindow | undefined {
  const fresh = lines.filter(({ number }) => number > log.total)
  if (fresh.length === 0) return log
  if (fresh[0]!.number > log.total + 1) return undefined
  const known = new Map(log.lines)
  let { matching } = log
  for (const line of fresh) if (passes(filter, line)) known.set(matching++, line)
  const unseen = atEnd ? 0 : log.unseen + matching - log.matching
  return { lines: known, matching, total: fresh.at(-1)!.number, unseen }
}

/** The reader is at the end. */
export function seen(log: LogWindow): LogWindow {
  return log.unseen === 0 ? log : { ...log, unseen: 0 }
}

/** Lines are loaded this many at a time. */
export const pageLines = 500

/** The pages to load so that the lines from `first` to `end` can be shown. */
export function missingPages(log: LogWindow, first: number, end: number): number[] {
  const pages = new Set<number>()
  for (let index = Math.max(0, first); index < Math.min(end, log.matching); index++)
    if (!log.lines.has(index)) pages.add(Math.floor(index / pageLines))
  return [...pages]
}

/** Elements cannot be higher than browsers allow; longer logs are scrolled in proportion. */
export const maxHeight = 8_000_000
