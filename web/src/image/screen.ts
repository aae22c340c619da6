// A canvas as a screen: its size in pixels of the page, a context for its sharpness, one frame at a time.
import type { Size, View } from './view.ts'
import { zoomAt } from './view.ts'

/** One step closer. */
const zoomStep = 1.25

export type Zoom = 'in' | 'out' | 'fit'

export function screenOf(canvas: HTMLCanvasElement): Size {
  return { width: canvas.clientWidth, height: canvas.clientHeight }
}

/** A canvas as a screen that is asked once, not at each move of a pointer: what was written before would have to be laid out first. */
export class CanvasScreen {
  readonly #canvas: HTMLCanvasElement
  #size: Size | undefined
  #told = ''

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas
  }

  get size(): Size {
    if (this.#size === undefined || this.#size.width === 0) this.#size = screenOf(this.#canvas)
    return this.#size
  }

  /** The size changed. */
  forget(): void {
    this.#size = undefined
  }

  /** Where the image is seen, for who looks from outside; written only where it changed. */
  tell({ scale, left, top }: View): void {
    const told = `${scale} ${left} ${top}`
    if (told === this.#told) return
    this.#told = told
    Object.assign(this.#canvas.dataset, { scale, left, top })
  }
}

/** A step closer or farther around the middle; undefined is the whole image. */
export function zoomed(view: View, direction: Zoom, { width, height }: Size): View | undefined {
  if (direction === 'fit') return undefined
  return zoomAt(view, direction === 'in' ? zoomStep : 1 / zoomStep, width / 2, height / 2)
}

/** A context in pixels of the page, on a canvas as sharp as the screen; null where there is nothing to paint on. */
export function contextOf(canvas: HTMLCanvasElement, screen: Size = screenOf(canvas)): CanvasRenderingContext2D | null {
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
