// Writes PaddleOCR's detection labels (see the reader in ../import/formats/paddleocr.ts): a path, a tab, a JSON list of texts.
import type { ExportFormat, ExportImage } from './types.ts'

function labelLine({ name, texts }: ExportImage, folder: string): string {
  const label = texts.map(({ transcript, polygon }) => ({ transcription: transcript, points: polygon }))
  return `${folder}/${name}\t${JSON.stringify(label)}\n`
}

/** `###` is PaddleOCR's own sign for do not care. */
export const paddleocrExport: ExportFormat = {
  title: 'PaddleOCR (train_label.txt, test_label.txt; data_dir is the new folder)',
  shown: (split) => `${split}_label.txt`,
  files: (split, images, folder) => [
    { path: `${split}_label.txt`, content: images.map((image) => labelLine(image, folder)).join('') },
  ],
}
