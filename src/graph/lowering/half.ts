// A model with its convolutions in float16, and what lies between them: statistics, losses and long sums stay in float32.
import { intAttribute, onnxDataTypes, type OnnxNode, type OnnxTensor } from '../../formats/onnx/model.ts'
import type { OpName } from '../operations.ts'

/** Which numbers a graph is computed with: all float32, or products and activations in float16 (mixed precision). */
export type Precision = 'float32' | 'float16'

/** `half`: in float16. `single`: in float32. `either`: in float16 where that is what comes in, or all that is asked for. */
type Role = 'half' | 'single' | 'either'

const roles: { readonly [Op in OpName]: Role } = {
  Input: 'single',
  Constant: 'single',
  Conv: 'half',
  ConvTranspose: 'half',
  Relu: 'half',
  Upsample: 'half',

  Add: 'either',
  ReluGrad: 'either',
  Reshape: 'either',
  Transpose: 'either',
  Concat: 'either',
  Slice: 'either',
  Split: 'either',
  Pad: 'either',
  Expand: 'either',

  // Sums over all places of a batch: a kernel that adds in float16 would lose most of them.
  ConvFilterGrad: 'single',
  BatchNorm: 'single',
  BatchNormGrad: 'single',
  BatchNormInference: 'single',
  ChannelAffine: 'single',
  ChannelDot: 'single',
  ReduceSum: 'single',
  SumPool: 'single',
  MatMul: 'single',
  MaxPool: 'single',
  MaxPoolGrad: 'single',
  // The loss.
  Sub: 'single',
  Mul: 'single',
  Div: 'single',
  Neg: 'single',
  Abs: 'single',
  Exp: 'single',
  Log: 'single',
  Sqrt: 'single',
  Sigmoid: 'single',
  Clip: 'single',
  ClipGrad: 'single',
  Sign: 'single',
  Greater: 'single',
  TopKMask: 'single',
}

type Kind = 'float16' | 'float32' | 'other'

/** ONNX nodes whose result is no number of the network. */
const otherResults = new Set(['Greater', 'GreaterOrEqual', 'Equal', 'Less', 'Shape'])
/** Inputs that are float32 whatever the first one is. */
const alwaysSingle: Readonly<Record<string, readonly number[] | undefined>> = { Resize: [1, 2] }

interface Written {
  readonly nodes: readonly OnnxNode[]
  readonly initializers: Iterable<OnnxTensor>
  /** Inputs and outputs of the model, which stay float32. */
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  /** The operation of the graph that a node was written for, by the node's name. */
  readonly operations: ReadonlyMap<string, OpName>
}

/** The nodes of the same model with Casts in between. */
export function inHalf(model: Written): OnnxNode[] {
  return new HalfModel(model).nodes
}

class HalfModel {
  readonly nodes: OnnxNode[] = []
  readonly #kinds = new Map<string, Kind>()
  readonly #constants = new Set<string>()
  readonly #casts = new Map<string, string>()
  readonly #readers = new Map<string, OnnxNode[]>()
  readonly #outputs: ReadonlySet<string>
  readonly #operations: Written['operations']
  readonly #demands = new Map<string, boolean>()

  constructor({ nodes, initializers, inputs, outputs, operations }: Written) {
    this.#outputs = new Set(outputs)
    this.#operations = operations
    for (const { name, type } of initializers) {
      this.#constants.add(name)
      this.#kinds.set(name, type === 'float32' ? 'float32' : 'other')
    }
    for (const name of inputs) this.#kinds.set(name, 'float32')
    for (const node of nodes)
      for (const name of node.inputs) this.#readers.set(name, [...(this.#readers.get(name) ?? []), node])
    for (const node of nodes) this.#write(node)
  }

  #roleOf({ name }: OnnxNode): Role {
    const operation = this.#operations.get(name)
    return operation === undefined ? 'either' : roles[operation]
  }

  #write(node: OnnxNode): void {
    const kind = this.#kindFor(node)
    const inputs = node.inputs.map((name, index) => {
      const is = this.#kinds.get(name)
      const wanted = alwaysSingle[node.op]?.includes(index) === true ? 'float32' : kind
      return is === undefined || is === 'other' || is === wanted ? name : this.#cast(name, wanted)
    })
    const result = (name: string) => (kind === 'float16' && this.#outputs.has(name) ? `${name}/half` : name)
    const resultKind: Kind = otherResults.has(node.op) ? 'other' : node.op === 'Cast' ? castTo(node) : kind
    const outputs = node.outputs.map((name) => (resultKind === 'float16' ? result(name) : name))
    this.nodes.push({ ...node, inputs, outputs })
    node.outputs.forEach((name, index) => {
      // Later outputs of MaxPool and TopK are places.
      this.#kinds.set(name, index > 0 && node.op !== 'Split' && !isNormalisation(node) ? 'other' : resultKind)
      if (outputs[index] === name) return
      this.nodes.push(castNode({ from: outputs[index], to: name, kind: 'float32' }))
      this.#kinds.set(name, 'float32')
      this.#casts.set(`${name} float16`, outputs[index])
    })
  }

  #kindFor(node: OnnxNode): 'float16' | 'float32' {
    const role = this.#roleOf(node)
    if (role !== 'either') return role === 'half' ? 'float16' : 'float32'
    const comes = node.inputs.some((name) => !this.#constants.has(name) && this.#kinds.get(name) === 'float16')
    return comes || node.outputs.every((name) => this.#isAskedInHalf(name)) ? 'float16' : 'float32'
  }

  /** Whether all that reads a value computes in float16. */
  #isAskedInHalf(name: string): boolean {
    const known = this.#demands.get(name)
    if (known !== undefined) return known
    const readers = this.#readers.get(name) ?? []
    const asked =
      readers.length > 0 &&
      !this.#outputs.has(name) &&
      readers.every((node) => {
        const role = this.#roleOf(node)
        return role === 'half' || (role === 'either' && node.outputs.every((output) => this.#isAskedInHalf(output)))
      })
    this.#demands.set(name, asked)
    return asked
  }

  #cast(name: string, kind: 'float16' | 'float32'): string {
    const key = `${name} ${kind}`
    const known = this.#casts.get(key)
    if (known !== undefined) return known
    const to = `${name}/${kind}`
    this.nodes.push(castNode({ from: name, to, kind }))
    this.#casts.set(key, to)
    return to
  }
}

const isNormalisation = ({ op }: OnnxNode): boolean => op === 'BatchNormalization'

function castTo({ attributes }: OnnxNode): Kind {
  const to = attributes['to']
  return to?.type === 'int' && to.value === onnxDataTypes.float32.code ? 'float32' : 'other'
}

function castNode({ from, to, kind }: { from: string; to: string; kind: 'float16' | 'float32' }): OnnxNode {
  const attributes = { to: intAttribute(onnxDataTypes[kind].code) }
  return { op: 'Cast', name: `Cast_${to}`, inputs: [from], outputs: [to], attributes }
}
