// Writes tasks for Label Studio (see the readers in ../import/formats/label-studio.ts): polygons in percents of the image, with a label
// and a transcript each, for an interface with an Image `image`, PolygonLabels `label` and a TextArea `transcription` for each region.
// The images are named as its local file storage serves them, relative to the new folder: https://labelstud.io/guide/storage#Local-storage
import type { TextInstance } from '../../data/types.ts'
import type { Size } from '../import/types.ts'
import type { ExportFormat, ExportImage } from './types.ts'

const labels = { text: 'Text', ignore: 'Ignore' } as const

function resultsOf({ polygon, transcript, ignore }: TextInstance, id: string, { width, height }: Size) {
  const points = polygon.map(([x, y]) => [(100 * x) / width, (100 * y) / height])
  const shared = { id, to_name: 'image', original_width: width, original_height: height, image_rotation: 0 }
  const outline = { points, closed: true }
  const polygonlabels = [ignore ? labels.ignore : labels.text]
  return [
    { ...shared, type: 'polygonlabels', from_name: 'label', value: { ...outline, polygonlabels } },
    ...(ignore
      ? []
      : [{ ...shared, type: 'textarea', from_name: 'transcription', value: { ...outline, text: [transcript] } }]),
  ]
}

function taskOf({ name, size, texts }: ExportImage, index: number, folder: string) {
  const result = texts.flatMap((text, place) => resultsOf(text, `${index + 1}-${place + 1}`, size))
  const image = `/data/local-files/?d=${folder}/${name.split('/').map(encodeURIComponent).join('/')}`
  return { id: index + 1, data: { image }, annotations: [{ result }] }
}

export const labelStudioExport: ExportFormat = {
  title: 'Label Studio (train.json, test.json)',
  shown: (split) => `${split}.json`,
  files: (split, images, folder) => {
    const tasks = images.map((image, index) => taskOf(image, index, folder))
    return [{ path: `${split}.json`, content: `${JSON.stringify(tasks)}\n` }]
  },
}
