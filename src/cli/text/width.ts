// How many columns a text fills in a terminal, and cutting, padding and wrapping by columns.

/**
 * Ranges of code points that fill two columns: those of Unicode's EastAsianWidth.txt (version 16) that are W or F, runs of them
 * joined over unassigned code points. Emoji are found by their property instead.
 */
const wideRanges: readonly (readonly [first: number, last: number])[] = [
  [0x1100, 0x115f], // Hangul initial consonants
  [0x2329, 0x232a], // angle brackets
  [0x2e80, 0x303e], // CJK radicals to punctuation
  [0x3041, 0x33ff], // kana to CJK compatibility
  [0x3400, 0xa4cf], // CJK ideographs, hexagrams, Yi
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3], // Hangul syllables
  [0xf900, 0xfaff], // CJK compatibility ideographs
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff01, 0xff60], // full-width forms
  [0xffe0, 0xffe6],
  [0x16fe0, 0x18dff], // Tangut, Khitan
  [0x1aff0, 0x1b2ff], // kana supplements
  [0x1f200, 0x1f265],
  [0x20000, 0x3fffd], // CJK ideographs, rare
]

// oxlint-disable-next-line no-control-regex -- the escape character starts what it removes
const colorCodes = /\u001b\[[\d;]*m/g
/** Printable ASCII, one column each. */
const isPlain = /^[ -~]*$/
const invisible = /^[\p{Mn}\p{Me}\p{Cf}\p{Cc}]/u
const emoji = /^\p{Emoji_Presentation}|^\p{Extended_Pictographic}\uFE0F/u
const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Columns of a text without line breaks; colour codes and combining marks fill none, Chinese letters two each. */
export function textWidth(text: string): number {
  if (isPlain.test(text)) return text.length
  let width = 0
  for (const { segment } of segmenter.segment(text.replaceAll(colorCodes, ''))) width += graphemeWidth(segment)
  return width
}

function graphemeWidth(grapheme: string): number {
  if (invisible.test(grapheme)) return 0
  const point = grapheme.codePointAt(0) ?? 0
  const isWide = emoji.test(grapheme) || wideRanges.some(([first, last]) => point >= first && point <= last)
  return isWide ? 2 : 1
}

/** Fills a text up with spaces; one that is too wide stays as it is. */
export function pad(text: string, columns: number, side: 'left' | 'right' = 'left'): string {
  const space = ' '.repeat(Math.max(0, columns - textWidth(text)))
  return side === 'left' ? text + space : space + text
}

const ellipsis = '...'

/** Cuts a text without colours to at most `columns`, in the middle, so that both ends of a path stay readable. */
export function cut(text: string, columns: number): string {
  if (textWidth(text) <= columns) return text
  if (columns <= ellipsis.length) return ellipsis.slice(0, Math.max(0, columns))
  const room = columns - ellipsis.length
  const graphemes = [...segmenter.segment(text)].map(({ segment }) => segment)
  const end = takeWhileFits([...graphemes].reverse(), Math.floor(room / 2)).reverse()
  const start = takeWhileFits(graphemes, room - textWidth(end.join('')))
  return start.join('') + ellipsis + end.join('')
}

function takeWhileFits(graphemes: readonly string[], columns: number): string[] {
  const taken: string[] = []
  let width = 0
  for (const grapheme of graphemes) {
    width += graphemeWidth(grapheme)
    if (width > columns) break
    taken.push(grapheme)
  }
  return taken
}

/** A word, or one Chinese sign with the punctuation that must not begin a line; `gap` is the space in front of it. */
const piece = /(?<gap>\s*)(?<word>[\u3000-\u9fff\uff00-\uffef][，。：；、！？）]*|[^\s\u3000-\u9fff\uff00-\uffef]+)/gu

/** Breaks a sentence at its spaces, and between Chinese signs, into lines of at most `columns`; a longer word stands on a line alone. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const { groups } of text.matchAll(piece)) {
    const { gap = '', word = '' } = groups ?? {}
    const longer = line + gap + word
    if (line !== '' && textWidth(longer) > columns) {
      lines.push(line)
      line = word
    } else line = longer
  }
  return [...lines, line]
}
