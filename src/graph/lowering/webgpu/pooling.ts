// Max-pooling and its gradient on WebGPU, whose MaxPool gives no indices: all places of each window stand next to each other for a while.
import { intAttribute, intsAttribute } from '../../../formats/onnx/model.ts'
import type { Node } from '../../graph.ts'
import type { Pair } from '../../operations.ts'
import type { Emitter } from '../emitter.ts'
import { windowed } from '../rule.ts'
import { addLast, placesNextToEachOther, planesOf, roomFor, type Windows } from './channels-last.ts'
import { reduceLast } from './sums.ts'

/** Below every value: what lies around the image never wins. */
const LOWEST = -3.4e38

/** How far each place is from the last one, counted from 1; -1 where there is none: the first of equal maxima has the largest. */
function ranks(e: Emitter, kernel: Pair): string {
  const count = kernel[0] * kernel[1]
  const data = Float32Array.from({ length: roomFor(count) }, (_, place) => (place < count ? count - place : -1))
  return e.floats(`ranks[${kernel.join(',')}]`, [data.length], data)
}

/** Outputs y, and the rank of each maximum's place in its window (N, C, H', W'). */
export function emitMaxPool(node: Node<'MaxPool'>, e: Emitter): void {
  const [x] = node.inputs
  const [y, where] = node.outputs
  const from = e.lastOf(x)
  const name = addLast(e, 'MaxPool', { inputs: [from], attributes: windowed(node.attributes) })
  e.defineLast(y, name)
  if (!e.isUsed(where)) return
  const [n, channels, height, width] = y.shape
  const places = [n, height, width, channels, roomFor(node.attributes.kernel[0] * node.attributes.kernel[1])]
  const windows = placesNextToEachOther(e, planesOf(e, x), node.attributes)
  const apart = e.add('Add', [e.add('Reshape', [windows, e.ints(places)]), outside(e, node)])
  const maxima = e.add('Reshape', [name, e.ints([n, height, width, channels, 1])])
  const isMaximum = e.add('Equal', [apart, maxima])
  const candidates = e.add('Where', [isMaximum, ranks(e, node.attributes.kernel), e.scalar(0)])
  e.defineLast(where, reduceLast(e, 'ReduceMax', candidates, 4))
}

/**
 * Adds each dy where its maximum was. The rows of one phase (r mod s) are a map as small as dy: a grouped convolution adds the shares of
 * each phase as one channel, and the phases are then laid into each other.
 */
export function emitMaxPoolGrad(node: Node<'MaxPoolGrad'>, e: Emitter): void {
  const [dy, where] = node.inputs
  const { kernel, strides, shape } = node.attributes
  const [n, channels, rows, columns] = dy.shape
  const five = e.ints([n, rows, columns, channels, 1])
  const [given, rank] = [dy, where].map((value) => e.add('Reshape', [e.lastOf(value), five]))
  const shares = e.add('Where', [e.add('Equal', [rank, ranks(e, kernel)]), given, e.scalar(0)])
  const laid = e.add('Reshape', [shares, e.ints([n, rows, columns, channels * roomFor(kernel[0] * kernel[1])])])
  const spans = [0, 1].map((axis) => spanOf(node.attributes, axis, dy.shape[2 + axis]))
  const phases = addLast(e, 'Conv', {
    inputs: [laid, phaseFilters(e, node, spans)],
    attributes: {
      ...windowed({
        kernel: [spans[0].extent, spans[1].extent],
        strides: [1, 1],
        pads: [spans[0].before, spans[1].before, spans[0].after, spans[1].after],
      }),
      group: intAttribute(channels),
    },
  })
  const [down, across] = strides
  const blocks = spans.map(({ blocks: count }) => count)
  const room = roomFor(down * across)
  const apart = e.add('Reshape', [phases, e.ints([n, ...blocks, channels, room])])
  const own =
    room === down * across ? apart : e.add('Slice', [apart, e.ints([0]), e.ints([down * across]), e.ints([4])])
  const placed = e.add('Reshape', [own, e.ints([n, ...blocks, channels, down, across])])
  const woven = e.add('Transpose', [placed], { perm: intsAttribute([0, 1, 4, 2, 5, 3]) })
  const whole = [blocks[0] * down, blocks[1] * across]
  const joined = e.add('Reshape', [woven, e.ints([n, ...whole, channels])])
  const isWhole = whole[0] === shape[2] && whole[1] === shape[3]
  const cut = () => e.add('Slice', [joined, e.ints([0, 0]), e.ints([shape[2], shape[3]]), e.ints([1, 2])])
  e.defineLast(node.outputs[0], isWhole ? joined : cut())
}

