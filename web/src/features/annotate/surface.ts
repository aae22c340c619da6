// The canvas that texts are drawn on: mouse, pen and fingers select, move, shape and draw; zoom and place of the image. Knows no React.
import type { Change, TextBox } from '../../annotate/editor.ts'
import {
  dragged,
  edgeAt,
  type Handle,
  handleAt,
  handlesOf,
  inside,
  isInSight,
  reach,
  reachOf,
  textAt,
} from '../../annotate/handles.ts'
import { cornersOf, distance, type Outline, outlineOf, type Point } from '../../annotate/outline.ts'
import { cornerInserted, cornerRemoved, moved, rectangle } from '../../annotate/reshape.ts'
import { boundsOf, centre, fit, pan, toImage, type View, zoomAt } from '../../image/view.ts'
import { CanvasScreen, contextOf, Frame, type Zoom, zoomed } from '../../image/screen.ts'
import { type EditScene, paintTexts, type Sketch, StillLayer } from './paint-texts.ts'
import { ScaledImage } from './scaled-image.ts'

export type Tool = 'select' | 'rectangle' | 'quadrilateral' | 'polygon'

export interface Shown extends EditScene {
  /** Names the image: another one is shown whole. */
  readonly address: string
  readonly tool: Tool
  readonly corner: number | undefined
}

export interface SurfaceEvents {
  readonly onChange: (change: Change) => void
  /** An outline was drawn. */
  readonly onDrawn: (box: Outline) => void
  /** A corner of the selected text was touched. */
  readonly onCorner: (index: number | undefined) => void
  readonly onPlainWheel: () => void
}

type Gesture =
  | { readonly is: 'pan' }
  | { readonly is: 'handle'; readonly text: TextBox; readonly handle: Handle; readonly from: Point }
  | { readonly is: 'move'; readonly texts: readonly TextBox[]; readonly from: Point }
  | { readonly is: 'area' | 'rectangle'; readonly from: Point }

/** A shorter way is a click. */
const clickUpTo = 4

export class Surface {
  readonly #canvas: HTMLCanvasElement
  readonly #events: { readonly current: SurfaceEvents }
  readonly #sizes: ResizeObserver
  readonly #pointers = new Map<number, Point>()
  readonly #scaled = new ScaledImage()
  readonly #still = new StillLayer()
  readonly #screen: CanvasScreen
  #shown: Shown | undefined
  /** Undefined: the whole image. */
  #view: View | undefined
  #gesture: Gesture | undefined
  /** Where the pointer went down on the screen, and whether it has gone further than a click. */
  #pressed: { readonly at: Point; readonly isFar: boolean } | undefined
  /** Outlines while they are dragged. */
  #preview = new Map<number, Outline>()
  /** Corners of a quadrilateral or polygon so far. */
  #points: readonly Point[] = []
  #pointer: Point | undefined
  #isSpaceDown = false
  readonly #frame = new Frame(() => this.#paint())

