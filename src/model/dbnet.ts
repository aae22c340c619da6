// DBNet with ResNet-18: one definition for the training graph, the evaluation graph and the exported file.
import { must } from '../core/assert.ts'
import { elementCount, type Shape, type TensorMap } from '../core/tensor.ts'
import { concat, mul, reshape, sigmoid, split, sub } from '../graph/build.ts'
import { Graph, type Value } from '../graph/graph.ts'
import { backward } from '../graph/backward.ts'
import { fpn } from './fpn.ts'
import { head } from './heads.ts'
import { dbLoss, type Loss, type LossSettings, type Predictions, type TargetValues } from './loss.ts'
import { resnet18 } from './resnet18.ts'
import { isFrozen, Scope, type BatchStatistics, type ParameterSpec } from './scope.ts'

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
  /** Whether the loss is multiplied by an input of this name before the reverse pass: the gradients of a graph in float16. */
  readonly scaledBy?: string
  /** Whether the heads write the pixels of enlarged maps between each other at their end alone: less work on a CPU. */
  readonly keepsPixelsApart?: boolean
  /** How the trained parameters come in; all by themselves when not given. */
  readonly joined?: readonly JoinedParameters[]
}

/** Trained parameters that come as one vector, one after the other, and whose gradients go as one. */
export interface JoinedParameters {
  /** Name of the input, and of the gradient. */
  readonly name: string
  readonly members: readonly { readonly name: string; readonly shape: Shape }[]
}

export interface TrainingGraph {
  readonly graph: Graph
  readonly predictions: Predictions
  readonly loss: Loss
  /** d loss / d parameter, for every trained parameter, or for every vector of `joined`. */
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
  const {
    images: shape,
    loss: settings,
    frozen = [],
    freezeNorm = false,
    values,
    recompute = false,
    joined,
    scaledBy,
    keepsPixelsApart = false,
  } = options
  const graph = new Graph()
  const given = new Map((joined ?? []).flatMap((vector) => [...membersOf(graph, vector)]))
  const scope = new Scope({
    graph,
    training: true,
    freezeNorm,
    frozen,
    given,
    keepsPixelsApart,
    ...(values && { values }),
  })
  const images = graph.input('images', shape)
  const target = targetInputs(graph, shape)
  const predictions = trainingPredictions(scope, images)
  const loss = dbLoss(predictions, target, settings)
  const names = [...scope.trained.keys()]
  const root = scaledBy === undefined ? loss.total : mul(loss.total, graph.input(scaledBy, []))
  const found = backward(root, [...scope.trained.values()], { recompute })
  const single = new Map(names.map((name, index) => [name, found[index]]))
  const gradients = joined === undefined ? single : new Map(joined.map((vector) => [vector.name, join(vector, single)]))
  return { graph, predictions, loss, gradients, statistics: scope.statistics }
}

/** The parameters of a vector that is fed. */
function membersOf(graph: Graph, { name, members }: JoinedParameters): ReadonlyMap<string, Value> {
  const sizes = members.map(({ shape }) => elementCount(shape))
  const vector = graph.input(name, [sizes.reduce((sum, size) => sum + size, 0)])
  const pieces = split(vector, 0, sizes)
  return new Map(members.map((member, index) => [member.name, reshape(pieces[index], member.shape)]))
}

function join({ members }: JoinedParameters, gradients: ReadonlyMap<string, Value>): Value {
  const [first, ...rest] = members.map(({ name, shape }) =>
    reshape(must(gradients.get(name), `${name} is trained`), [elementCount(shape)]),
  )
  return concat([first, ...rest], 0)
}

/** The parameters that training changes, in the order in which the network asks for them. */
export function trainedParameters({ frozen = [] }: Pick<TrainingGraphOptions, 'frozen'>): readonly ParameterSpec[] {
  return parameterSpecs().filter(({ name, role }) => !role.startsWith('running-') && !isFrozen(name, frozen))
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
  /** The loss on each image by itself: (N), of a single image a scalar. */
  readonly losses: Value
}

/** The network with constant parameters and running statistics, and the loss it has on each image of a batch. */
export function evaluationGraph(
  values: TensorMap,
  { images: shape, loss }: Pick<TrainingGraphOptions, 'images' | 'loss'>,
): EvaluationGraph {
  const graph = new Graph()
  const scope = new Scope({ graph, training: false, values })
  const predictions = trainingPredictions(scope, graph.input('images', shape))
  return { binary: predictions.binary, losses: lossOfEach(predictions, targetInputs(graph, shape), loss) }
}

/** The loss weighs the texts of all images of a batch against each other, so each image has a loss of its own. */
function lossOfEach(predictions: Predictions, target: TargetValues, settings: LossSettings): Value {
  const [count] = predictions.binary.shape
  if (count === 1) return dbLoss(predictions, target, settings).total
  const apart = <Maps extends Predictions | TargetValues>(maps: Maps): Maps[] => {
    const ones = Array.from({ length: count }, () => 1)
    const pieces = Object.entries(maps).map(([name, map]: [string, Value]) => [name, split(map, 0, ones)] as const)
    return ones.map(
      (_, index) => Object.fromEntries(pieces.map(([name, all]) => [name, all[index]])) as unknown as Maps,
    )
  }
  const targets = apart(target)
  const losses = apart(predictions).map((one, index) => reshape(dbLoss(one, targets[index], settings).total, [1]))
  const [first, ...rest] = losses
  return concat([first, ...rest], 0)
}

/** Every parameter and running statistic, in the order of the checkpoint. */
export function parameterSpecs(): readonly ParameterSpec[] {
  const scope = new Scope({ graph: new Graph(), training: true })
  trainingPredictions(scope, scope.graph.input('images', [1, 3, 32, 32]))
  return scope.parameters
}
