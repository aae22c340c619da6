// One line of a list: a bare image name, or an image and its ground truth.
import { isImageName } from '../../core/image-endings.ts'

/** The splits of a data set, by the first part of their file and folder names. */
export const splits = ['train', 'test'] as const

/** `train` is what is learnt from, `test` what is measured on. */
export type Split = (typeof splits)[number]

/** How a line can be read. Paths are relative to the data set, or to the split's folders for a bare name. */
export type ListReading =
  | { readonly form: 'bare'; readonly name: string }
  /** More than one candidate when spaces allow several splits: the files on disk decide. */
  | { readonly form: 'pair'; readonly candidates: readonly Pair[] }
  | { readonly form: 'unclear' }

/** An image and its ground truth, as the line spells them. */
export interface Pair {
  readonly image: string
  readonly groundTruth: string
}

/** Two of the longest paths that a system opens, and some quotes: a longer line is no list's. In UTF-16 units. */
const maxLineLength = 10_000

/**
 * Reads `train_images/1.jpg train_gts/1.txt` (a pair) or `1.jpg` (a bare name). Either path may be in single or double quotes;
 * backslashes are read as slashes. Without quotes a tab parts the two; else each white space after which the rest ends in `.txt`
 * may, and those after the name of an image win.
 */
export function readListLine(text: string): ListReading {
  if (text.length > maxLineLength) return { form: 'unclear' }
  const line = text.replaceAll('\\', '/')
  if (/["']/.test(line[0]) || /["']$/.test(line)) return readQuoted(line)
  const candidates = [...line.matchAll(/\s+/g)]
    .map(({ index, 0: gap }) => ({
      gap,
      image: line.slice(0, index),
      groundTruth: line.slice(index + gap.length),
    }))
    .filter(({ groundTruth }) => /\.txt$/i.test(groundTruth))
  if (candidates.length === 0) return { form: 'bare', name: line }
  const likely = [
    candidates.filter(({ gap, image }) => gap.includes('\t') && isImageName(image)),
    candidates.filter(({ image }) => isImageName(image)),
    candidates,
  ].find((some) => some.length > 0)
  return { form: 'pair', candidates: (likely ?? []).map(({ image, groundTruth }) => ({ image, groundTruth })) }
}

/** Two paths of which at least one is quoted, or one quoted path. */
function readQuoted(line: string): ListReading {
  const path = /"([^"]+)"|'([^']+)'|(\S+)/y
  const parts: string[] = []
  const rest = /\s*/y
  for (let at = 0; at < line.length;) {
    path.lastIndex = at
    const match = path.exec(line)
    if (match === null) return { form: 'unclear' }
    parts.push(match[1] ?? match[2] ?? match[3])
    rest.lastIndex = path.lastIndex
    rest.exec(line)
    at = rest.lastIndex
  }
  const [first, second, ...more] = parts
  if (more.length > 0) return { form: 'unclear' }
  return second === undefined
    ? { form: 'bare', name: first }
    : { form: 'pair', candidates: [{ image: first, groundTruth: second }] }
}

/** The path of a bare name's image and the paths where its ground truth may be, best first. */
export function bareNamePaths(name: string, split: Split): { image: string; groundTruths: readonly string[] } {
  const folder = `${split}_images/`
  const inside = name.startsWith(folder) ? name.slice(folder.length) : name
  const slash = inside.lastIndexOf('/') + 1
  const base = inside.slice(slash)
  const stem = base.replace(/\.[^.]*$/, '')
  const groundTruths = [`${stem}.txt`, `gt_${stem}.txt`, `${base}.txt`]
  return {
    image: folder + inside,
    groundTruths: groundTruths.map((groundTruth) => `${split}_gts/${inside.slice(0, slash)}${groundTruth}`),
  }
}
