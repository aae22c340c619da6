// Draws an image with the texts that are edited: one path a look, so that 800 texts cost a few strokes; and in two layers, so that while one text
// is dragged the others are not drawn again.
import type { TextBox } from '../../annotate/editor.ts'
import { type Handle, handlesOf, toScreen } from '../../annotate/handles.ts'
import type { Outline, Point } from '../../annotate/outline.ts'
import { contextOf } from '../../image/screen.ts'
import { boundsOf, type Size, type View } from '../../image/view.ts'
import { cssColor } from '../../ui/theme.ts'

/** Apart on photographs, with dashes besides colours. */
const looks = {
  text: { color: '#00a2ff', dash: [] },
  ignored: { color: '#9aa4b2', dash: [3, 3] },
  flawed: { color: '#ff3b30', dash: [8, 3] },
} as const
type Look = keyof typeof looks

export interface EditScene {
  readonly image: CanvasImageSource | undefined
  readonly width: number
  readonly height: number
  readonly boxes: readonly TextBox[]
  readonly selection: readonly number[]
  /** Texts that hold back the saving. */
  readonly flawed: ReadonlySet<number>
  readonly showsBoxes: boolean
  /** A box that was found elsewhere and that no text has. */
  readonly suggested?: Outline | undefined
}

/** What the pointer is about to make. */
export interface Sketch {
  /** Corners so far, in the image; closed where it is a rectangle. */
  readonly points: readonly Point[]
  readonly isClosed: boolean
}

export interface Painting extends EditScene {
  /** The image made small for this view. */
  readonly small: CanvasImageSource | undefined
  readonly view: View
  readonly screen: Size
  readonly sketch: Sketch | undefined
  /** A corner of the image that is shown enlarged. */
  readonly magnified: Point | undefined
  /** The handle that is chosen. */
  readonly corner: number | undefined
  /** Texts that are dragged. */
  readonly moved: ReadonlySet<number>
}

/** Numbers are drawn while there are at most this many, or when the image is near. */
const numbersUpTo = 300

/** The image with the texts that are not dragged, as it was painted last. */
export class StillLayer {
  #canvas: HTMLCanvasElement | undefined
  #key: readonly unknown[] = []

