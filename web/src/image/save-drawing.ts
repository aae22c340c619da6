// Saves what a viewer shows as a file under the image's own name.
import { saveBlob } from '../ui/save.ts'
import type { ShownBox } from './boxes.ts'
import { drawingFileName } from './file-names.ts'
import { paint } from './paint.ts'

interface Drawing {
  readonly name: string
  readonly address: string
  /** What boxes are measured in. */
  readonly width: number
  readonly height: number
  readonly boxes: readonly ShownBox[]
  readonly numbers: boolean
}

/** Draws the boxes on the image at the size in which the server sends it. */
export async function saveDrawing({ name, address, ...scene }: Drawing): Promise<void> {
  const image = new Image()
  image.src = address
  await image.decode()
  const canvas = document.createElement('canvas')
  const screen = { width: image.naturalWidth, height: image.naturalHeight }
  Object.assign(canvas, screen)
  const context = canvas.getContext('2d')
  if (context === null) return
  const view = { scale: image.naturalWidth / scene.width, left: 0, top: 0 }
  paint(context, { ...scene, image, active: undefined, view }, screen)
  const blob = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, 'image/png')
  })
  if (blob !== null) saveBlob(drawingFileName(name), blob)
}
