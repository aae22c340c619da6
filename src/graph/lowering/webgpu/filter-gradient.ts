// Filter gradients on WebGPU: products of shifted copies. What each choice is for: docs/decisions.
import { intAttribute, intsAttribute, stringAttribute } from '../../../formats/onnx/model.ts'
import type { Node } from '../../graph.ts'
import type { Pair } from '../../operations.ts'
import type { Emitter } from '../emitter.ts'
import { windowed } from '../rule.ts'
import {
  addLast,
  everyStep,
  padded,
  placesNextToEachOther,
  planesOf,
  roomFor,
  type Planes,
  type Sides,
} from './channels-last.ts'
import { divisorsOf, ADDED_IN_PLACE } from './sums.ts'

type FilterGrad = Node<'ConvFilterGrad'>

/** A product in parts: their number, and the result of each one after the other. */
interface Parts {
  readonly name: string
  readonly count: number
}

/** Floats of all windows of x next to each other: up to so many they cost less than the nodes that they save. */
const MOST_WINDOWS = 2 ** 26

/** x (N, C, H, W), dy (N, O, H', W') -> (O, C, kh, kw). */
export function emitFilterGrad(node: FilterGrad, e: Emitter, mostWindows = MOST_WINDOWS): void {
  const [x, dy] = node.inputs.map((value) => planesOf(e, value))
  const { kernel, strides } = node.attributes
  const write = (() => {
    if (kernel[0] * kernel[1] === 1) return ofOnePlace
    if (windowsOf(node) <= mostWindows) return byWindows
    return strides[0] * strides[1] === 1 ? byShifts : byPhases
  })()
  e.define(node.outputs[0], write(e, [x, dy], node))
}

type Form = (e: Emitter, planes: readonly Planes[], node: FilterGrad) => string

const ofOnePlace: Form = (e, [x, dy], { attributes, inputs, outputs: [{ shape }] }) => {
  const met = everyStep(e, x, { ...attributes, to: inputs[1].shape })
  const { name, count } = productsOf(e, [dy, met])
  const parts = e.add('Reshape', [name, e.ints([count, shape[0], shape[1]])])
  const sum = count === 1 ? parts : e.add('Einsum', [parts], { equation: stringAttribute('aoc->oc') })
  return e.add('Reshape', [sum, e.ints(shape)])
}

function windowsOf({ inputs: [x, dy], attributes: { kernel } }: FilterGrad): number {
  return dy.shape[0] * dy.shape[2] * dy.shape[3] * x.shape[1] * roomFor(kernel[0] * kernel[1])
}

/** Each place of dy times the whole window of x that it saw. Rooms that no place of the kernel takes are left out when the parts are added. */
const byWindows: Form = (e, [x, dy], { attributes, outputs: [{ shape }] }) => {
  const [outputs, channels, kh, kw] = shape
  const room = roomFor(kh * kw)
  const [n, height, width] = dy.shape
  const windows = placesNextToEachOther(e, x, attributes)
  const { name, count } = productsOf(e, [dy, { name: windows, shape: [n, height, width, channels * room] }])
  const parts = e.add('Reshape', [name, e.ints([count, outputs, channels, room])])
  const places = Float32Array.from({ length: room * kh * kw }, (_, index) => {
    return Math.floor(index / (kh * kw)) === index % (kh * kw) ? 1 : 0
  })
  const chosen = e.floats(`chosen[${room},${kh * kw}]`, [room, kh * kw], places)
  const sum = e.add('Einsum', [parts, chosen], { equation: stringAttribute('aocp,pq->ocq') })
  return e.add('Reshape', [sum, e.ints(shape)])
}

const byShifts: Form = (e, [x, dy], { attributes: { kernel, pads }, outputs: [{ shape }] }) => {
  const [outputs, channels] = shape
  const { name, count } = crossed(e, { x, dy, kernel, pads })
  const apart = e.add('Reshape', [name, e.ints([count, outputs, kernel[0], channels, kernel[1]])])
  return e.add('Einsum', [apart], { equation: stringAttribute('aoicj->ocij') })
}

/**
 * Strides s > 1: the s s phases of x become channels, so that a step of dy is a step of x, and kernel place s i + a is place i of phase a.
 * Kernels that are no multiple of s have places beyond their end, which are cut off.
 */
const byPhases: Form = (e, [x, dy], { attributes: { kernel, strides, pads } }) => {
  const [down, across] = strides
  const [top, left] = pads
  const [n, height, width, channels] = x.shape
  const [, rows, columns, outputs] = dy.shape
  const [kh, kw] = [Math.ceil(kernel[0] / down), Math.ceil(kernel[1] / across)]
  const blocks = [rows + kh - 1, columns + kw - 1]
  const whole = padded(e, x.name, [top, left, down * blocks[0] - height - top, across * blocks[1] - width - left])
  const apart = e.add('Reshape', [whole, e.ints([n, blocks[0], down, blocks[1], across, channels])])
  const phases = e.add('Transpose', [apart], { perm: intsAttribute([0, 1, 3, 2, 4, 5]) })
  const depth = down * across * channels
  const laid = e.add('Reshape', [phases, e.ints([n, ...blocks, depth])])
  const { name, count } = crossed(e, {
    x: { name: laid, shape: [n, blocks[0], blocks[1], depth] },
    dy,
    kernel: [kh, kw],
    pads: [0, 0, 0, 0],
  })
  const places = e.add('Reshape', [name, e.ints([count, outputs, kh, down, across, channels, kw])])
  const ordered = e.add('Einsum', [places], { equation: stringAttribute('aoixycj->ocixjy') })
  const all = e.add('Reshape', [ordered, e.ints([outputs, channels, kh * down, kw * across])])
  if (kh * down === kernel[0] && kw * across === kernel[1]) return all
  return e.add('Slice', [all, e.ints([0, 0]), e.ints(kernel), e.ints([2, 3])])
}

