// Draws an image with its boxes on a canvas: one path a kind, so that 800 boxes cost a few strokes.
import { cssColor } from '../ui/theme.ts'
import { boundsOf, type Size, type View } from './view.ts'
import { type BoxKind, boxKinds, type ShownBox } from './boxes.ts'

/** Colours that stay apart on photographs, without relying on red against green alone: dashes help. */
const strokes: Readonly<Record<BoxKind, { readonly color: string; readonly dash: readonly number[] }>> = {
  found: { color: '#00a2ff', dash: [] },
  label: { color: '#00a2ff', dash: [] },
  true: { color: '#18b04b', dash: [] },
  false: { color: '#ff3b30', dash: [] },
  missed: { color: '#ff9f0a', dash: [7, 4] },
  ignored: { color: '#9aa4b2', dash: [2, 3] },
}

export interface Scene {
  readonly image: CanvasImageSource | undefined
  readonly width: number
  readonly height: number
  readonly boxes: readonly ShownBox[]
  readonly active: number | undefined
  readonly view: View
  readonly numbers: boolean
  /** Painted over the image, such as probability maps; opacity 0 to 1. */
  readonly overlay?: Overlay | undefined
  /** Where boxes of one side end and those of the other begin: a share of the screen's width, 0 to 1. */
  readonly slider?: number | undefined
}

/** Maps over the image: one, or one for each side of the slider. */
export interface Overlay {
  readonly images: readonly (CanvasImageSource | undefined)[]
  readonly opacity: number
}

/** Numbers are drawn while there are at most this many, or when the image is near. */
const numbersUpTo = 300

/** Paints the scene; the context is scaled to CSS pixels. */
export function paint(context: CanvasRenderingContext2D, scene: Scene, screen: Size): void {
  context.clearRect(0, 0, screen.width, screen.height)
  paintImage(context, scene)
  const { slider, boxes, active, overlay } = scene
  if (slider === undefined) {
    paintOverlay(context, scene, overlay?.images[0])
    paintBoxes(context, scene, { boxes, screen })
    return
  }
  const at = slider * screen.width
  const parts = [['before', 0, at] as const, ['after', at, screen.width] as const]
  for (const [index, [side, from, to]] of parts.entries()) {
    const isThere = (shown: ShownBox | undefined): boolean => shown !== undefined && (shown.side ?? side) === side
    context.save()
    context.beginPath()
    context.rect(from, 0, to - from, screen.height)
    context.clip()
    paintOverlay(context, scene, overlay?.images[index])
    const isActive = active !== undefined && isThere(boxes[active])
    paintBoxes(context, isActive ? scene : { ...scene, active: undefined }, { boxes: boxes.filter(isThere), screen })
    context.restore()
  }
  context.fillStyle = '#ffffff'
  context.fillRect(at - 1.5, 0, 3, screen.height)
  context.fillStyle = '#0b0e13'
  context.fillRect(at - 0.5, 0, 1, screen.height)
}

function placeOf({ view, width, height }: Scene) {
  return [view.left, view.top, width * view.scale, height * view.scale] as const
}

function paintImage(context: CanvasRenderingContext2D, scene: Scene): void {
  const { view, image } = scene
  const place = placeOf(scene)
  context.imageSmoothingEnabled = view.scale < 4
  if (image !== undefined) context.drawImage(image, ...place)
  else {
    context.fillStyle = cssColor('line')
    context.fillRect(...place)
  }
}

function paintOverlay(context: CanvasRenderingContext2D, scene: Scene, image: CanvasImageSource | undefined): void {
  if (image === undefined || scene.overlay === undefined) return
  context.globalAlpha = scene.overlay.opacity
  context.drawImage(image, ...placeOf(scene))
  context.globalAlpha = 1
}

interface Part {
  readonly boxes: readonly ShownBox[]
  readonly screen: Size
}

function paintBoxes(context: CanvasRenderingContext2D, scene: Scene, { boxes, screen }: Part): void {
  const { view, active } = scene
  context.lineJoin = 'round'
  for (const kind of boxKinds) outline(context, { boxes, view }, kind)
  if (scene.numbers && (boxes.length <= numbersUpTo || view.scale > 1.5)) numbers(context, { boxes, view }, screen)
  const chosen = active === undefined ? undefined : scene.boxes[active]
  if (chosen !== undefined) highlight(context, chosen, view)
}

function trace(context: CanvasRenderingContext2D, box: readonly number[], { scale, left, top }: View): void {
  for (let index = 0; index + 1 < box.length; index += 2) {
    const x = box[index]! * scale + left
    const y = box[index + 1]! * scale + top
    if (index === 0) context.moveTo(x, y)
    else context.lineTo(x, y)
  }
  context.closePath()
}

type Drawn = Pick<Scene, 'boxes' | 'view'>

function outline(context: CanvasRenderingContext2D, { boxes, view }: Drawn, kind: BoxKind): void {
  context.beginPath()
  for (const shown of boxes) if (shown.kind === kind) trace(context, shown.box, view)
  context.setLineDash([...strokes[kind].dash])
  context.strokeStyle = strokes[kind].color
  context.lineWidth = 2
  context.stroke()
  context.setLineDash([])
}

function highlight(context: CanvasRenderingContext2D, { box, kind }: ShownBox, view: View): void {
  context.beginPath()
  trace(context, box, view)
  context.fillStyle = `${strokes[kind].color}44`
  context.fill()
  context.lineWidth = 4
  context.strokeStyle = '#ffffff'
  context.stroke()
  context.lineWidth = 2.5
  context.strokeStyle = strokes[kind].color
  context.stroke()
}

function numbers(context: CanvasRenderingContext2D, { boxes, view }: Drawn, screen: Size): void {
  context.font = '600 11px system-ui, sans-serif'
  context.textBaseline = 'middle'
  context.textAlign = 'center'
  for (const { box, kind, label } of boxes) {
    if (label === '') continue
    const [left, top] = boundsOf(box)
    const x = left * view.scale + view.left
    const y = top * view.scale + view.top
    if (x < -40 || y < -20 || x > screen.width + 40 || y > screen.height + 20) continue
    const width = 6 + label.length * 7
    context.fillStyle = strokes[kind].color
    context.fillRect(x - 1, y - 14, width, 14)
    context.fillStyle = '#0b0e13'
    context.fillText(label, x - 1 + width / 2, y - 6.5)
  }
}
