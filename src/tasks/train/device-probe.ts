// A program of its own: times a convolution on one provider and prints the milliseconds as JSON. A driver that crashes takes only
// this process with it, and what it prints stays out of the training's output.
// node device-probe.js <provider> <threads>
import { Graph } from '../../graph/graph.ts'
import { conv } from '../../graph/build.ts'
import { compile } from '../../graph/compile.ts'
import type { Provider } from '../../graph/session.ts'

const [provider, threads] = process.argv.slice(2)
const shapes = { x: [1, 64, 128, 128], w: [64, 64, 3, 3] }
const graph = new Graph()
const [x, w] = [graph.input('x', shapes.x), graph.input('w', shapes.w)]
const session = await compile(
  { y: conv(x, w, { strides: [1, 1], pads: [1, 1, 1, 1] }) },
  { provider: provider as Provider, threads: Number(threads) },
)
const filled = (shape: readonly number[]) => ({
  shape,
  data: new Float32Array(shape.reduce((product, extent) => product * extent, 1)).fill(0.01),
})
const feeds = { x: filled(shapes.x), w: filled(shapes.w) }
let milliseconds = Infinity
for (let time = 0; time < 4; time++) {
  const started = performance.now()
  await session.run(feeds)
  if (time > 0) milliseconds = Math.min(milliseconds, performance.now() - started)
}
process.stdout.write(JSON.stringify({ milliseconds }), () => process.exit(0))
