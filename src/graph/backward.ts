// The reverse pass: walks the graph backwards once and knows no operation.
import { assert } from '../core/assert.ts'
import { elementCount } from '../core/tensor.ts'
import { add } from './build.ts'
import { gradientsOf } from './gradients.ts'
import type { AnyNode, Value } from './graph.ts'
import { Recomputation } from './recompute.ts'

/** How the reverse pass is built. */
export interface BackwardOptions {
  /** Whether activations are recomputed instead of kept: less memory, more time. */
  readonly recompute?: boolean
}

/**
 * The gradients of a scalar with respect to `targets`, as values of the same graph, in the same order.
 * A target that the loss does not depend on gets zeros of its shape.
 * Nodes from which no target can be reached are left out, so a frozen part costs nothing.
 */
export function backward(loss: Value, targets: readonly Value[], { recompute = false }: BackwardOptions = {}): Value[] {
  assert(elementCount(loss.shape) === 1, 'the loss is a scalar')
  const { graph } = loss.node
  const wanted = nodesThatNeed(graph.nodes, targets)
  const found = new Map<Value, Value>([[loss, graph.constant({ shape: loss.shape, data: Float32Array.of(1) })]])

  const recomputation = recompute ? new Recomputation() : undefined

  for (let id = loss.node.id; id >= 0; id--) {
    const node = graph.nodes[id]
    const gs = node.outputs.map((output) => found.get(output))
    if (!wanted.has(node) || node.inputs.length === 0 || gs.every((g) => g === undefined)) continue
    const arrived = gs.find((g) => g !== undefined)
    const seen = recomputation === undefined || arrived === undefined ? node : recomputation.seenFrom(node, arrived)
    gradientsOf(seen, gs).forEach((gradient, index) => {
      const input = node.inputs[index]
      if (gradient === undefined || !wanted.has(input.node)) return
      const sum = found.get(input)
      found.set(input, sum === undefined ? gradient : add(sum, gradient))
    })
  }
  return targets.map((target) => found.get(target) ?? graph.constant(zerosLike(target)))
}

/** All nodes that lie on a way from a target to anything. */
function nodesThatNeed(nodes: readonly AnyNode[], targets: readonly Value[]): Set<AnyNode> {
  const wanted = new Set(targets.map(({ node }) => node))
  for (const node of nodes) if (node.inputs.some((input) => wanted.has(input.node))) wanted.add(node)
  return wanted
}

function zerosLike({ shape }: Value) {
  return { shape, data: new Float32Array(elementCount(shape)) }
}
