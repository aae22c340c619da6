// A network as it is rounded to 8 bits: normalisations in the weights, enlarging at the end, pooling before rectifiers.
import type { OnnxModel, OnnxNode } from '../../formats/onnx/model.ts'
import { ModelGraph } from '../../formats/onnx/model-graph.ts'
import { enlargedLast, normalisedByWeights } from '../../graph/constant-weights.ts'

/** The same network, written so that little is left to be rounded. */
export function foldedNetwork(model: OnnxModel): OnnxModel {
  return pooledFirst(enlargedLast(normalisedByWeights(model)))
}

/** MaxPool before Relu, which give the same in either order: so pooling stays with the convolution before it, and rounding follows a Relu. */
function pooledFirst(model: OnnxModel): OnnxModel {
  const graph = new ModelGraph(model)
  const poolOf = (node: OnnxNode | undefined): OnnxNode | undefined => {
    const next = node?.op === 'Relu' ? graph.soleConsumer(node.outputs[0]) : undefined
    return next?.op === 'MaxPool' ? next : undefined
  }
  const nodes = model.nodes.map((node) => {
    const pool = poolOf(node)
    if (pool !== undefined) return { ...pool, inputs: node.inputs, outputs: node.outputs }
    const relu = node.op === 'MaxPool' ? graph.producer(node.inputs[0]) : undefined
    return relu !== undefined && poolOf(relu) === node ? { ...relu, inputs: relu.outputs, outputs: node.outputs } : node
  })
  return { ...model, nodes }
}
