// How well lines were read, against the transcripts of the ground truth: line accuracy, word accuracy, character error rate.

/** What is not told apart, for the output and the help. */
export const normalization = 'width (Unicode NFKC), case and spaces set aside'

/** A line of the ground truth, and what was read of it. */
export interface ReadLine {
  /** Not empty. */
  readonly transcript: string
  /** Undefined where no box was found for it. */
  readonly read: string | undefined
}

/** Counts, and the rates that they give. */
export interface ReadingScores {
  readonly lines: number
  readonly linesRight: number
  /** Parts of the transcripts between spaces. */
  readonly words: number
  /** Words that were read, in their order. */
  readonly wordsRight: number
  /** Characters of the transcripts. */
  readonly characters: number
  /** Characters to change, add or take away in lines that were read; those of lines that were missed; those read where no line is. */
  readonly misread: number
  readonly missed: number
  readonly inserted: number
  /** Shares of the lines and words, 0 to 1; 0 without any. */
  readonly lineAccuracy: number
  readonly wordAccuracy: number
  /** Misread, missed and inserted characters to those of the transcripts: 0 for all right, above 1 where more is wrong than there is; 0 without any. */
  readonly characterErrorRate: number
}

/** A text as it is compared: NFKC, small letters, without spaces. */
export function normalized(text: string): string {
  return wordsOf(text).join('')
}

/** A transcript says something that can be compared. */
export function isComparable(transcript: string): boolean {
  return normalized(transcript) !== ''
}

/**
 * Pooled over the lines. A missed line is wrong, and all of its characters are.
 * @param inserted what was read in boxes that are no line of the ground truth
 */
export function scoreReading(lines: readonly ReadLine[], inserted: readonly string[] = []): ReadingScores {
  const judged = lines.map(judge)
  const total = (count: keyof (typeof judged)[number]): number => judged.reduce((sum, line) => sum + line[count], 0)
  const counts = {
    lines: lines.length,
    linesRight: total('right'),
    words: total('words'),
    wordsRight: total('wordsRight'),
    characters: total('characters'),
    misread: total('misread'),
    missed: total('missed'),
    inserted: inserted.reduce((sum, text) => sum + charactersOf(text).length, 0),
  }
  const share = (part: number, of: number): number => (of === 0 ? 0 : part / of)
  return {
    ...counts,
    lineAccuracy: share(counts.linesRight, counts.lines),
    wordAccuracy: share(counts.wordsRight, counts.words),
    characterErrorRate: share(counts.misread + counts.missed + counts.inserted, counts.characters),
  }
}

function judge({ transcript, read }: ReadLine) {
  const [words, characters] = [wordsOf(transcript), charactersOf(transcript)]
  const misread = read === undefined ? 0 : editDistance(characters, charactersOf(read))
  return {
    words: words.length,
    characters: characters.length,
    right: read !== undefined && misread === 0 ? 1 : 0,
    wordsRight: read === undefined ? 0 : commonLength(words, wordsOf(read)),
    misread,
    missed: read === undefined ? characters.length : 0,
  }
}

function wordsOf(text: string): string[] {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKC')
    .split(/\s+/)
    .filter((word) => word !== '')
}

/** Code points, so that rare Chinese characters count once. */
function charactersOf(text: string): string[] {
  return Array.from(normalized(text))
}

/** Items to change, add or take away, at the least, to make one list of the other (Levenshtein). */
export function editDistance(a: readonly string[], b: readonly string[]): number {
  let before = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [row, one] of a.entries()) {
    const current = [row + 1]
    for (const [column, other] of b.entries())
      current.push(Math.min(current[column] + 1, before[column + 1] + 1, before[column] + (one === other ? 0 : 1)))
    before = current
  }
  return before[b.length]
}

/** How many items both lists have in the same order (longest common subsequence). */
export function commonLength(a: readonly string[], b: readonly string[]): number {
  let before = Array.from({ length: b.length + 1 }, () => 0)
  for (const one of a) {
    const current = [0]
    for (const [column, other] of b.entries())
      current.push(one === other ? before[column] + 1 : Math.max(current[column], before[column + 1]))
    before = current
  }
  return before[b.length]
}
