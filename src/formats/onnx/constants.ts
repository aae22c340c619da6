// The numbers that a model brings along, wherever they stand, and whether they are numbers.
import { errorDetails } from '../../core/error-details.ts'
import { say } from '../../core/say.ts'
import { notFinite } from '../../core/finite.ts'
import { firstNotFinite, type OnnxModel, type OnnxTensor } from './model.ts'

/** Weights may stand among the graph's initialisers or in nodes of their own (`Constant`). */
export function constantsOf({ initializers, nodes }: Pick<OnnxModel, 'initializers' | 'nodes'>): OnnxTensor[] {
  const inNodes = nodes.flatMap(({ attributes, outputs }) =>
    Object.values(attributes).flatMap(({ type, value }) =>
      type === 'tensor' ? [{ ...value, name: value.name === '' ? (outputs[0] ?? '') : value.name }] : [],
    ),
  )
  return [...initializers, ...inNodes]
}

/** The constants of a graph by the names under which its nodes take them. */
export function constantsByName({
  initializers,
  nodes,
}: Pick<OnnxModel, 'initializers' | 'nodes'>): Map<string, OnnxTensor> {
  const inNodes = nodes.flatMap(({ op, attributes, outputs }) =>
    op === 'Constant' && attributes['value']?.type === 'tensor'
      ? [[outputs[0], attributes['value'].value] as const]
      : [],
  )
  return new Map([...initializers.map((tensor) => [tensor.name, tensor] as const), ...inNodes])
}

/** @throws UserError `weights-not-finite`, naming the tensor */
export function checkFinite(model: OnnxModel, path: string): void {
  for (const constant of constantsOf(model)) {
    const at = firstNotFinite(constant)
    if (at >= 0) throw notFinite(constant.name, say(errorDetails['weights-not-finite'].foundNan, { at }), path)
  }
}

/** Operations that make something large out of a few numbers: a file of 300 bytes could take all memory. No network for texts needs them. */
export const growingOperations: ReadonlySet<string> = new Set([
  'ConstantOfShape',
  'Expand',
  'EyeLike',
  'OneHot',
  'RandomNormal',
  'RandomNormalLike',
  'RandomUniform',
  'RandomUniformLike',
  'Range',
  'Tile',
])
