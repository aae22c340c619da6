// Writes labelme's files (see the reader in ../import/formats/labelme.ts): one JSON file beside each image. The label of a shape is what
// is written there, as people type it for text; `###` is do not care. A text that itself sounds like a label for do not care, or that
// is empty, stands in the description instead.
import type { TextInstance } from '../../data/types.ts'
import { groundTruthNames } from '../../data/write/names.ts'
import { doNotCare, meansIgnore } from '../import/words.ts'
import type { ExportFormat, ExportImage } from './types.ts'

/** What a shape is called whose words stand in its description. */
const plainLabel = 'text'

function shapeOf({ polygon, transcript, ignore }: TextInstance) {
  const isLabel = ignore || !meansIgnore(transcript)
  return {
    label: ignore ? doNotCare : isLabel ? transcript : plainLabel,
    points: polygon,
    group_id: null,
    description: isLabel ? '' : transcript,
    shape_type: 'polygon',
    flags: {},
  }
}

function fileOf({ name, size, texts }: ExportImage): string {
  const content = {
    version: '5.5.0',
    flags: {},
    shapes: texts.map(shapeOf),
    imagePath: name,
    imageData: null,
    imageHeight: size.height,
    imageWidth: size.width,
  }
  return `${JSON.stringify(content, null, 2)}\n`
}

export const labelmeExport: ExportFormat = {
  title: 'labelme (one JSON file beside each image)',
  shown: (split) => `${split}_images/*.json`,
  files: (_split, images, folder) => {
    const names = groundTruthNames(images.map(({ name }) => name))
    return images.map((image, index) => ({
      path: `${folder}/${names[index].replace(/\.txt$/, '.json')}`,
      content: fileOf(image),
    }))
  },
}
