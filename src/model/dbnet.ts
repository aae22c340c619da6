// DBNet with ResNet-18: one definition for the training graph, the evaluation graph and the exported file.
import type { TensorMap } from '../core/tensor.ts'
import { mul, sigmoid, sub } from '../graph/build.ts'
import { Graph, type Value } from '../graph/graph.ts'
import { backward } from '../graph/backward.ts'
import { fpn } from './fpn.ts'
import { head } from './heads.ts'
import { dbLoss, type Loss, type LossSettings, type Predictions, type TargetValues } from './loss.ts'
import { resnet18 } from './resnet18.ts'
import { Scope, type BatchStatistics, type ParameterSpec } from './scope.ts'

/** Steepness of the soft threshold (Liao et al. 2020, equation 2). */
const STEEPNESS = 50

/** Names of the batch's tensors among the inputs of a training graph. */
export const batchInputs = ['images', 'shrinkMap', 'shrinkMask', 'thresholdMap', 'thresholdMask'] as const

export interface TrainingGraphOptions {
  /** Shape of the images, (N, 3, H, W); H and W are multiples of 32. */
  readonly images: readonly [number, number, number, number]
  readonly loss: LossSettings
  /** Prefixes of the parameters that stay as they are: `['backbone.']`. */
  readonly frozen?: readonly string[]
  /** Whether normalisations use the running statistics of `values` and leave them as they are. */
  readonly freezeNorm?: boolean
  /** Values of the frozen parameters and statistics. */
  readonly values?: TensorMap
  /** Whether activations are recomputed in the backward pass instead of kept. */
  readonly recompute?: boolean
}

export interface TrainingGraph {
  readonly graph: Graph
  readonly predictions: Predictions
  readonly loss: Loss
  /** d loss / d parameter, for every trained parameter. */
  readonly gradients: ReadonlyMap<string, Value>
  readonly statistics: readonly BatchStatistics[]
}

function trainingPredictions(scope: Scope, images: Value): Predictions {
  const features = fpn(scope, resnet18(scope, images))
  const binary = head(scope, features, 'decoder.binarize')
  const thresh = head(scope, features, 'decoder.thresh')
  return { binary, thresh, threshBinary: sigmoid(mul(sub(binary, thresh), STEEPNESS)) }
}

function targetInputs(graph: Graph, [n, , height, width]: TrainingGraphOptions['images']): TargetValues {
  const map = (name: string) => graph.input(name, [n, 1, height, width])
  return {
    shrinkMap: map('shrinkMap'),
    shrinkMask: map('shrinkMask'),
    thresholdMap: map('thresholdMap'),
    thresholdMask: map('thresholdMask'),
  }
}

/** Forward pass, loss and reverse pass as one graph. */
export function trainingGraph(options: TrainingGraphOptions): TrainingGraph {
  const { images: shape, loss: settings, frozen, freezeNorm = false, values, recompute = false } = options
  const graph = new Graph()
  const scope = new Scope({ graph, training: true, freezeNorm, ...(frozen && { frozen }), ...(values && { values }) })
  const images = graph.input('images', shape)
  const target = targetInputs(graph, shape)
  const predictions = trainingPredictions(scope, images)
  const loss = dbLoss(predictions, target, settings)
  const names = [...scope.trained.keys()]
  const gradients = backward(loss.total, [...scope.trained.values()], { recompute })
  return {
    graph,
    predictions,
    loss,
    gradients: new Map(names.map((name, index) => [name, gradients[index]])),
    statistics: scope.statistics,
  }
}

/** images -> pred (N, 1, H, W): the probability of text, with all parameters inside the graph. */
export function inferenceGraph(values: TensorMap, images: readonly number[]): Value {
  const graph = new Graph()
  const scope = new Scope({ graph, training: false, values })
  return head(scope, fpn(scope, resnet18(scope, graph.input('images', images))), 'decoder.binarize')
}

export interface EvaluationGraph {
  /** The probability of text, (N, 1, H, W). */
  readonly binary: Value
  readonly loss: Loss
}

/** The network with constant parameters and running statistics, and the loss it has on a batch. */
export function evaluationGraph(
  values: TensorMap,
  { images: shape, loss }: Pick<TrainingGraphOptions, 'images' | 'loss'>,
): EvaluationGraph {
  const graph = new Graph()
  const scope = new Scope({ graph, training: false, values })
  const predictions = trainingPredictions(scope, graph.input('images', shape))
  return { binary: predictions.binary, loss: dbLoss(predictions, targetInputs(graph, shape), loss) }
}

/** Every parameter and running statistic, in the order of the checkpoint. */
export function parameterSpecs(): readonly ParameterSpec[] {
  const scope = new Scope({ graph: new Graph(), training: true })
  trainingPredictions(scope, scope.graph.input('images', [1, 3, 32, 32]))
  return scope.parameters
}
