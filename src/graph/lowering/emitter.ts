// Collects the nodes and constants of an ONNX model while a graph is written, and names its values.
import { must } from '../../core/assert.ts'
import { elementCount, type Shape } from '../../core/tensor.ts'
import {
  floatTensor,
  int64Tensor,
  intAttribute,
  intsAttribute,
  type OnnxAttribute,
  type OnnxNode,
  type OnnxTensor,
} from '../../formats/onnx/model.ts'
import type { AnyNode, Value } from '../graph.ts'
import type { OpName } from '../operations.ts'
import { splitInto } from './rule.ts'

/** For whom the file is: a provider of the runtime we ship, or any ONNX reader (standard operators only). */
export type Target = 'cpu' | 'webgpu' | 'portable'

export interface Untold {
  readonly input: string
  readonly extent: number
}

/** What reads each value that is of use: nodes, and undefined for an output of the model. */
export type Readers = ReadonlyMap<Value, readonly (AnyNode | undefined)[]>

/** What the file does not promise of the graph's shapes, and what it will run on. */
interface EmitterOptions {
  /** An input whose first extent the file does not promise, and that extent. */
  readonly untold?: Untold | undefined
  /** Whether height and width are free: then no shape of the graph may be written down. */
  readonly isPlaneFree?: boolean
  /** Cores that one operation will run on. */
  readonly threads?: number | undefined
}

/** Collects ONNX nodes and constants while the emitters run. */
export class Emitter {
  readonly nodes: OnnxNode[] = []
  readonly initializers = new Map<string, OnnxTensor>()
  /** The operation of the graph that each node was written for, by the node's name. */
  readonly operations = new Map<string, OpName>()
  /** The operation that is being written. */
  operation: OpName | undefined
  readonly target: Target
  readonly #untold: Untold | undefined
  readonly #isPlaneFree: boolean
  readonly #names = new Map<Value, string>()
  /** Names of values of (N, C, H, W) laid out as (N, H, W, C). */
  readonly #lastNames = new Map<Value, string>()
  readonly #readers: Readers
  /** The extent that is not told, as a vector of one. */
  #first: string | undefined
  readonly #threads: number
  /** How values are written that were put off, in the hope that nothing asks for them as they are. */
  readonly #late = new Map<Value, () => string>()
  readonly #kept = new Map<string, Map<Value, string>>()
  /** The images of values, each by itself. */
  readonly #images = new Map<string, readonly string[]>()

  constructor(target: Target, readers: Readers, { untold, isPlaneFree = false, threads = 1 }: EmitterOptions = {}) {
    this.target = target
    this.#readers = readers
    this.#untold = untold
    this.#isPlaneFree = isPlaneFree
    this.#threads = threads
  }

  /** The ONNX name of a value that was emitted before. */
  nameOf(value: Value): string {
    const name =
      this.#names.get(value) ?? this.#late.get(value)?.() ?? this.#relaid(value, this.#lastNames, [0, 3, 1, 2])
    this.#names.set(value, name)
    return name
  }

  /** Says how a value is written should it be asked for. */
  defineLate(value: Value, write: () => string): void {
    this.#late.set(value, write)
  }

  /** Says under which name a value can be found from now on. */
  define(value: Value, name: string): void {
    this.#names.set(value, name)
  }

  /** The ONNX name of a value of (N, C, H, W) that was emitted before, with its channels last: (N, H, W, C). */
  lastOf(value: Value): string {
    if (this.#late.has(value)) this.nameOf(value)
    const name = this.#lastNames.get(value) ?? this.#relaid(value, this.#names, [0, 2, 3, 1])
    this.#lastNames.set(value, name)
    return name
  }

  /** Says under which name a value of (N, C, H, W) can be found with its channels last. */
  defineLast(value: Value, name: string): void {
    this.#lastNames.set(value, name)
  }

  /** Remembers, under a word, what was computed on the way to a result of a value and may be of use again. */
  keep(word: string, value: Value, name: string): void {
    const names = this.#kept.get(word) ?? new Map<Value, string>()
    this.#kept.set(word, names.set(value, name))
  }

  /** What `keep` was told. */
  kept(word: string, value: Value): string | undefined {
    return this.#kept.get(word)?.get(value)
  }

  /** Whether a value is there with its channels last, so that `lastOf` costs nothing. */
  isLast(value: Value): boolean {
    return this.#lastNames.has(value)
  }

  /** The same elements in the other layout: moved only where channels and places are both more than one. */
  #relaid(value: Value, names: ReadonlyMap<Value, string>, perm: readonly number[]): string {
    const name = must(names.get(value), `${value.node.op} ${value.node.id} is emitted before its uses`)
    const [n, channels, height, width] = value.shape
    if (channels > 1 && height * width > 1) return this.add('Transpose', [name], { perm: intsAttribute(perm) })
    return this.add('Reshape', [name, this.ints(perm[1] === 2 ? [n, height, width, channels] : value.shape)])
  }

