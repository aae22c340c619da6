// A probability map as something to lay over an image: nothing where it is 0, glowing where it is 1.
import { useMemo } from 'react'
import { useImage } from './viewer.tsx'

/** Far from the colours of boxes, and seen on dark and on light paper. */
const glow = [255, 0, 128] as const

/** The map of an address as a transparent image, once it is loaded. @param address of a grey image, white for 1 */
export function useOverlay(address: string | undefined): HTMLCanvasElement | undefined {
  const { image } = useImage(address)
  return useMemo(() => (image === undefined ? undefined : glowing(image)), [image])
}

function glowing(image: HTMLImageElement): HTMLCanvasElement | undefined {
  const canvas = document.createElement('canvas')
  Object.assign(canvas, { width: image.naturalWidth, height: image.naturalHeight })
  const context = canvas.getContext('2d')
  if (context === null) return undefined
  context.drawImage(image, 0, 0)
  const pixels = context.getImageData(0, 0, canvas.width, canvas.height)
  for (let at = 0; at < pixels.data.length; at += 4) {
    pixels.data[at + 3] = pixels.data[at] ?? 0
    pixels.data.set(glow, at)
  }
  context.putImageData(pixels, 0, 0)
  return canvas
}
