// Turns a graph into an ONNX model: only what the outputs need, in an order that lets the runtime free memory early.
import { assert } from '../../core/assert.ts'
import type { Shape } from '../../core/tensor.ts'
import type { OnnxModel, OnnxNode, OnnxValueInfo } from '../../formats/onnx/model.ts'
import { Emitter, type Readers, type Target, type Untold } from './emitter.ts'
import { inHalf, type Precision } from './half.ts'
import { emitNode } from './operations.ts'
import type { AnyNode, Value } from '../graph.ts'
import { NHWC } from './webgpu/channels-last.ts'

export interface EmitOptions {
  readonly target: Target
  /** Shapes by input or output name where the file must not promise the numbers of the graph: `{ images: [1, 3, 'H', 'W'] }`. */
  readonly shapes?: Readonly<Record<string, readonly (number | string)[]>>
  readonly metadata?: Readonly<Record<string, string>>
  /** float32 when not given. Inputs and outputs of the model are float32 in any case. */
  readonly precision?: Precision
  /** Cores that one operation will run on; 1 when not given. It changes how work is divided among them, and no result beyond rounding. */
  readonly threads?: number
}

const OPSET = 17
const IR_VERSION = 8

/** Versions of the runtime's own domains that a file for one of its providers uses. */
const ownDomains: Readonly<Record<Target, Readonly<Record<string, number>>>> = {
  cpu: { 'com.microsoft': 1 },
  webgpu: { 'com.microsoft': 1, [NHWC]: OPSET },
  portable: {},
}

/** Emits the nodes that `outputs` need. Inputs that no output needs are left out of the model. */
export function emit(outputs: Readonly<Record<string, Value>>, options: EmitOptions): OnnxModel {
  const entries = Object.entries(outputs)
  const needed = reachable(entries.map(([, value]) => value))
  const emitter = new Emitter(options.target, readersOf(needed, entries), {
    untold: untoldBy(needed, options),
    isPlaneFree: isPlaneFree(options),
    threads: options.threads,
  })
  const inputs: OnnxValueInfo[] = []
  for (const node of [...needed].sort((a, b) => a.id - b.id)) {
    if (node.op === 'Input') {
      emitter.define(node.outputs[0], node.attributes.name)
      inputs.push(valueInfo(node.attributes.name, node.attributes.shape, options))
    } else emitNode(node, emitter)
  }
  for (const { name } of inputs) assert(!(name in outputs), `no output is called like the input ${name}`)
  const named = nameOutputs(emitter, entries)
  const nodes = leavesLast(options.precision === 'float16' ? halved(named, { emitter, inputs, outputs }) : named)
  return {
    irVersion: IR_VERSION,
    opsets: { '': OPSET, ...ownDomains[options.target] },
    producerName: 'ocrdet',
    producerVersion: '',
    graphName: 'ocrdet',
    nodes,
    inputs,
    outputs: entries.map(([name, value]) => valueInfo(name, value.shape, options)),
    initializers: [...emitter.initializers.values()],
    metadata: options.metadata ?? {},
  }
}

function readersOf(needed: Iterable<AnyNode>, outputs: readonly (readonly [string, Value])[]): Readers {
  const readers = new Map<Value, (AnyNode | undefined)[]>()
  const read = (value: Value, by: AnyNode | undefined) => {
    const known = readers.get(value)
    if (known === undefined) readers.set(value, [by])
    else known.push(by)
  }
  for (const node of needed) for (const input of node.inputs) read(input, node)
  for (const [, value] of outputs) read(value, undefined)
  return readers
}

function halved(
  nodes: readonly OnnxNode[],
  {
    emitter: { initializers, operations },
    inputs,
    outputs,
  }: {
    readonly emitter: Emitter
    readonly inputs: readonly OnnxValueInfo[]
    readonly outputs: Readonly<Record<string, Value>>
  },
): OnnxNode[] {
  return inHalf({
    nodes,
    initializers: initializers.values(),
    inputs: inputs.map(({ name }) => name),
    outputs: Object.keys(outputs),
    operations,
  })
}

/** The first input that has lost its first extent to `shapes`. */
function untoldBy(needed: Iterable<AnyNode>, { shapes = {} }: EmitOptions): Untold | undefined {
  for (const { op, attributes } of needed)
    if (op === 'Input' && typeof shapes[attributes.name]?.[0] === 'string')
      return { input: attributes.name, extent: attributes.shape[0] }
  return undefined
}

function isPlaneFree({ shapes = {} }: EmitOptions): boolean {
  return Object.values(shapes).some((shape) => shape.slice(2).some((extent) => typeof extent === 'string'))
}

function valueInfo(name: string, shape: Shape, { shapes }: EmitOptions): OnnxValueInfo {
  return { name, type: 'float32', shape: shapes?.[name] ?? shape }
}

function reachable(values: readonly Value[]): Set<AnyNode> {
  const seen = new Set<AnyNode>()
  const stack = values.map(({ node }) => node)
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (seen.has(node)) continue
    seen.add(node)
    stack.push(...node.inputs.map((input) => input.node))
  }
  return seen
}

/** Gives the outputs their public names: by renaming where the value has one name, by Identity where it has two. */
function nameOutputs(emitter: Emitter, entries: readonly (readonly [string, Value])[]): OnnxNode[] {
  const inners = entries.map(([name, value]) => [name, emitter.nameOf(value)] as const)
  const produced = new Set(emitter.nodes.flatMap((node) => node.outputs))
  const renamed = new Map<string, string>()
  for (const [name, inner] of inners) {
    if (produced.has(inner) && !renamed.has(inner)) renamed.set(inner, name)
    else
      emitter.nodes.push({ op: 'Identity', name: `Identity_${name}`, inputs: [inner], outputs: [name], attributes: {} })
  }
  const rename = (name: string) => renamed.get(name) ?? name
  return emitter.nodes.map((node) => ({ ...node, inputs: node.inputs.map(rename), outputs: node.outputs.map(rename) }))
}

/**
 * Moves the nodes that nothing reads to the end, the earliest last. ONNX Runtime orders a graph by a depth-first search
 * from such leaves, taking the last first: so each filter gradient is computed as soon as it can be, and the
 * activations it reads are freed, instead of all filter gradients waiting for the end of the reverse pass.
 */
function leavesLast(nodes: readonly OnnxNode[]): OnnxNode[] {
  const read = new Set(nodes.flatMap((node) => node.inputs))
  const isLeaf = (node: OnnxNode) => node.outputs.every((name) => !read.has(name))
  return [...nodes.filter((node) => !isLeaf(node)), ...nodes.filter(isLeaf).reverse()]
}
