// A tile that shows an image with its boxes as they are read, and what was found.
import type { Language } from '../../core/language.ts'
import { readRegularAsync } from '../../core/read-file.ts'

import { imageCanvas, type Canvas } from '../../data/canvas.ts'
import type { NetworkView } from '../../data/check.ts'
import type { Problem, Severity } from '../../data/problems.ts'
import { readGroundTruthLine } from '../../data/read/coordinates.ts'
import { linesOfFile } from '../../data/read/text-file.ts'
import { networkSize } from '../../data/rules/image/network-size.ts'
import type { TextInstance } from '../../data/types.ts'
import { colors, fontSize, lineHeight } from '../../draw/look.ts'
import type { PaintTile } from '../../draw/page.ts'
import { paintFitted, paintOutline, paintText, type OutlineLook } from '../../draw/paint.ts'
import type { RankedImage } from './rank.ts'
import { decodeIfPossible, paintUnseen } from '../../draw/unseen.ts'
import { countWords, sheetWords } from './words.ts'

/** Lines of text below an image. */
const captionLines = 3

/** A polygon to draw, in image pixels. */
interface Mark {
  readonly polygon: TextInstance['polygon']
  readonly look: OutlineLook
}

/** Decodes the image and gathers its boxes; the tile is painted later. */
export async function imageTile(ranked: RankedImage, view: NetworkView, language: Language): Promise<PaintTile> {
  const pixels = await decodeIfPossible(ranked.sample.imagePath)
  const image = pixels && imageCanvas(pixels)
  const marks = marksOf(ranked, view)
  const refused = await refusedMarks(ranked)
  const captions = captionsOf(ranked, marks, image, language)
  return (context, box) => {
    const room = { ...box, height: box.height - captionLines * lineHeight - 6 }
    if (image === undefined) paintUnseen(context, room, { name: ranked.image, language })
    else {
      const placing = paintFitted(context, image, room)
      for (const { polygon, look } of [...marks, ...refused]) paintOutline(context, polygon, placing, look)
    }
    for (const [line, { text, color }] of captions.entries()) {
      const y = room.y + room.height + line * lineHeight + fontSize + 4
      paintText(context, text, { x: box.x + 8, y, width: box.width - 16 }, { color, bold: line === 0 })
    }
  }
}

function marksOf({ sample, opened, problems }: RankedImage, view: NetworkView): Mark[] {
  const reported = new Map(
    problems.filter(({ severity }) => severity !== 'info').map((problem) => [problem.line, problem]),
  )
  return sample.texts.map((text) => {
    const isSmall = !text.ignore && opened !== undefined && networkSize(text, opened.header, view) < view.minTextSize
    const color = text.ignore ? colors.ignored : isSmall ? colors.small : colors.legible
    const label = reported.has(text.line) ? { label: String(text.line) } : {}
    return { polygon: text.polygon, look: { color, hatched: text.ignore, ...label } }
  })
}

/** Outlines that the reader refused, where their corners can be read at all. */
async function refusedMarks({ sample, groundTruth, problems }: RankedImage): Promise<Mark[]> {
  const kept = new Set(sample.texts.map(({ line }) => line))
  const lines = new Set(
    problems
      .filter(({ file, line, severity }) => severity === 'error' && file === groundTruth && !kept.has(line ?? 0))
      .map(({ line }) => line),
  )
  if (lines.size === 0) return []
  const bytes = await readRegularAsync(sample.groundTruthPath).catch(() => undefined)
  if (bytes === undefined) return []
  return linesOfFile(bytes).lines.flatMap(({ number, text }) => {
    const polygon = lines.has(number) ? readGroundTruthLine(text).polygon : undefined
    return polygon === undefined
      ? []
      : [{ polygon, look: { color: colors.refused, dashed: true, label: String(number) } }]
  })
}

interface Caption {
  readonly text: string
  readonly color: string
}

function captionsOf(
  { image: name, sample, problems }: RankedImage,
  marks: readonly Mark[],
  image: Canvas | undefined,
  language: Language,
): Caption[] {
  const size = image === undefined ? '' : `  ${image.width}x${image.height}`
  const counts = {
    texts: sample.texts.length,
    ignored: sample.texts.filter(({ ignore }) => ignore).length,
    small: marks.filter(({ look }) => look.color === colors.small).length,
  }
  return [
    { text: `${name}${size}`, color: colors.text },
    { text: countWords(counts, language), color: colors.dim },
    findingsCaption(problems, language),
  ]
}

/** `self-crossing x2, leaked-image (train_images/3.jpg)`, in the colour of the worst. Small texts are drawn and counted already. */
function findingsCaption(problems: readonly Problem[], language: Language): Caption {
  const order: Record<Severity, number> = { error: 0, warning: 1, info: 2 }
  const sorted = problems
    .filter(({ code }) => code !== 'text-too-small')
    .toSorted((a, b) => order[a.severity] - order[b.severity])
  if (sorted.length === 0) return { text: problems.length === 0 ? sheetWords.fine[language] : '', color: colors.dim }
  const counts = new Map<string, number>()
  for (const problem of sorted) {
    const name = 'other' in problem.facts ? `${problem.code} (${problem.facts.other})` : problem.code
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  const text = [...counts].map(([name, count]) => (count === 1 ? name : `${name} x${count}`)).join(', ')
  return { text, color: colors[sorted[0].severity] }
}
