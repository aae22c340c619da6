// The canvas of a viewer with its gestures: drag, wheel, two fingers, keys. Knows no React.
import { boxAt, type ShownBox } from './boxes.ts'
import { paint } from './paint.ts'
import { fit, pan, reveal, type Size, toImage, type View, zoomAt } from './view.ts'

interface StageEvents {
  readonly onActive: (index: number | undefined) => void
}

/** How far an arrow key moves, in pixels of the screen, and how much a step zooms. */
const steps = { pan: 60, zoom: 1.25 }

/** What is shown. */
export interface Shown extends Size {
  readonly image: HTMLImageElement | undefined
  readonly boxes: readonly ShownBox[]
  readonly active: number | undefined
}

export class Stage {
  readonly #canvas: HTMLCanvasElement
  readonly #events: StageEvents
  readonly #sizes: ResizeObserver
  readonly #pointers = new Map<number, { x: number; y: number }>()
  #shown: Shown = { image: undefined, width: 1, height: 1, boxes: [], active: undefined }
  #view: View | undefined
  #frame: number | undefined

  constructor(canvas: HTMLCanvasElement, events: StageEvents) {
    this.#canvas = canvas
    this.#events = events
    this.#sizes = new ResizeObserver(() => this.#resize())
    this.#sizes.observe(canvas)
    canvas.addEventListener('wheel', this.#wheel, { passive: false })
    canvas.addEventListener('pointerdown', this.#down)
    canvas.addEventListener('pointermove', this.#move)
    for (const end of ['pointerup', 'pointercancel', 'pointerleave'] as const) canvas.addEventListener(end, this.#up)
    canvas.addEventListener('keydown', this.#key)
  }

  remove(): void {
    this.#sizes.disconnect()
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame)
  }

  /** Shows something else; the view stays while the image has the same size. */
  show(shown: Shown): void {
    const { width, height } = this.#shown
    if (shown.width !== width || shown.height !== height) this.#view = undefined
    this.#shown = shown
    this.#later()
  }

  /** Fits the image, or zooms by steps around the middle. */
  zoom(direction: 'in' | 'out' | 'fit'): void {
    const { width, height } = this.#screen()
    if (direction === 'fit') this.#view = undefined
    else this.#view = zoomAt(this.#current(), direction === 'in' ? steps.zoom : 1 / steps.zoom, width / 2, height / 2)
    this.#later()
  }

  /** Moves a box into sight. */
  reveal(index: number): void {
    const shown = this.#shown.boxes[index]
    if (shown !== undefined) this.#view = reveal(this.#current(), shown.box, this.#screen())
    this.#later()
  }

  #screen(): Size {
    return { width: this.#canvas.clientWidth, height: this.#canvas.clientHeight }
  }

  #current(): View {
    return (this.#view ??= fit(this.#shown, this.#screen()))
  }

  #resize(): void {
    this.#view = undefined
    this.#later()
  }

  #later(): void {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = undefined
      this.#paint()
    })
  }

  #paint(): void {
    const screen = this.#screen()
    if (screen.width === 0) return
    const ratio = devicePixelRatio
    const [width, height] = [Math.round(screen.width * ratio), Math.round(screen.height * ratio)]
    if (this.#canvas.width !== width || this.#canvas.height !== height) Object.assign(this.#canvas, { width, height })
    const context = this.#canvas.getContext('2d')
    if (context === null) return
    context.setTransform(ratio, 0, 0, ratio, 0, 0)
    paint(context, { ...this.#shown, view: this.#current() }, screen)
  }

  readonly #wheel = (event: WheelEvent): void => {
    event.preventDefault()
    this.#view = zoomAt(this.#current(), Math.exp(-event.deltaY * 0.0015), event.offsetX, event.offsetY)
    this.#later()
  }

  readonly #down = (event: PointerEvent): void => {
    this.#canvas.setPointerCapture(event.pointerId)
    this.#pointers.set(event.pointerId, { x: event.offsetX, y: event.offsetY })
  }

  readonly #move = (event: PointerEvent): void => {
    const before = this.#pointers.get(event.pointerId)
    if (before === undefined) {
      this.#hover(event)
      return
    }
    const now = { x: event.offsetX, y: event.offsetY }
    const other = [...this.#pointers].find(([id]) => id !== event.pointerId)?.[1]
    this.#pointers.set(event.pointerId, now)
    if (other === undefined) this.#view = pan(this.#current(), now.x - before.x, now.y - before.y)
    else {
      const factor = Math.hypot(now.x - other.x, now.y - other.y) / Math.hypot(before.x - other.x, before.y - other.y)
      this.#view = zoomAt(this.#current(), factor, (now.x + other.x) / 2, (now.y + other.y) / 2)
    }
    this.#later()
  }

  readonly #up = (event: PointerEvent): void => {
    this.#pointers.delete(event.pointerId)
  }

  #hover(event: PointerEvent): void {
    const index = boxAt(this.#shown.boxes, ...toImage(this.#current(), event.offsetX, event.offsetY))
    if (index !== this.#shown.active) this.#events.onActive(index)
  }

  readonly #key = (event: KeyboardEvent): void => {
    const act = this.#keys[event.key]
    if (act === undefined || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    act()
    this.#later()
  }

  readonly #keys: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => this.#pan(1, 0),
    ArrowRight: () => this.#pan(-1, 0),
    ArrowUp: () => this.#pan(0, 1),
    ArrowDown: () => this.#pan(0, -1),
    '+': () => this.zoom('in'),
    '=': () => this.zoom('in'),
    '-': () => this.zoom('out'),
    '0': () => this.zoom('fit'),
    n: () => this.#next(1),
    p: () => this.#next(-1),
  }

  #pan(x: number, y: number): void {
    this.#view = pan(this.#current(), x * steps.pan, y * steps.pan)
  }

  #next(step: number): void {
    const { boxes, active } = this.#shown
    if (boxes.length === 0) return
    const index = active === undefined ? 0 : (active + step + boxes.length) % boxes.length
    this.#events.onActive(index)
    this.reveal(index)
  }
}
