// A tile that shows one training sample as the network gets it: the augmented view and its four target maps.
import type { Language } from '../../core/language.ts'
import { Random } from '../../core/random.ts'
import { augmentSample } from '../../data/augment/augment.ts'
import { defaultAugmentation } from '../../data/augment/settings.ts'
import { imageCanvas, type Canvas } from '../../data/canvas.ts'
import type { NetworkView } from '../../data/check.ts'
import { defaultPreprocessing } from '../../data/preprocess.ts'
import { defaultTargets, makeTargets, textSize } from '../../data/targets.ts'
import type { Sample, TextInstance } from '../../data/types.ts'
import { colors, fontSize, gap, lineHeight } from '../../draw/look.ts'
import { inputImage, masksImage, probabilityImage, thresholdImage } from './maps.ts'
import type { PaintTile } from '../../draw/page.ts'
import { paintFitted, paintOutline, paintText } from '../../draw/paint.ts'
import { decodeIfPossible, paintUnseen } from '../../draw/unseen.ts'
import { countWords, sheetWords } from './words.ts'

/** A training sample and its place in the list, from 0, which decides what is drawn at random. */
export interface TrainingSample {
  readonly sample: Sample
  readonly index: number
}

interface Panel {
  readonly canvas: Canvas
  readonly title: string
}

/** The view of the sample that an epoch (the first by default) of a training with this seed and the usual augmentation gets. */
export async function networkTile(
  { sample, index }: TrainingSample,
  view: NetworkView,
  { seed, language, epoch = 1 }: { readonly seed: number; readonly language: Language; readonly epoch?: number },
): Promise<PaintTile> {
  const image = await decodeIfPossible(sample.imagePath)
  if (image === undefined) return (context, box) => paintUnseen(context, box, { name: sample.name, language })
  const preprocessing = { ...defaultPreprocessing, size: view.input }
  const settings = { augmentation: defaultAugmentation, preprocessing }
  const seen = augmentSample({ image, texts: sample.texts }, settings, new Random(seed, 'augment', epoch, index))
  const targetSettings = { ...defaultTargets, minTextSize: view.minTextSize }
  const [height, width] = view.input
  const targets = makeTargets(seen.texts, { height, width }, targetSettings)
  const shown = inputImage(seen.input, preprocessing)
  const panels = [
    { canvas: imageCanvas(shown), title: sheetWords.view[language] },
    { canvas: imageCanvas(probabilityImage(shown, targets)), title: sheetWords.probability[language] },
    { canvas: imageCanvas(thresholdImage(shown, targets, targetSettings)), title: sheetWords.threshold[language] },
    { canvas: imageCanvas(masksImage(shown, targets)), title: sheetWords.masks[language] },
  ]
  const caption = `${sample.name}  ${countWords(countsOf(seen.texts, view), language)}`
  return paintPanels(panels, caption, { texts: seen.texts, view })
}

function countsOf(
  texts: readonly TextInstance[],
  view: NetworkView,
): { texts: number; ignored: number; small: number } {
  const small = texts.filter((text) => !text.ignore && isSmall(text, view)).length
  return { texts: texts.length, ignored: texts.filter(({ ignore }) => ignore).length, small }
}

function isSmall({ polygon }: TextInstance, { minTextSize }: NetworkView): boolean {
  return textSize(polygon) < minTextSize
}

function paintPanels(
  panels: readonly Panel[],
  caption: string,
  { texts, view }: { readonly texts: readonly TextInstance[]; readonly view: NetworkView },
): PaintTile {
  return (context, box) => {
    const width = (box.width - (panels.length - 1) * gap) / panels.length
    const height = box.height - 2 * lineHeight
    for (const [index, { canvas, title }] of panels.entries()) {
      const x = box.x + index * (width + gap)
      const placing = paintFitted(context, canvas, { x, y: box.y, width, height })
      const place = { x, y: box.y + height + fontSize + 2, width }
      paintText(context, title, place, { color: colors.dim })
      if (index > 0) continue
      for (const text of texts) {
        const color = text.ignore ? colors.ignored : isSmall(text, view) ? colors.small : colors.legible
        paintOutline(context, text.polygon, placing, { color, hatched: text.ignore })
      }
    }
    const place = { x: box.x, y: box.y + height + lineHeight + fontSize + 2, width: box.width }
    paintText(context, caption, place, { color: colors.text, bold: true })
  }
}
