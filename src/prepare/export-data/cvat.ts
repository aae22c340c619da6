// Writes CVAT's XML 1.1 "for images" (see the reader in ../import/formats/cvat.ts): polygons of the label `text`, or `ignore` for do
// not care, with the attribute `transcription`.
import type { TextInstance } from '../../data/types.ts'
import type { ExportFormat, ExportImage } from './types.ts'

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

function polygonOf({ polygon, transcript, ignore }: TextInstance): string {
  const points = polygon.map(([x, y]) => `${x},${y}`).join(';')
  const start = `    <polygon label="${ignore ? 'ignore' : 'text'}" source="manual" occluded="0" points="${points}" z_order="0">`
  const attribute = `<attribute name="transcription">${escaped(ignore ? '' : transcript)}</attribute>`
  return `${start}${attribute}</polygon>\n`
}

function imageOf({ name, size, texts }: ExportImage, id: number, folder: string): string {
  const start = `  <image id="${id}" name="${escaped(`${folder}/${name}`)}" width="${size.width}" height="${size.height}">\n`
  return `${start}${texts.map(polygonOf).join('')}  </image>\n`
}

export const cvatExport: ExportFormat = {
  title: 'CVAT for images 1.1 (train.xml, test.xml)',
  shown: (split) => `${split}.xml`,
  files: (split, images, folder) => {
    const body = images.map((image, index) => imageOf(image, index, folder)).join('')
    const content = `<?xml version="1.0" encoding="utf-8"?>\n<annotations>\n  <version>1.1</version>\n${body}</annotations>\n`
    return [{ path: `${split}.xml`, content }]
  },
}