/**
 * Stride 1: kh copies of dy, each a row further down, times kw copies of x, each a column further left:
 * dw[o, i, c, j] = sum over n, r, w of dy[n, r - i, w, o] x[n, r, w + j, c], with x padded. Parts of (O, kh, C, kw).
 */
function crossed(
  e: Emitter,
  {
    x,
    dy,
    kernel: [kh, kw],
    pads,
  }: { readonly x: Planes; readonly dy: Planes; readonly kernel: Pair; readonly pads: Sides },
): Parts {
  const [n, , , channels] = x.shape
  const [, height, width, outputs] = dy.shape
  const down = copies(e, dy, { count: kh, axis: 0, pads: [kh - 1, 0, kh - 1, 0] })
  const along = copies(e, x, { count: kw, axis: 1, pads })
  const rows = height + kh - 1
  const [rowRoom, columnRoom] = [roomFor(kh), roomFor(kw)]
  const { name, count } = productsOf(e, [
    { name: down, shape: [n, rows, width, outputs * rowRoom] },
    { name: along, shape: [n, rows, width, channels * columnRoom] },
  ])
  if (rowRoom === kh && columnRoom === kw) return { name, count }
  const apart = e.add('Reshape', [name, e.ints([count, outputs, rowRoom, channels, columnRoom])])
  return { name: e.add('Slice', [apart, e.ints([0, 0]), e.ints([kh, kw]), e.ints([2, 4])]), count }
}

/** `count` shifted copies of each channel next to each other, by a grouped convolution with filters of one 1 each. */
function copies(
  e: Emitter,
  { name, shape: [, , , channels] }: Planes,
  { count, axis, pads }: { readonly count: number; readonly axis: 0 | 1; readonly pads: Sides },
): string {
  if (count === 1) return padded(e, name, pads)
  const kernel: Pair = axis === 0 ? [count, 1] : [1, count]
  const filters = new Float32Array(channels * roomFor(count) * count)
  // Down means that copy i starts i rows later, along that copy j starts j columns earlier.
  for (let channel = 0; channel < channels; channel++)
    for (let copy = 0; copy < count; copy++)
      filters[(channel * roomFor(count) + copy) * count + (axis === 0 ? count - 1 - copy : copy)] = 1
  const shape = [channels * roomFor(count), 1, ...kernel]
  const w = e.floats(`${axis === 0 ? 'down' : 'along'}[${channels},${count}]`, shape, filters)
  const attributes = { ...windowed({ strides: [1, 1], pads, kernel }), group: intAttribute(channels) }
  return addLast(e, 'Conv', { inputs: [name, w], attributes })
}

/** A product's 32x32 tiles, each of which one group of threads computes: so many keep a large card busy. */
const BUSY = 1024
/** An inner extent that one group of threads runs through in about the time that two more nodes take. */
const SHORT = 4096

/** The transpose of a (N places, rows) times b (N places, columns), as parts of (rows, columns) to be added. */
function productsOf(e: Emitter, [a, b]: readonly Planes[]): Parts {
  const [n, height, width, rows] = a.shape
  const columns = b.shape[3]
  const places = height * width
  const tiles = Math.ceil(rows / 32) * Math.ceil(columns / 32)
  if (n * places <= SHORT || tiles >= BUSY) {
    const [left, right] = [a, b].map(({ name, shape }) => e.add('Reshape', [name, e.ints([n * places, shape[3]])]))
    return { name: e.add('Gemm', [left, right], { transA: intAttribute(1) }), count: 1 }
  }
  const count = n * partsOf({ n, places, tiles: n * tiles })
  const inner = (n * places) / count
  const left = e.add('Reshape', [a.name, e.ints([count, inner, rows])])
  const turned = e.add('Transpose', [left], { perm: intsAttribute([0, 2, 1]) })
  return { name: e.add('MatMul', [turned, e.add('Reshape', [b.name, e.ints([count, inner, columns])])]), count }
}

/** Parts of the inner extent: as few as keep the card busy, and no more than one thread may add. */
function partsOf({
  n,
  places,
  tiles,
}: {
  readonly n: number
  readonly places: number
  readonly tiles: number
}): number {
  const allowed = divisorsOf(places).filter((parts) => n * parts < ADDED_IN_PLACE && places / parts >= 64)
  // Four elements are read at once where they divide the extent.
  const fast = allowed.filter((parts) => (places / parts) % 4 === 0)
  const candidates = fast.length > 0 ? fast : allowed
  return candidates.find((parts) => tiles * parts >= BUSY) ?? candidates.at(-1) ?? 1
}