  /** The layer of this painting; painted anew only where something of it changed. Undefined where there is nothing to paint on. */
  of(painting: Painting): CanvasImageSource | undefined {
    const { small, boxes, selection, flawed, showsBoxes, view, screen, moved } = painting
    const others = boxes.filter(({ id }) => !moved.has(id))
    const place = [view.scale, view.left, view.top, screen.width, screen.height, devicePixelRatio]
    const look = [small, showsBoxes, ...place]
    const key: readonly unknown[] = [...look, ...selection, '', ...flawed, '', ...others]
    if (this.#canvas !== undefined && isSame(key, this.#key)) return this.#canvas
    const canvas = this.#canvas ?? document.createElement('canvas')
    const context = contextOf(canvas, screen)
    if (context === null) return undefined
    context.clearRect(0, 0, screen.width, screen.height)
    paintStill(context, painting)
    this.#canvas = canvas
    this.#key = key
    return canvas
  }
}

const isSame = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  one.length === other.length && one.every((value, at) => value === other[at])

/** Paints the scene; the context is scaled to CSS pixels. @param still the layer of what is not dragged, where it is at hand */
export function paintTexts(context: CanvasRenderingContext2D, painting: Painting, still?: CanvasImageSource): void {
  const { screen } = painting
  context.clearRect(0, 0, screen.width, screen.height)
  if (still === undefined) paintStill(context, painting)
  else context.drawImage(still, 0, 0, screen.width, screen.height)
  paintLive(context, painting)
  paintMagnified(context, painting)
}

function paintMagnified(context: CanvasRenderingContext2D, painting: Painting): void {
  const { screen, magnified, view } = painting
  if (magnified === undefined) return
  const [x, y] = toScreen(view, magnified)
  const radius = Math.min(80, screen.width / 5)
  const isLeft = x < screen.width / 2
  const middle: Point = [
    isLeft ? screen.width - radius - 12 : radius + 12,
    y < screen.height / 2 ? screen.height - radius - 12 : radius + 12,
  ]
  const scale = Math.max(view.scale * 3, 2)
  context.save()
  context.beginPath()
  context.arc(middle[0], middle[1], radius, 0, Math.PI * 2)
  context.fillStyle = cssColor('sunk')
  context.fill()
  context.clip()
  const near = { scale, left: middle[0] - magnified[0] * scale, top: middle[1] - magnified[1] * scale }
  const enlarged = {
    ...painting,
    small: painting.image,
    view: near,
    selection: [],
    moved: new Set<number>(),
    boxes: visible(painting.boxes, near, screen),
  }
  paintStill(context, enlarged)
  paintLive(context, enlarged)
  context.fillStyle = '#ff3b30'
  context.fillRect(middle[0] - 9, middle[1] - 0.5, 18, 1)
  context.fillRect(middle[0] - 0.5, middle[1] - 9, 1, 18)
  context.restore()
  context.beginPath()
  context.arc(middle[0], middle[1], radius, 0, Math.PI * 2)
  context.lineWidth = 2
  context.strokeStyle = '#ffffff'
  context.stroke()
}

/** The image, and the texts that are not dragged. */
function paintStill(context: CanvasRenderingContext2D, painting: Painting): void {
  const { view, small: image, width, height, moved, selection, showsBoxes } = painting
  const place = [view.left, view.top, width * view.scale, height * view.scale] as const
  context.imageSmoothingEnabled = view.scale < 4
  if (image === undefined) {
    context.fillStyle = cssColor('line')
    context.fillRect(...place)
  } else context.drawImage(image, ...place)
  if (showsBoxes) paintBoxes(context, painting, ({ id }) => !moved.has(id) && !selection.includes(id))
}

/** What is chosen, dragged, suggested and sketched. */
function paintLive(context: CanvasRenderingContext2D, painting: Painting): void {
  const { view, boxes, selection, moved, sketch, showsBoxes } = painting
  if (showsBoxes) {
    paintBoxes(context, painting, ({ id }) => moved.has(id) || selection.includes(id))
    const chosen = boxes.filter(({ id }) => selection.includes(id))
    for (const text of chosen) highlight(context, text, painting)
    const [only] = chosen
    if (only !== undefined && chosen.length === 1) paintHandles(context, only.box, painting)
  }
  if (painting.suggested !== undefined) paintSuggested(context, painting.suggested, view)
  if (sketch !== undefined) paintSketch(context, sketch, view)
}

type Which = (text: TextBox) => boolean

function paintBoxes(context: CanvasRenderingContext2D, painting: Painting, which: Which): void {
  context.lineJoin = 'round'
  for (const look of Object.keys(looks) as Look[]) outline(context, painting, { look, which })
  if (painting.boxes.length <= numbersUpTo || painting.view.scale > 1.5) numbers(context, painting, which)
}

function visible(boxes: readonly TextBox[], view: View, screen: Size): readonly TextBox[] {
  return boxes.filter(({ box }) => {
    const [left, top, right, bottom] = boundsOf(box)
    const [x0, y0] = toScreen(view, [left, top])
    const [x1, y1] = toScreen(view, [right, bottom])
    return x1 >= 0 && y1 >= 0 && x0 <= screen.width && y0 <= screen.height
  })
}

function trace(context: CanvasRenderingContext2D, box: Outline, { scale, left, top }: View): void {
  for (let at = 0; at + 1 < box.length; at += 2) {
    const [x, y] = [box[at]! * scale + left, box[at + 1]! * scale + top]
    if (at === 0) context.moveTo(x, y)
    else context.lineTo(x, y)
  }
  context.closePath()
}

const lookOf = ({ id, ignore }: TextBox, flawed: ReadonlySet<number>): Look =>
  flawed.has(id) ? 'flawed' : ignore ? 'ignored' : 'text'

function outline(
  context: CanvasRenderingContext2D,
  { boxes, flawed, view }: Painting,
  { look, which }: { readonly look: Look; readonly which: Which },
): void {
  context.beginPath()
  for (const text of boxes) if (which(text) && lookOf(text, flawed) === look) trace(context, text.box, view)
  context.setLineDash([...looks[look].dash])
  context.lineWidth = 2
  context.strokeStyle = looks[look].color
  context.stroke()
  context.setLineDash([])
}

function highlight(context: CanvasRenderingContext2D, text: TextBox, { view, flawed }: Painting): void {
  const { color } = looks[lookOf(text, flawed)]
  context.beginPath()
  trace(context, text.box, view)
  context.fillStyle = `${color}33`
  context.fill()
  context.lineWidth = 4
  context.strokeStyle = '#ffffff'
  context.stroke()
  context.lineWidth = 2
  context.strokeStyle = color
  context.stroke()
}

function numbers(context: CanvasRenderingContext2D, { boxes, flawed, view, screen }: Painting, which: Which): void {
  context.font = '600 11px system-ui, sans-serif'
  context.textBaseline = 'middle'
  context.textAlign = 'center'
  for (const [index, text] of boxes.entries()) {
    if (!which(text)) continue
    const [left, top] = boundsOf(text.box)
    const [x, y] = toScreen(view, [left, top])
    if (x < -40 || y < -20 || x > screen.width + 40 || y > screen.height + 20) continue
    const label = String(index + 1)
    const width = 6 + label.length * 7
    context.fillStyle = looks[lookOf(text, flawed)].color
    context.fillRect(x - 1, y - 14, width, 14)
    context.fillStyle = '#0b0e13'
    context.fillText(label, x - 1 + width / 2, y - 6.5)
  }
}

function paintHandles(context: CanvasRenderingContext2D, box: Outline, { view, corner }: Painting): void {
  const handles = handlesOf(box, view)
  for (const handle of handles) {
    const [x, y] = handle.at
    context.beginPath()
    if (handle.is === 'corner') context.rect(x - 5, y - 5, 10, 10)
    else context.arc(x, y, handle.is === 'turn' ? 6 : 4, 0, Math.PI * 2)
    context.fillStyle = isChosen(handle, corner) ? '#ff9f0a' : handle.is === 'turn' ? '#18b04b' : '#ffffff'
    context.fill()
    context.lineWidth = 1.5
    context.strokeStyle = '#0b0e13'
    context.stroke()
  }
}

const isChosen = (handle: Handle, corner: number | undefined): boolean =>
  handle.is === 'corner' && handle.index === corner

function paintSuggested(context: CanvasRenderingContext2D, box: Outline, view: View): void {
  context.beginPath()
  trace(context, box, view)
  context.setLineDash([10, 5])
  context.lineWidth = 3
  context.strokeStyle = '#ff9f0a'
  context.stroke()
  context.setLineDash([])
}

function paintSketch(context: CanvasRenderingContext2D, { points, isClosed }: Sketch, view: View): void {
  const corners = points.map((point) => toScreen(view, point))
  context.beginPath()
  for (const [index, [x, y]] of corners.entries())
    if (index === 0) context.moveTo(x, y)
    else context.lineTo(x, y)
  if (isClosed) context.closePath()
  for (const [width, color] of [[4, '#ffffff'] as const, [2, '#ff9f0a'] as const]) {
    context.lineWidth = width
    context.strokeStyle = color
    context.stroke()
  }
  context.fillStyle = '#ff9f0a'
  for (const [x, y] of corners) context.fillRect(x - 3, y - 3, 6, 6)
}
