// Test helper: data sets made of literals in a temporary folder that is removed after the test.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import sharp from 'sharp'
import { onTestFinished } from 'vitest'

/** Makes a folder with these files (paths relative to it) and returns its path. */
export function makeFolder(files: Record<string, string | Uint8Array>): string {
  const root = mkdtempSync(join(tmpdir(), 'ocrdet-test-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), content)
  }
  return root
}

/** A plain image, encoded; `orientation` is the EXIF tag. */
export async function imageBytes(
  width: number,
  height: number,
  { format = 'jpeg', orientation }: { format?: 'jpeg' | 'png'; orientation?: number } = {},
): Promise<Uint8Array> {
  const image = sharp({ create: { width, height, channels: 3, background: '#808080' } })
  const tagged = orientation === undefined ? image : image.withMetadata({ orientation })
  return await tagged.toFormat(format).toBuffer()
}

/** A ground-truth line: the rectangle from (x, y) of the given size, clockwise from top-left. */
export function boxLine(x: number, y: number, { width = 40, height = 20, text = 'word' } = {}): string {
  return [x, y, x + width, y, x + width, y + height, x, y + height, text].join(',')
}
