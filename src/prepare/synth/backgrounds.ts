// What the synthetic texts stand on: plain, graded, striped, cluttered, papery and tiled surfaces.
import type { Random } from '../../core/random.ts'
import type { Context2D } from '../../data/canvas.ts'
import { css, nearColor, randomColor, type Rgb } from './colors.ts'

/** Where a surface is painted: the whole canvas. */
export interface Surface {
  readonly context: Context2D
  readonly width: number
  readonly height: number
}

type Painter = (surface: Surface, random: Random, color: Rgb) => void

const painters: readonly Painter[] = [plain, graded, glowing, striped, cluttered, papery, tiled]

/** Paints one of the surfaces over the whole canvas, in a random colour. */
export function paintBackground(surface: Surface, random: Random): void {
  random.pick(painters)(surface, random, randomColor(random))
}

/** Adds grain of up to `strength` grey levels (standard deviation a third of that) to every pixel. */
export function addGrain({ context, width, height }: Surface, random: Random, strength: number): void {
  const image = context.getImageData(0, 0, width, height)
  const { data } = image
  for (let at = 0; at < data.length; at += 4) {
    const grain = (random.next() + random.next() + random.next() - 1.5) * (strength / 1.5)
    // The clamped array rounds and clips by itself.
    data[at] += grain
    data[at + 1] += grain
    data[at + 2] += grain
  }
  context.putImageData(image, 0, 0)
}

function fill({ context, width, height }: Surface, style: Context2D['fillStyle']): void {
  context.fillStyle = style
  context.fillRect(0, 0, width, height)
}

function plain(surface: Surface, _random: Random, color: Rgb): void {
  fill(surface, css(color))
}

function graded(surface: Surface, random: Random, color: Rgb): void {
  const { context, width, height } = surface
  const angle = random.uniform(0, 2 * Math.PI)
  const [dx, dy] = [(Math.cos(angle) * width) / 2, (Math.sin(angle) * height) / 2]
  const [x, y] = [width / 2, height / 2]
  const gradient = context.createLinearGradient(x - dx, y - dy, x + dx, y + dy)
  gradient.addColorStop(0, css(color))
  gradient.addColorStop(1, css(nearColor(random, color, 90)))
  fill(surface, gradient)
}

function glowing(surface: Surface, random: Random, color: Rgb): void {
  const { context, width, height } = surface
  const [x, y] = [random.uniform(0, width), random.uniform(0, height)]
  const gradient = context.createRadialGradient(x, y, 0, x, y, Math.max(width, height))
  gradient.addColorStop(0, css(nearColor(random, color, 80)))
  gradient.addColorStop(1, css(color))
  fill(surface, gradient)
}

function striped(surface: Surface, random: Random, color: Rgb): void {
  const { context, width, height } = surface
  fill(surface, css(color))
  const reach = width + height
  const step = random.uniform(0.03, 0.15) * reach
  context.save()
  context.translate(width / 2, height / 2)
  context.rotate(random.uniform(0, Math.PI))
  context.fillStyle = css(nearColor(random, color, 40))
  for (let at = -reach; at < reach; at += step) context.fillRect(at, -reach, step * 0.5, 2 * reach)
  context.restore()
}

function cluttered(surface: Surface, random: Random, color: Rgb): void {
  const { context, width, height } = surface
  fill(surface, css(color))
  const count = 4 + random.int(10)
  for (let shape = 0; shape < count; shape++) {
    const [x, y] = [random.uniform(0, width), random.uniform(0, height)]
    const size = random.uniform(0.05, 0.4) * Math.min(width, height)
    const paint = css(nearColor(random, color, 55), random.uniform(0.5, 1))
    context.fillStyle = paint
    context.strokeStyle = paint
    context.lineWidth = random.uniform(1, 5)
    context.beginPath()
    if (random.next() < 0.4) context.arc(x, y, size / 2, 0, 2 * Math.PI)
    else if (random.next() < 0.5) context.rect(x, y, size, random.uniform(0.3, 1) * size)
    else
      for (let corner = 0; corner < 3; corner++)
        context.lineTo(x + random.uniform(-size, size), y + random.uniform(-size, size))
    if (random.next() < 0.7) context.fill()
    else context.stroke()
  }
}

/** Light, with ruled lines or a few creases. */
function papery(surface: Surface, random: Random): void {
  const { context, width, height } = surface
  const light = random.uniform(215, 250)
  fill(surface, css(nearColor(random, [light, light, light - 8], 6)))
  context.strokeStyle = css([light - 60, light - 50, light - 30], random.uniform(0.3, 0.9))
  context.lineWidth = 1
  const step = random.uniform(0.08, 0.2) * height
  for (let y = random.uniform(0, step); y < height; y += step) {
    context.beginPath()
    context.moveTo(0, y)
    context.lineTo(width, y)
    context.stroke()
  }
}

/** Bricks or tiles with joints, each a little different. */
function tiled(surface: Surface, random: Random, color: Rgb): void {
  const { context, width, height } = surface
  fill(surface, css(nearColor(random, color, 50)))
  const tall = random.uniform(0.06, 0.2) * height
  const wide = tall * random.uniform(1, 2.5)
  for (let row = 0; row * tall < height; row++)
    for (let column = -1; column * wide < width; column++) {
      context.fillStyle = css(nearColor(random, color, 12))
      context.fillRect(column * wide + (row % 2) * (wide / 2) + 1, row * tall + 1, wide - 2, tall - 2)
    }
}
