// Which layers 8 bits hurt: the error of every convolution alone, in relation to what it gives.
import type { NetworkInput } from '../../data/preprocess.ts'
import { intAttribute, type OnnxModel, type OnnxNode } from '../../formats/onnx/model.ts'
import { encodeModel } from '../../formats/onnx/write.ts'
import { Session } from '../../graph/session.ts'
import { TRIAL, trialNetwork, type ValueRange } from './quantize.ts'

/** By the names of the convolutions: the root of the mean square of the error over that of the result. */
export async function layerErrors(
  model: OnnxModel,
  ranges: ReadonlyMap<string, ValueRange>,
  inputs: AsyncIterable<NetworkInput>,
): Promise<Map<string, number>> {
  const convolutions = model.nodes.filter(({ op }) => op === 'Conv')
  const session = await Session.load(encodeModel(withErrors(trialNetwork(model, ranges), convolutions)), {
    spin: false,
  })
  const sums = new Map(convolutions.map(({ name }) => [name, { error: 0, result: 0 }]))
  try {
    for await (const { data, width, height } of inputs) {
      const found = await session.run({ [model.inputs[0].name]: { shape: [1, 3, height, width], data } })
      for (const [name, sum] of sums) {
        sum.error += found[`${name}.error`].data[0]
        sum.result += found[`${name}.result`].data[0]
      }
    }
  } finally {
    await session.release()
  }
  return new Map([...sums].map(([name, { error, result }]) => [name, Math.sqrt(error / Math.max(result, 1e-12))]))
}

/** With the sums of squares of errors and results as outputs: two numbers a layer leave the runtime. */
function withErrors(model: OnnxModel, convolutions: readonly OnnxNode[]): OnnxModel {
  const made = convolutions.flatMap(({ name, outputs: [output] }) => {
    const difference = `${name}.difference`
    const square = (from: string, to: string): OnnxNode => ({
      op: 'ReduceSumSquare',
      name: to,
      inputs: [from],
      outputs: [to],
      attributes: { keepdims: intAttribute(0) },
    })
    return [
      { op: 'Sub', name: difference, inputs: [output, `${output}${TRIAL}`], outputs: [difference], attributes: {} },
      square(difference, `${name}.error`),
      square(output, `${name}.result`),
    ]
  })
  const scalars = convolutions.flatMap(({ name }) => [`${name}.error`, `${name}.result`])
  const outputs = scalars.map((name) => ({ name, type: 'float32', shape: [] }) as const)
  return { ...model, nodes: [...model.nodes, ...made], outputs }
}
