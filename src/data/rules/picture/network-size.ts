// How large a text is for the network.
import { scalePolygon } from '../../../geometry/points.ts'
import type { PictureHeader } from '../../picture.ts'
import { defaultPreprocessing, placePicture } from '../../preprocess.ts'
import { textSize } from '../../targets.ts'
import type { Text } from '../../types.ts'
import type { NetworkView } from './rule.ts'

/** Short side of the text in network pixels, the picture fitted into the input as training without augmentation does. */
export function networkSize(text: Text, header: PictureHeader, { input }: NetworkView): number {
  const { scaleX, scaleY } = placePicture(header, { ...defaultPreprocessing, resize: 'fit', size: input })
  return textSize(scalePolygon(text.polygon, scaleX, scaleY))
}
