// A small data set on the disk, for tests of editing.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Ground truths by name of their image; the images themselves are empty files, as nothing of them is read. */
export function setOf(groundTruths: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'ocrdet-annotate-'))
  for (const folder of ['train_images', 'train_gts']) mkdirSync(join(root, folder))
  for (const [name, text] of Object.entries(groundTruths)) {
    writeFileSync(join(root, 'train_images', `${name}.jpg`), '')
    writeFileSync(join(root, 'train_gts', `${name}.txt`), text)
  }
  writeFileSync(
    join(root, 'train_list.txt'),
    Object.keys(groundTruths)
      .map((name) => `train_images/${name}.jpg train_gts/${name}.txt\n`)
      .join(''),
  )
  return root
}
