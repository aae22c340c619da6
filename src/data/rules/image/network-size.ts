// How large a text is for the network.
import { scalePolygon } from '../../../geometry/points.ts'
import type { ImageHeader } from '../../image.ts'
import { defaultPreprocessing, placeImage } from '../../preprocess.ts'
import { textSize } from '../../targets.ts'
import type { TextInstance } from '../../types.ts'
import type { NetworkView } from './rule.ts'

/** Short side of the text in network pixels, the image fitted into the input as training without augmentation does. */
export function networkSize(text: TextInstance, header: ImageHeader, { input }: NetworkView): number {
  const { scaleX, scaleY } = placeImage(header, { ...defaultPreprocessing, resize: 'fit', size: input })
  return textSize(scalePolygon(text.polygon, scaleX, scaleY))
}