  constructor(canvas: HTMLCanvasElement, events: { readonly current: SurfaceEvents }) {
    this.#canvas = canvas
    this.#events = events
    this.#screen = new CanvasScreen(canvas)
    this.#sizes = new ResizeObserver(() => {
      this.#screen.forget()
      this.#frame.ask()
    })
    this.#sizes.observe(canvas)
    canvas.addEventListener('wheel', this.#wheel, { passive: false })
    canvas.addEventListener('pointerdown', this.#down)
    canvas.addEventListener('pointermove', this.#move)
    canvas.addEventListener('pointerup', this.#up)
    canvas.addEventListener('pointercancel', this.#cancel)
    canvas.addEventListener('dblclick', this.#double)
  }

  remove(): void {
    this.#sizes.disconnect()
    this.#frame.cancel()
  }

  /** Shows something else; the view stays while it is the same image. */
  show(shown: Shown): void {
    if (shown.address !== this.#shown?.address) {
      this.#view = undefined
      this.abandon()
    }
    if (shown.tool !== this.#shown?.tool) this.#points = []
    this.#shown = shown
    this.#frame.ask()
  }

  zoom(direction: Zoom): void {
    this.#view = zoomed(this.#current(), direction, this.#screen.size)
    this.#frame.ask()
  }

  /** Brings a text into sight. */
  reveal(id: number): void {
    const text = this.#shown?.boxes.find((one) => one.id === id)
    if (text === undefined) return
    if (!isInSight(text.box, this.#current(), this.#screen.size)) this.focusOn(text.box)
  }

  /** Puts an outline into the middle. */
  focusOn(outline: Outline): void {
    this.#view = centre(this.#current(), outline, this.#screen.size)
    this.#frame.ask()
  }

  /** While it is down, dragging moves the image. */
  holdSpace(isDown: boolean): void {
    this.#isSpaceDown = isDown
    this.#canvas.style.cursor = isDown ? 'grab' : ''
  }

  /** Gives up what is being drawn or dragged. Returns whether there was something. */
  abandon(): boolean {
    const had = this.#points.length > 0 || this.#gesture !== undefined
    this.#points = []
    this.#gesture = undefined
    this.#preview = new Map()
    this.#frame.ask()
    return had
  }

  /** Ends a polygon that is being drawn. Returns whether there was one. */
  close(): boolean {
    if (this.#points.length === 0) return false
    if (this.#points.length >= 3) this.#drawn(outlineOf(this.#points))
    return true
  }

  /** Takes the last corner of what is being drawn back. Returns whether there was one. */
  dropPoint(): boolean {
    if (this.#points.length === 0) return false
    this.#points = this.#points.slice(0, -1)
    this.#frame.ask()
    return true
  }

  #drawn(box: Outline): void {
    this.#points = []
    this.#events.current.onDrawn(box)
    this.#frame.ask()
  }

  #current(): View {
    return this.#view ?? fit(this.#shown ?? { width: 1, height: 1 }, this.#screen.size)
  }

  #at(event: MouseEvent): Point {
    return toImage(this.#current(), event.offsetX, event.offsetY)
  }

  #paint(): void {
    const screen = this.#screen.size
    const shown = this.#shown
    const context = shown && contextOf(this.#canvas, screen)
    if (shown === undefined || context === undefined || context === null) return
    const view = this.#current()
    this.#screen.tell(view)
    const boxes = this.#preview.size === 0 ? shown.boxes : shown.boxes.map((text) => this.#previewed(text))
    const small = shown.image && this.#scaled.at(shown.image, shown, view.scale * devicePixelRatio)
    const ids = new Set(this.#preview.keys())
    const sketch = this.#sketch()
    const painting = { ...shown, sketch, magnified: this.#magnified(), small, boxes, view, screen, moved: ids }
    const isLive = ids.size > 0 || sketch !== undefined
    paintTexts(context, painting, isLive ? this.#still.of(painting) : undefined)
  }

  #previewed(text: TextBox): TextBox {
    const box = this.#preview.get(text.id)
    return box === undefined ? text : { ...text, box }
  }

  #sketch(): Sketch | undefined {
    const pointer = this.#pointer
    if (pointer === undefined) return undefined
    const gesture = this.#gesture
    if (gesture?.is === 'area' || gesture?.is === 'rectangle')
      return { points: cornersOf(rectangle(gesture.from, pointer)), isClosed: true }
    return this.#points.length === 0 ? undefined : { points: [...this.#points, pointer], isClosed: false }
  }

  #magnified(): Point | undefined {
    const gesture = this.#gesture
    if (gesture?.is === 'handle' && gesture.handle.is === 'corner') {
      const box = this.#preview.get(gesture.text.id) ?? gesture.text.box
      return cornersOf(box)[gesture.handle.index]
    }
    return gesture?.is === 'rectangle' || this.#points.length > 0 ? this.#pointer : undefined
  }

  readonly #wheel = (event: WheelEvent): void => {
    if (!event.ctrlKey && !event.metaKey) {
      this.#events.current.onPlainWheel()
      return
    }
    event.preventDefault()
    this.#view = zoomAt(this.#current(), Math.exp(-event.deltaY * 0.0015), event.offsetX, event.offsetY)
    this.#frame.ask()
  }

  readonly #down = (event: PointerEvent): void => {
    if (event.button > 1 || this.#shown === undefined) return
    this.#canvas.setPointerCapture(event.pointerId)
    this.#canvas.focus({ preventScroll: true })
    this.#pointers.set(event.pointerId, [event.offsetX, event.offsetY])
    if (this.#pointers.size > 1) {
      // A second finger zooms; what the first one began is given up.
      this.#gesture = undefined
      this.#preview = new Map()
      return
    }
    this.#pressed = { at: [event.offsetX, event.offsetY], isFar: false }
    this.#pointer = inside(this.#at(event), this.#shown)
    this.#gesture = event.button === 1 || this.#isSpaceDown ? { is: 'pan' } : this.#begun(event, this.#shown)
    this.#frame.ask()
  }

  /** What a press begins, by the tool and what lies under it. */
  #begun(event: PointerEvent, shown: Shown): Gesture | undefined {
    const at = this.#at(event)
    if (shown.tool === 'rectangle') return { is: 'rectangle', from: inside(at, shown) }
    if (shown.tool !== 'select') return undefined
    const chosen = shown.boxes.filter(({ id }) => shown.selection.includes(id))
    const [only] = chosen
    if (only !== undefined && chosen.length === 1) {
      const handle = handleAt(
        handlesOf(only.box, this.#current()),
        [event.offsetX, event.offsetY],
        reachOf(event.pointerType, textAt(chosen, at) !== undefined),
      )
      this.#events.current.onCorner(handle?.is === 'corner' ? handle.index : undefined)
      if (handle !== undefined) return { is: 'handle', text: only, handle, from: at }
    }
    const under = textAt(shown.boxes, at)
    if (under === undefined) return event.shiftKey ? { is: 'area', from: at } : { is: 'pan' }
    if (event.shiftKey) {
      this.#events.current.onChange({ do: 'select', ids: [under.id], more: true })
      return undefined
    }
    const isSelected = shown.selection.includes(under.id)
    if (!isSelected) this.#events.current.onChange({ do: 'select', ids: [under.id] })
    // A finger that comes down on another text may only want to move the image.
    if (!isSelected && event.pointerType === 'touch') return { is: 'pan' }
    return { is: 'move', texts: isSelected ? chosen : [under], from: at }
  }

  readonly #move = (event: PointerEvent): void => {
    const shown = this.#shown
    if (shown === undefined) return
    const before = this.#pointers.get(event.pointerId)
    this.#pointer = inside(this.#at(event), shown)
    const now: Point = [event.offsetX, event.offsetY]
    if (before === undefined) {
      if (this.#points.length > 0) this.#frame.ask()
      return
    }
    this.#pointers.set(event.pointerId, now)
    const other = [...this.#pointers].find(([id]) => id !== event.pointerId)?.[1]
    if (other !== undefined) this.#pinch([before, now], other)
    else if (this.#pressed !== undefined) {
      if (distance(now, this.#pressed.at) > clickUpTo) this.#pressed = { ...this.#pressed, isFar: true }
      if (this.#pressed.isFar) this.#drag(before, event)
    }
    this.#frame.ask()
  }

  #pinch([before, now]: readonly [Point, Point], other: Point): void {
    const factor = distance(now, other) / Math.max(1, distance(before, other))
    const zoomed = zoomAt(this.#current(), factor, (now[0] + other[0]) / 2, (now[1] + other[1]) / 2)
    this.#view = pan(zoomed, (now[0] - before[0]) / 2, (now[1] - before[1]) / 2)
  }

  #drag(before: Point, event: PointerEvent): void {
    const gesture = this.#gesture
    const at = this.#at(event)
    if (gesture?.is === 'pan') this.#view = pan(this.#current(), event.offsetX - before[0], event.offsetY - before[1])
    if (gesture?.is === 'handle')
      this.#preview = new Map([[gesture.text.id, dragged(gesture.text.box, gesture.handle, [gesture.from, at])]])
    if (gesture?.is === 'move') {
      const [dx, dy] = [at[0] - gesture.from[0], at[1] - gesture.from[1]]
      this.#preview = new Map(gesture.texts.map(({ id, box }) => [id, moved(box, dx, dy)]))
    }
  }

  readonly #up = (event: PointerEvent): void => {
    this.#pointers.delete(event.pointerId)
    const [gesture, pressed, shown] = [this.#gesture, this.#pressed, this.#shown]
    if (this.#pointers.size > 0 || shown === undefined) return
    this.#gesture = undefined
    this.#pressed = undefined
    this.#frame.ask()
    if (pressed === undefined) return
    const boxes = [...this.#preview]
    this.#preview = new Map()
    if (boxes.length > 0) this.#events.current.onChange({ do: 'reshape', boxes })
    else if (pressed.isFar) this.#ended(gesture, inside(this.#at(event), shown), shown)
    else this.#clicked(event, shown)
  }

  #ended(gesture: Gesture | undefined, to: Point, { boxes, tool }: Shown): void {
    if (gesture?.is === 'rectangle') this.#drawn(rectangle(gesture.from, to))
    if (gesture?.is === 'area') {
      const [left, top, right, bottom] = boundsOf(rectangle(gesture.from, to))
      const ids = boxes.filter(({ box }) => {
        const [x0, y0, x1, y1] = boundsOf(box)
        return x0 >= left && y0 >= top && x1 <= right && y1 <= bottom
      })
      this.#events.current.onChange({ do: 'select', ids: ids.map(({ id }) => id), more: true })
    }
    // A corner that was set with a little way is a corner all the same.
    if (gesture === undefined && (tool === 'quadrilateral' || tool === 'polygon')) this.#setPoint(to, tool)
  }

  #clicked(event: PointerEvent, shown: Shown): void {
    const { tool, selection } = shown
    if (tool === 'quadrilateral' || tool === 'polygon') {
      this.#setPoint(inside(this.#at(event), shown), tool)
      return
    }
    if (tool !== 'select' || event.shiftKey) return
    if (textAt(shown.boxes, this.#at(event)) === undefined && selection.length > 0 && this.#grip(event) === undefined)
      this.#events.current.onChange({ do: 'select', ids: [] })
  }

  #setPoint(point: Point, tool: Tool): void {
    const [first] = this.#points
    const scale = this.#current().scale
    if (
      tool === 'polygon' &&
      first !== undefined &&
      this.#points.length >= 3 &&
      distance(first, point) * scale < reach.mouse
    ) {
      this.close()
      return
    }
    this.#points = [...this.#points, point]
    if (tool === 'quadrilateral' && this.#points.length === 4) this.#drawn(outlineOf(this.#points))
    this.#frame.ask()
  }

  /** The one selected text and its handle under the pointer. */
  #grip(event: MouseEvent): { readonly text: TextBox; readonly handle: Handle } | undefined {
    const chosen = this.#shown?.boxes.filter(({ id }) => this.#shown?.selection.includes(id)) ?? []
    const [text] = chosen
    if (text === undefined || chosen.length !== 1) return undefined
    const handle = handleAt(handlesOf(text.box, this.#current()), [event.offsetX, event.offsetY], reach.mouse)
    return handle && { text, handle }
  }

  /** Ends a polygon; on a corner takes it away, on an edge puts one there. */
  readonly #double = (event: MouseEvent): void => {
    const shown = this.#shown
    if (shown?.tool === 'polygon') this.close()
    if (shown?.tool !== 'select') return
    const grip = this.#grip(event)
    const { onChange } = this.#events.current
    if (grip?.handle.is === 'corner') {
      onChange({ do: 'reshape', boxes: [[grip.text.id, cornerRemoved(grip.text.box, grip.handle.index)]] })
      return
    }
    const at: Point = [event.offsetX, event.offsetY]
    for (const { id, box } of shown.boxes.filter((text) => shown.selection.includes(text.id))) {
      const found = edgeAt(box, this.#current(), { at, reach: reach.mouse })
      if (found === undefined) continue
      onChange({ do: 'reshape', boxes: [[id, cornerInserted(box, found.edge, found.corner)]] })
      return
    }
  }

  readonly #cancel = (event: PointerEvent): void => {
    this.#pointers.delete(event.pointerId)
    this.#gesture = undefined
    this.#preview = new Map()
    this.#frame.ask()
  }
}
