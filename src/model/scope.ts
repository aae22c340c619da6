// A scope: where the network's definition asks for its parameters, by the names of the published checkpoint.
import { must } from '../core/assert.ts'
import type { Shape, Tensor, TensorMap } from '../core/tensor.ts'
import { batchNorm, batchNormInference } from '../graph/build.ts'
import type { Graph, Value } from '../graph/graph.ts'

/** What a parameter is for: decides its start value, whether it is trained, and whether weight decay applies. */
export type Role = 'filter' | 'bias' | 'scale' | 'shift' | 'running-mean' | 'running-variance'

export interface ParameterSpec {
  readonly name: string
  readonly shape: Shape
  readonly role: Role
}

/** The batch statistics of one normalisation, to be blended into its running statistics after the step. */
export interface BatchStatistics {
  /** Name of the layer: `backbone.bn1`. */
  readonly layer: string
  readonly mean: Value
  readonly variance: Value
  /** Elements per channel that the statistics are over. */
  readonly count: number
}

export interface ScopeOptions {
  readonly graph: Graph
  /** Whether batch norms use the statistics of the batch. */
  readonly training: boolean
  /** Parameters whose names start with one of these are constants, and their batch norms keep their running statistics. */
  readonly frozen?: readonly string[]
  /** Whether all batch norms use running statistics, which then stay as they are; scales and shifts are trained all the same. */
  readonly freezeNorm?: boolean
  /** Trained parameters that are there already, as parts of something larger; the others become inputs. */
  readonly given?: ReadonlyMap<string, Value>
  /** Values of the parameters that become constants: all of them when not training. */
  readonly values?: TensorMap
  /** Whether the heads write the pixels of enlarged maps between each other at their end alone. */
  readonly keepsPixelsApart?: boolean
}

/** Whether a parameter is left as it is: its name starts with one of these. */
export function isFrozen(name: string, frozen: readonly string[]): boolean {
  return frozen.some((prefix) => name.startsWith(prefix))
}

const BN_EPSILON = 1e-5

/** Hands out parameters as values of a graph and remembers what was asked for. */
export class Scope {
  readonly graph: Graph
  readonly parameters: ParameterSpec[] = []
  /** The values that training changes, by name. */
  readonly trained = new Map<string, Value>()
  readonly statistics: BatchStatistics[] = []
  readonly #options: ScopeOptions

  constructor(options: ScopeOptions) {
    this.graph = options.graph
    this.#options = options
  }

  get isTraining(): boolean {
    return this.#options.training
  }

  get keepsPixelsApart(): boolean {
    return this.#options.keepsPixelsApart === true
  }

  /** The parameter of this name: a graph input while it is trained, a constant otherwise. */
  parameter(name: string, shape: Shape, role: Role): Value {
    this.parameters.push({ name, shape, role })
    if (this.#isConstant(name)) return this.graph.constant(this.#value(name), name)
    const value = this.#options.given?.get(name) ?? this.graph.input(name, shape)
    this.trained.set(name, value)
    return value
  }

  /** Batch normalisation of x (N, C, H, W) with the parameters `<layer>.weight`, `.bias`, `.running_mean`, `.running_var`. */
  norm(x: Value, layer: string): Value {
    const shape = [x.shape[1]]
    const scale = this.parameter(`${layer}.weight`, shape, 'scale')
    const shift = this.parameter(`${layer}.bias`, shape, 'shift')
    this.parameters.push({ name: `${layer}.running_mean`, shape, role: 'running-mean' })
    this.parameters.push({ name: `${layer}.running_var`, shape, role: 'running-variance' })
    if (this.#options.freezeNorm === true || this.#isConstant(`${layer}.weight`)) {
      const [mean, variance] = ['running_mean', 'running_var'].map((name) =>
        this.graph.constant(this.#value(`${layer}.${name}`), `${layer}.${name}`),
      )
      return batchNormInference(x, [scale, shift, mean, variance], BN_EPSILON)
    }
    const { y, mean, variance } = batchNorm(x, [scale, shift], BN_EPSILON)
    this.statistics.push({ layer, mean, variance, count: x.shape[0] * x.shape[2] * x.shape[3] })
    return y
  }

  #isConstant(name: string): boolean {
    const { training, frozen = [] } = this.#options
    return !training || isFrozen(name, frozen)
  }

  #value(name: string): Tensor {
    return must(this.#options.values?.get(name), `the value of the constant parameter ${name} is given`)
  }
}
