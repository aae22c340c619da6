// A graph in readable lines, one node a line: `%12 Conv(%3, conv1.weight) strides=[2,2] pads=[3,3,3,3] -> (2, 64, 320, 320)`.
import { renderShape } from '../core/tensor.ts'
import type { AnyNode, Graph, Value } from './graph.ts'

/** The graph as text; constants and inputs stand inside the lines that use them. */
export function renderGraph(graph: Graph): string {
  return graph.nodes
    .filter((node) => node.op !== 'Constant')
    .map(renderNode)
    .join('\n')
}

function renderNode(node: AnyNode): string {
  const shapes = node.outputs.map(({ shape }) => renderShape(shape)).join(' ')
  if (node.op === 'Input') return `${node.attributes.name} = Input -> ${shapes}`
  const settings = Object.entries(node.attributes).map(([name, value]) => ` ${name}=${JSON.stringify(value)}`)
  return `%${node.id} = ${node.op}(${node.inputs.map(renderValue).join(', ')})${settings.join('')} -> ${shapes}`
}

function renderValue({ node, output, shape }: Value): string {
  if (node.op === 'Input') return node.attributes.name
  if (node.op === 'Constant') return node.attributes.name ?? renderConstant(node.attributes.data, renderShape(shape))
  return output === 0 ? `%${node.id}` : `%${node.id}.${output}`
}

function renderConstant(data: Float32Array, shape: string): string {
  return data.length === 1 ? String(data[0]) : `constant${shape}`
}
