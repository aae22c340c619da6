// Writes COCO object detection (see the reader in ../import/formats/coco.ts): one category, `text`; do not care is `iscrowd`, which COCO's
// evaluation and most training codes leave out of count; the transcript is `utf8_string`, as in COCO-Text.
import { area, boundsOf } from '../../geometry/points.ts'
import type { TextInstance } from '../../data/types.ts'
import type { ExportFormat } from './types.ts'

const category = { id: 1, name: 'text', supercategory: '' } as const

function annotationOf({ polygon, transcript, ignore }: TextInstance, id: number, imageId: number) {
  const { minX, minY, maxX, maxY } = boundsOf(polygon)
  return {
    id,
    image_id: imageId,
    category_id: category.id,
    segmentation: [polygon.flat()],
    bbox: [minX, minY, maxX - minX, maxY - minY],
    area: area(polygon),
    iscrowd: ignore ? 1 : 0,
    ...(ignore ? {} : { utf8_string: transcript }),
  }
}

export const cocoExport: ExportFormat = {
  title: 'COCO (annotations/train.json, annotations/test.json)',
  shown: (split) => `annotations/${split}.json`,
  files: (split, images) => {
    const entries = images.map(({ name, size }, index) => ({ id: index + 1, file_name: name, ...size }))
    const annotations = images
      .flatMap(({ texts }, index) => texts.map((text) => ({ text, imageId: index + 1 })))
      .map(({ text, imageId }, index) => annotationOf(text, index + 1, imageId))
    const info = { description: 'Exported by ocrdet' }
    const content = JSON.stringify({ info, licenses: [], images: entries, annotations, categories: [category] })
    return [{ path: `annotations/${split}.json`, content: `${content}\n` }]
  },
}
