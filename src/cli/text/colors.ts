// Colours, and whether they are wanted: the only file that imports picocolors.
import picocolors from 'picocolors'

/** The colours that are used, by what they do to a text; without colours each returns the text as it is. */
export interface Paint {
  readonly bold: (text: string) => string
  readonly dim: (text: string) => string
  readonly red: (text: string) => string
  readonly green: (text: string) => string
  readonly yellow: (text: string) => string
  readonly cyan: (text: string) => string
}

export function paintWith(colors: boolean): Paint {
  return picocolors.createColors(colors)
}

/** The codes of these colours (ECMA-48: SGR): begin and end of bold, dim, red, green, yellow and cyan. */
// oxlint-disable-next-line no-control-regex -- the escape character starts what is looked for
export const ownColors = /\u001b\[(?:1|2|22|31|32|33|36|39)m/g

/** What the decision for colours depends on. */
export interface ColorWish {
  readonly isTerminal: boolean
  /** `--no-color` was given. */
  readonly refused: boolean
  readonly env: Readonly<Record<string, string | undefined>>
}

/**
 * `--no-color` counts most, then FORCE_COLOR (force-color.org; `0` and `false` switch off), then NO_COLOR when it is not empty
 * (no-color.org), then whether a terminal with colours is there.
 */
export function wantsColors({ isTerminal, refused, env }: ColorWish): boolean {
  if (refused) return false
  const forced = env['FORCE_COLOR']
  if (forced !== undefined && forced !== '') return forced !== '0' && forced !== 'false'
  if ((env['NO_COLOR'] ?? '') !== '') return false
  return isTerminal && env['TERM'] !== 'dumb'
}
