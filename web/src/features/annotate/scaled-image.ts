// A large image made small once for the zoom it is seen at, so that a frame costs no more for 20 megapixels than for one.

/** Seen larger than this it is drawn as it is: then only a part of it is on the screen. */
const smallUpTo = 0.5

export class ScaledImage {
  #source: CanvasImageSource | undefined
  #scale = 0
  #small: HTMLCanvasElement | undefined

  /** @param size of the image in its own pixels @param scale pixels of the device per pixel of the image */
  at(
    source: CanvasImageSource,
    { width, height }: { readonly width: number; readonly height: number },
    scale: number,
  ): CanvasImageSource {
    if (scale > smallUpTo) return source
    if (this.#small !== undefined && this.#source === source && this.#scale === scale) return this.#small
    const canvas = document.createElement('canvas')
    const size = { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
    Object.assign(canvas, size)
    const context = canvas.getContext('2d')
    if (context === null) return source
    context.imageSmoothingQuality = 'high'
    context.drawImage(source, 0, 0, size.width, size.height)
    this.#source = source
    this.#scale = scale
    this.#small = canvas
    return canvas
  }
}
