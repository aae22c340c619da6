// The canvas of a viewer with its gestures: drag, wheel, two fingers, keys. Knows no React.
import { boxAt } from './boxes.ts'
import { paint, type Scene } from './paint.ts'
import { contextOf, Frame, screenOf, type Zoom, zoomed } from './screen.ts'
import { centre, fit, pan, type Size, toImage, type View, zoomAt } from './view.ts'

export interface StageEvents {
  readonly onActive: (index: number | undefined) => void
  /** To the image before or after; undefined where there is none. */
  readonly onStep: ((by: -1 | 1) => void) | undefined
  /** The wheel was turned without the key that makes it zoom. */
  readonly onPlainWheel: () => void
  /** Other keys: `f`, `b`, `l`. */
  readonly onKey: (key: string) => boolean
}

/** How far an arrow key moves, in pixels of the screen. */
const panStep = 60

/** What is shown. `address` names the image: another one is shown whole. */
export interface Shown extends Omit<Scene, 'view'> {
  readonly address: string
}

const nothing: Shown = {
  address: '',
  image: undefined,
  width: 1,
  height: 1,
  boxes: [],
  active: undefined,
  numbers: true,
}

export class Stage {
  readonly #canvas: HTMLCanvasElement
  readonly #events: { readonly current: StageEvents }
  readonly #sizes: ResizeObserver
  readonly #pointers = new Map<number, { x: number; y: number }>()
  #shown = nothing
  /** Undefined: the whole image. */
  #view: View | undefined
  #size: Size = { width: 0, height: 0 }
  readonly #frame = new Frame(() => this.#paint())

  constructor(canvas: HTMLCanvasElement, events: { readonly current: StageEvents }) {
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
    this.#frame.cancel()
  }

  /** Shows something else; the view stays while it is the same image. */
  show(shown: Shown): void {
    if (shown.address !== this.#shown.address || shown.width !== this.#shown.width) this.#view = undefined
    this.#shown = shown
    this.#frame.ask()
  }

  /** Fits the image, or zooms by steps around the middle. */
  zoom(direction: Zoom): void {
    this.#view = zoomed(this.#current(), direction, screenOf(this.#canvas))
    this.#frame.ask()
  }

  /** Puts a box into the middle. */
  reveal(index: number): void {
    const shown = this.#shown.boxes[index]
    if (shown !== undefined) this.#view = centre(this.#current(), shown.box, screenOf(this.#canvas))
    this.#frame.ask()
  }

  #current(): View {
    return this.#view ?? fit(this.#shown, screenOf(this.#canvas))
  }

  /** What was in the middle stays there. */
  #resize(): void {
    const { width, height } = screenOf(this.#canvas)
    if (this.#view !== undefined && this.#size.width > 0)
      this.#view = pan(this.#view, (width - this.#size.width) / 2, (height - this.#size.height) / 2)
    this.#size = { width, height }
    this.#frame.ask()
  }

  #paint(): void {
    const screen = screenOf(this.#canvas)
    if (screen.width === 0) return
    const context = contextOf(this.#canvas)
    // A finger scrolls the page over the whole image, and moves an image that was brought closer.
    this.#canvas.style.touchAction = this.#view === undefined ? 'pan-y' : 'none'
    const view = this.#current()
    this.#canvas.dataset['scale'] = view.scale.toFixed(3)
    if (context === null) return
    paint(context, { ...this.#shown, view }, screen)
  }

  /** Turned alone it scrolls the page, except where the image is all there is. */
  readonly #wheel = (event: WheelEvent): void => {
    if (!event.ctrlKey && !event.metaKey && document.fullscreenElement === null) {
      this.#events.current.onPlainWheel()
      return
    }
    event.preventDefault()
    this.#view = zoomAt(this.#current(), Math.exp(-event.deltaY * 0.0015), event.offsetX, event.offsetY)
    this.#frame.ask()
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
    if (other !== undefined) {
      const factor = Math.hypot(now.x - other.x, now.y - other.y) / Math.hypot(before.x - other.x, before.y - other.y)
      this.#view = zoomAt(this.#current(), factor, (now.x + other.x) / 2, (now.y + other.y) / 2)
    } else if (event.pointerType === 'mouse' || this.#view !== undefined) {
      this.#view = pan(this.#current(), now.x - before.x, now.y - before.y)
    }
    this.#frame.ask()
  }

  readonly #up = (event: PointerEvent): void => {
    this.#pointers.delete(event.pointerId)
  }

  #hover({ offsetX, offsetY }: PointerEvent): void {
    const { boxes, slider, active } = this.#shown
    const isBefore = slider !== undefined && offsetX < slider * screenOf(this.#canvas).width
    const side = slider === undefined ? undefined : isBefore ? 'before' : 'after'
    const index = boxAt(boxes, toImage(this.#current(), offsetX, offsetY), side)
    if (index !== active) this.#events.current.onActive(index)
  }

  readonly #key = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const act = this.#keys[event.key]
    if (act === undefined && !this.#events.current.onKey(event.key)) return
    event.preventDefault()
    act?.()
    this.#frame.ask()
  }

  readonly #keys: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => this.#sideways(-1),
    ArrowRight: () => this.#sideways(1),
    ArrowUp: () => this.#pan(0, 1),
    ArrowDown: () => this.#pan(0, -1),
    '+': () => this.zoom('in'),
    '=': () => this.zoom('in'),
    '-': () => this.zoom('out'),
    '0': () => this.zoom('fit'),
    n: () => this.#next(1),
    p: () => this.#next(-1),
  }

  /** Along an image that was brought closer; a whole one has nothing beside it but the next image. */
  #sideways(by: -1 | 1): void {
    const { onStep } = this.#events.current
    if (this.#view === undefined && onStep !== undefined) onStep(by)
    else this.#pan(-by, 0)
  }

  #pan(x: number, y: number): void {
    this.#view = pan(this.#current(), x * panStep, y * panStep)
  }

  #next(step: number): void {
    const { boxes, active } = this.#shown
    if (boxes.length === 0) return
    const index = active === undefined ? 0 : (active + step + boxes.length) % boxes.length
    this.#events.current.onActive(index)
    this.reveal(index)
  }
}
