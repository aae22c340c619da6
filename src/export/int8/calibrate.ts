// How large the activations of a network become on images: what 8 bits have to span.
import type { NetworkInput } from '../../data/preprocess.ts'
import { intAttribute, type OnnxModel, type OnnxNode } from '../../formats/onnx/model.ts'
import { encodeModel } from '../../formats/onnx/write.ts'
import { Session } from '../../graph/session.ts'
import { activationsOf, type ValueRange } from './quantize.ts'

/** The smallest and the largest value of every activation over all inputs. */
export async function measuredRanges(
  model: OnnxModel,
  inputs: AsyncIterable<NetworkInput>,
): Promise<Map<string, ValueRange>> {
  const names = activationsOf(model)
  const session = await Session.load(encodeModel(withRanges(model, names)), { spin: false })
  const sums = new Map<string, { min: number; max: number }>()
  try {
    for await (const { data, width, height } of inputs) {
      const found = await session.run({ [model.inputs[0].name]: { shape: [1, 3, height, width], data } })
      for (const name of names) {
        const { min, max } = sums.get(name) ?? { min: 0, max: 0 }
        sums.set(name, {
          min: Math.min(min, found[`${name}.min`].data[0]),
          max: Math.max(max, found[`${name}.max`].data[0]),
        })
      }
    }
  } finally {
    await session.release()
  }
  return sums
}

/** The network with the ranges of its activations as outputs: two numbers each leave the runtime. */
function withRanges(model: OnnxModel, names: readonly string[]): OnnxModel {
  const ends = [
    ['min', 'ReduceMin'],
    ['max', 'ReduceMax'],
  ] as const
  const made = names.flatMap((name) =>
    ends.map(([end, op]): OnnxNode => ({
      op,
      name: `${name}.${end}`,
      inputs: [name],
      outputs: [`${name}.${end}`],
      attributes: { keepdims: intAttribute(0) },
    })),
  )
  const outputs = made.map(({ name }) => ({ name, type: 'float32', shape: [] }) as const)
  return { ...model, nodes: [...model.nodes, ...made], outputs }
}
