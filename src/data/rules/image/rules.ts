// Everything there is to say about one image and its boxes, short of decoding it.
import type { Problem } from '../../problems.ts'
import { oneBoxEach } from './duplicate-boxes.ts'
import { insideEdges } from './edges.ts'
import { extensionFitsContent } from './extension.ts'
import { drawnUpright } from './orientation.ts'
import { onePage } from './pages.ts'
import type { NetworkView, OpenedImage, ImageRule } from './rule.ts'
import { largeEnough } from './small-texts.ts'
import { hasText } from './without-text.ts'

const imageRules: readonly ImageRule[] = [
  extensionFitsContent,
  onePage,
  drawnUpright,
  hasText,
  insideEdges,
  oneBoxEach,
  largeEnough,
]

export function imageProblems(opened: OpenedImage, view: NetworkView): Problem[] {
  return imageRules.flatMap((rule) => rule(opened, view))
}