  /** Whether anything reads this value. */
  isUsed(value: Value): boolean {
    return this.#readers.has(value)
  }

  /** The node that alone reads a value, once; undefined where there are several, or where it is an output. */
  onlyReader(value: Value): AnyNode | undefined {
    const readers = this.#readers.get(value) ?? []
    return readers.length === 1 ? readers[0] : undefined
  }

  /** Adds one ONNX node and returns the name of its first output. */
  add(op: string, inputs: readonly string[], attributes: Record<string, OnnxAttribute> = {}, domain = ''): string {
    return this.addAll(op, inputs, { attributes, domain, outputs: 1 })[0]
  }

  /** Adds one ONNX node with several outputs and returns their names. */
  addAll(
    op: string,
    inputs: readonly string[],
    {
      attributes = {},
      domain = '',
      outputs,
    }: { attributes?: Record<string, OnnxAttribute>; domain?: string; outputs: number },
  ): string[] {
    const name = `${op}_${this.nodes.length}`
    const names = Array.from({ length: outputs }, (_, index) => (index === 0 ? name : `${name}.${index}`))
    this.nodes.push({ op, name, inputs, outputs: names, attributes, ...(domain === '' ? {} : { domain }) })
    if (this.operation !== undefined) this.operations.set(name, this.operation)
    return names
  }

  /** The name of an int64 vector constant; equal ones are shared. */
  ints(values: readonly number[]): string {
    const name = `ints[${values.join(',')}]`
    if (!this.initializers.has(name)) this.initializers.set(name, int64Tensor(name, [values.length], values))
    return name
  }

  /**
   * The name of a shape: a constant, unless it starts with an extent that the file does not promise. That one is then read from the
   * input when the model runs, so that the runtime knows no more of this shape than of the input's.
   */
  extents(shape: Shape): string {
    if (this.#untold === undefined || shape.length < 2 || shape[0] !== this.#untold.extent) return this.ints(shape)
    this.#first ??= this.add('Slice', [this.add('Shape', [this.#untold.input]), this.ints([0]), this.ints([1])])
    return this.add('Concat', [this.#first, this.ints(shape.slice(1))], { axis: intAttribute(0) })
  }

  /** The name of the shape of a value that was emitted under `name`: read when the model runs where height and width are free. */
  shapeOf(name: string, shape: Shape): string {
    return this.#isPlaneFree ? this.add('Shape', [name]) : this.extents(shape)
  }

  /** The images of a value of (N, ...), each by itself (1, ...). */
  imagesOf(name: string, count: number): readonly string[] {
    let images = this.#images.get(name)
    if (images === undefined) {
      images = splitInto(this, name, { axis: 0, sizes: Array.from({ length: count }, () => 1) })
      this.#images.set(name, images)
    }
    return images
  }

  /** The share of the cores that have nothing to do while each of `count` equal pieces of work keeps one of them. */
  idleShare(count: number): number {
    const rounds = Math.ceil(count / this.#threads)
    return 1 - count / (rounds * this.#threads)
  }

  /** Whether memory counts more than time, for which alone an extent is not told. */
  get savesMemory(): boolean {
    return this.#untold !== undefined
  }

  /** The name of a float constant. */
  floats(name: string, shape: Shape, data: Float32Array): string {
    if (!this.initializers.has(name)) this.initializers.set(name, floatTensor(name, shape, data))
    return name
  }

  /** The name of a constant of one number throughout; equal ones are shared. */
  filled(shape: Shape, value: number): string {
    return this.floats(`${value}[${shape.join(',')}]`, shape, new Float32Array(elementCount(shape)).fill(value))
  }

  /** The name of a shared scalar constant. */
  scalar(value: number): string {
    return this.floats(`float[${value}]`, [], Float32Array.of(value))
  }
}