/** Along one axis: which windows reach a block of s rows, as a convolution over windows, and how many blocks there are. */
interface Span {
  /** Windows that reach a block, and zeros around the windows. */
  readonly extent: number
  readonly before: number
  readonly after: number
  readonly blocks: number
}

function spanOf(
  { kernel, strides, pads, shape }: Node<'MaxPoolGrad'>['attributes'],
  axis: number,
  windows: number,
): Span {
  const least = Math.floor(-pads[axis] / strides[axis])
  const most = Math.floor((kernel[axis] - 1 - pads[axis]) / strides[axis])
  const [extent, before] = [most - least + 1, Math.max(0, most)]
  const after = Math.max(0, Math.ceil(shape[2 + axis] / strides[axis]) - windows - before + extent - 1)
  return { extent, before, after, blocks: windows + before + after - extent + 1 }
}

/** From the places of the windows that reach a block to the phases of the block: (C phases, places, h, w). */
function phaseFilters(
  e: Emitter,
  { attributes, inputs: [dy] }: Node<'MaxPoolGrad'>,
  [vertical, horizontal]: readonly Span[],
): string {
  const { kernel, strides, pads } = attributes
  const channels = dy.shape[1]
  const [places, phases] = [roomFor(kernel[0] * kernel[1]), roomFor(strides[0] * strides[1])]
  const shape = [channels * phases, places, vertical.extent, horizontal.extent]
  const data = new Float32Array(shape.reduce((product, extent) => product * extent, 1))
  for (let channel = 0; channel < channels; channel++)
    for (let i = 0; i < kernel[0]; i++)
      for (let j = 0; j < kernel[1]; j++) {
        const [down, across] = [i - pads[0], j - pads[1]]
        const shift = [Math.floor(down / strides[0]), Math.floor(across / strides[1])]
        const phase = (down - strides[0] * shift[0]) * strides[1] + (across - strides[1] * shift[1])
        const filter = (channel * phases + phase) * places + i * kernel[1] + j
        const at = [vertical.before - shift[0], horizontal.before - shift[1]]
        data[(filter * shape[2] + at[0]) * shape[3] + at[1]] = 1
      }
  return e.floats(`phases_${dy.node.id}_${kernel.join()}`, shape, data)
}

/** 0 at the places of each window inside the image, the lowest number elsewhere: (1, H', W', 1, slots). */
function outside(e: Emitter, { inputs: [x], outputs: [y], attributes }: Node<'MaxPool'>): string {
  const [height, width] = [y.shape[2], y.shape[3]]
  const count = roomFor(attributes.kernel[0] * attributes.kernel[1])
  const data = new Float32Array(height * width * count)
  for (let index = 0; index < data.length; index++) {
    const [place, column, row] = [index % count, Math.floor(index / count) % width, Math.floor(index / count / width)]
    if (!isInside(attributes, { place, row, column }, x.shape)) data[index] = LOWEST
  }
  return e.floats(`outside_${y.node.id}`, [1, height, width, 1, count], data)
}

function isInside(
  { kernel, strides, pads }: Windows,
  at: { readonly place: number; readonly row: number; readonly column: number },
  [, , height, width]: readonly number[],
): boolean {
  const down = at.row * strides[0] + Math.floor(at.place / kernel[1]) - pads[0]
  const across = at.column * strides[1] + (at.place % kernel[1]) - pads[1]
  return at.place < kernel[0] * kernel[1] && down >= 0 && down < height && across >= 0 && across < width
}
