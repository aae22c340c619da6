// Rule: boxes are drawn on the image as a viewer shows it, that is as turned by its EXIF orientation.
import type { ImageHeader } from '../../image.ts'
import type { OrientationFacts, ImageFacts } from '../../problem-kinds.ts'
import { problem } from '../../problems.ts'
import type { Sample } from '../../types.ts'
import { boxesFitRawOnly, fitOfBoxes } from './fit.ts'
import type { ImageRule } from './rule.ts'

export const drawnUpright: ImageRule = ({ sample, header, image }) => {
  if (header.orientation === 1) return []
  const { orientation, rawWidth, rawHeight, width, height } = header
  const facts: OrientationFacts = { orientation, rawWidth, rawHeight, width, height }
  if (boxesFitRawOnly(sample.texts, header)) return [problem({ code: 'boxes-fit-raw-size', ...facts }, image)]
  return [problem({ code: 'exif-orientation', ...facts, fit: fitWords(sample, header) }, image)]
}

function fitWords({ texts }: Sample, header: ImageHeader): ImageFacts['exif-orientation']['fit'] {
  if (texts.length === 0) return 'no-box'
  if (header.width === header.rawWidth) return 'same-size'
  const { turned, raw } = fitOfBoxes(texts, header)
  if (turned) return raw ? 'both' : 'turned'
  return 'neither'
}
