// Standard output for results, standard error for everything on the way, and one live line that is painted over in place.
import { printable } from '../../core/printable.ts'
import type { Look } from '../text/look.ts'
import { ownColors, paintWith } from '../text/colors.ts'

/** The part of a stream that is used. */
export interface Output {
  readonly write: (text: string) => unknown
  /** Columns of the terminal; undefined when there is none. */
  readonly columns: () => number | undefined
  readonly colors: boolean
  /** A terminal that understands control codes. */
  readonly isTerminal: boolean
}

/** The live line is painted at most this often, unless something new begins. */
const repaintMs = 100
/** Terminals that do not tell their width are taken to have the classic one. */
const usualColumns = 80
/** Erases the line that the cursor is in and goes to its start (ECMA-48: EL, CR). */
const erase = '\u001b[2K\r'

/** Prints and repaints. The live line only exists where standard error is a terminal. */
export class Screen {
  readonly #out: Output
  readonly #err: Output
  readonly #now: () => number
  readonly #muted = new Set<'out' | 'err'>()
  #paintedAt = -Infinity
  /** What stands in the live line; undefined when there is none. */
  #shown: string | undefined

  constructor(out: Output, err: Output, now: () => number = () => performance.now()) {
    this.#out = out
    this.#err = err
    this.#now = now
  }

  /** How results look. */
  get look(): Look {
    return lookOf(this.#out)
  }

  /** How messages on standard error look. */
  get errorLook(): Look {
    return lookOf(this.#err)
  }

  /** Whether a person sees the live line. */
  get isLive(): boolean {
    return this.#err.isTerminal
  }

  /** Writes no more to a stream whose reader has gone. */
  mute(stream: 'out' | 'err'): void {
    this.#muted.add(stream)
  }

  /** A result, for standard output. */
  print(text: string): void {
    this.#above(() => this.#write('out', `${shown(text, this.#out)}\n`))
  }

  /** A message, for standard error. */
  log(text: string): void {
    this.#above(() => this.#write('err', `${shown(text, this.#err)}\n`))
  }

  /** A question, on standard error; what is typed stands behind it in the same line. */
  ask(text: string): void {
    this.endLive()
    this.#write('err', shown(text, this.#err))
  }

  /**
   * Paints the live line anew, at most ten times a second; `urgent: true` paints in any case (something new begins, or ends).
   * @param render a text for one line; what is wider is this screen's to cut off
   */
  live(render: (look: Look) => string, options: { readonly urgent?: boolean } = {}): void {
    if (!this.isLive) return
    const now = this.#now()
    if (options.urgent !== true && now - this.#paintedAt < repaintMs) return
    this.#paintedAt = now
    const { columns, paint } = this.errorLook
    // The last column stays free: some terminals would break the line there.
    this.#shown = shown(render({ columns: columns - 1, paint }), this.#err)
    this.#write('err', erase + this.#shown)
  }

  /** Takes the live line away. */
  endLive(): void {
    if (this.#shown === undefined) return
    this.#write('err', erase)
    this.#shown = undefined
    this.#paintedAt = -Infinity
  }

  #write(to: 'out' | 'err', text: string): void {
    if (!this.#muted.has(to)) (to === 'out' ? this.#out : this.#err).write(text)
  }

  /** Writes above the live line. */
  #above(write: () => void): void {
    if (this.#shown === undefined) return write()
    this.#write('err', erase)
    write()
    this.#write('err', this.#shown)
  }
}

/** Whatever is printed comes through here: of control codes only our own colours reach a terminal, whoever wrote the rest of the text. */
function shown(text: string, { colors }: Output): string {
  if (!colors) return printable(text)
  const pieces = text.split(ownColors)
  const codes = text.match(ownColors) ?? []
  return pieces.map((piece, index) => printable(piece) + (codes[index] ?? '')).join('')
}

function lookOf({ isTerminal, columns, colors }: Output): Look {
  return { columns: isTerminal ? columns() || usualColumns : Infinity, paint: paintWith(colors) }
}
