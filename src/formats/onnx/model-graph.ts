// An ONNX model while it is rewritten: who makes a value, who takes it, and constants by name.
import { must } from '../../core/assert.ts'
import { constantsByName } from './constants.ts'
import { floatValues, type OnnxModel, type OnnxNode, type OnnxTensor } from './model.ts'

/** Looks up the parts of a model that does not change. */
export class ModelGraph {
  readonly model: OnnxModel
  readonly #constants: ReadonlyMap<string, OnnxTensor>
  readonly #producers: ReadonlyMap<string, OnnxNode>
  readonly #consumers = new Map<string, OnnxNode[]>()
  readonly #names: Set<string>

  constructor(model: OnnxModel) {
    this.model = model
    this.#constants = constantsByName(model)
    this.#producers = new Map(model.nodes.flatMap((node) => node.outputs.map((name) => [name, node] as const)))
    const fed = model.inputs.map(({ name }) => name)
    this.#names = new Set([...fed, ...this.#constants.keys(), ...this.#producers.keys()])
    for (const node of model.nodes)
      for (const name of node.inputs) this.#consumers.set(name, [...(this.#consumers.get(name) ?? []), node])
  }

  producer(name: string): OnnxNode | undefined {
    return this.#producers.get(name)
  }

  consumers(name: string): readonly OnnxNode[] {
    return this.#consumers.get(name) ?? []
  }

  isOutput(name: string): boolean {
    return this.model.outputs.some((output) => output.name === name)
  }

  isConstant(name: string): boolean {
    return this.#constants.has(name)
  }

  constant(name: string): OnnxTensor | undefined {
    return this.#constants.get(name)
  }

  /** Whether all of these are constants of float32, in whose place nothing else can be fed. */
  areFloats(names: readonly string[]): boolean {
    const { inputs } = this.model
    return names.every(
      (name) => this.#constants.get(name)?.type === 'float32' && !inputs.some((input) => input.name === name),
    )
  }

  /** A name for a new value or constant: this one where nothing is called so, and given to nobody else. */
  freeName(wanted: string): string {
    const name = this.#names.has(wanted) ? this.freeName(`${wanted}'`) : wanted
    this.#names.add(name)
    return name
  }

  /** The one node that takes this value, where nothing else does. */
  soleConsumer(name: string): OnnxNode | undefined {
    const [first, ...others] = this.consumers(name)
    return others.length > 0 || this.isOutput(name) ? undefined : first
  }

  /** A constant of float32 that the model must have. */
  floats(name: string): { readonly shape: readonly number[]; readonly values: Float32Array } {
    const constant = must(this.#constants.get(name), `${name} is a constant of the model`)
    return { shape: constant.shape, values: floatValues(constant) }
  }
}

/** The model with other nodes, with the constants that they take and no others. */
export function withNodes(model: OnnxModel, nodes: readonly OnnxNode[], made: readonly OnnxTensor[]): OnnxModel {
  const taken = new Set(nodes.flatMap(({ inputs }) => inputs))
  const fresh = new Set(made.map(({ name }) => name))
  const kept = model.initializers.filter(({ name }) => !fresh.has(name))
  return { ...model, nodes, initializers: [...kept, ...made].filter(({ name }) => taken.has(name)) }
}
