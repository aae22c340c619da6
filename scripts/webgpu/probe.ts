// Exits with 0 when ONNX Runtime can compute 1 + 1 on a WebGPU adapter.
import { add } from '../../src/graph/build.ts'
import { compile } from '../../src/graph/compile.ts'
import { Graph } from '../../src/graph/graph.ts'

const graph = new Graph()
const session = await compile({ sum: add(graph.input('one', [1]), 1) }, { provider: 'webgpu' })
const { sum } = await session.run({ one: { shape: [1], data: Float32Array.of(1) } })
process.exit(sum.data[0] === 2 ? 0 : 1)
