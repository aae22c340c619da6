// Everything there is to say about one picture and its boxes, short of decoding it.
import type { Problem } from '../../problems.ts'
import { oneBoxEach } from './duplicate-boxes.ts'
import { insideEdges } from './edges.ts'
import { extensionFitsContent } from './extension.ts'
import { drawnUpright } from './orientation.ts'
import { onePage } from './pages.ts'
import type { NetworkView, OpenedPicture, PictureRule } from './rule.ts'
import { largeEnough } from './small-texts.ts'
import { hasText } from './without-text.ts'

const pictureRules: readonly PictureRule[] = [
  extensionFitsContent,
  onePage,
  drawnUpright,
  hasText,
  insideEdges,
  oneBoxEach,
  largeEnough,
]

export function pictureProblems(opened: OpenedPicture, view: NetworkView): Problem[] {
  return pictureRules.flatMap((rule) => rule(opened, view))
}
