// A canvas as a screen: its size in pixels of the page, a context for its sharpness, one frame at a time.
import type { Size, View } from './view.ts'
import { zoomAt } from './view.ts'

/** One step closer. */
const zoomStep = 1.25

export type Zoom = 'in' | 'out' | 'fit'

export function screenOf(canvas: HTMLCanvasElement): Size {
  return { width: canvas.clientWidth, height: canvas.clientHeight }
}

/** A step closer or farther around the middle; undefined is the whole image. */
export function zoomed(view: View, direction: Zoom, { width, height }: Size): View | undefined {
  if (direction === 'fit') return undefined
  return zoomAt(view, direction === 'in' ? zoomStep : 1 / zoomStep, width / 2, height / 2)
}

/** A context in pixels of the page, on a canvas as sharp as the screen; null where there is nothing to paint on. */
export function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D | null {
  const screen = screenOf(canvas)
  if (screen.width === 0) return null
  const ratio = devicePixelRatio
  const [width, height] = [Math.round(screen.width * ratio), Math.round(screen.height * ratio)]
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height })
  const context = canvas.getContext('2d')
  context?.setTransform(ratio, 0, 0, ratio, 0, 0)
  return context
}

/** Paints once in the next frame, however often it is asked to. */
export class Frame {
  readonly #paint: () => void
  #asked: number | undefined

  constructor(paint: () => void) {
    this.#paint = paint
  }

  ask(): void {
    this.#asked ??= requestAnimationFrame(() => {
      this.#asked = undefined
      this.#paint()
    })
  }

  cancel(): void {
    if (this.#asked !== undefined) cancelAnimationFrame(this.#asked)
  }
}
