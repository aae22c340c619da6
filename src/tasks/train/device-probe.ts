// A program of its own: times a convolution on one provider, and prints the milliseconds or what went wrong as JSON. A driver that
// crashes takes only this process with it, and what it writes to standard error stays out of the training's output.
// node device-probe.js <provider> <threads> <precision>
import { messageOf, UserError } from '../../core/errors.ts'
import { elementCount, type Shape, type Tensor } from '../../core/tensor.ts'
import { conv } from '../../graph/build.ts'
import { compile } from '../../graph/compile.ts'
import { Graph } from '../../graph/graph.ts'
import type { Precision } from '../../graph/lowering/half.ts'
import type { Provider } from '../../graph/session.ts'

/** What the probe found out. */
export type ProbeResult = { readonly milliseconds: number } | { readonly error: string }

const x = { name: 'x', shape: [1, 64, 128, 128] }
const w = { name: 'w', shape: [64, 64, 3, 3] }

/** Milliseconds of one convolution of 64 to 64 channels on 128x128 pixels: the best of three after a first one. */
async function time(provider: Provider, threads: number, precision: Precision): Promise<number> {
  const graph = new Graph()
  const [input, filter] = [x, w].map(({ name, shape }) => graph.input(name, shape))
  const y = conv(input, filter, { strides: [1, 1], pads: [1, 1, 1, 1] })
  const session = await compile({ y }, { provider, threads, precision })
  const feeds = { x: filled(x.shape), w: filled(w.shape) }
  let milliseconds = Infinity
  for (let run = 0; run < 4; run++) {
    const started = performance.now()
    await session.run(feeds)
    if (run > 0) milliseconds = Math.min(milliseconds, performance.now() - started)
  }
  return milliseconds
}

function filled(shape: Shape): Tensor {
  return { shape, data: new Float32Array(elementCount(shape)).fill(0.01) }
}

const [provider, threads, precision] = process.argv.slice(2)
const result = await time(provider as Provider, Number(threads), precision as Precision).then(
  (milliseconds): ProbeResult => ({ milliseconds }),
  (error: unknown): ProbeResult => ({
    error: messageOf(error instanceof UserError && error.cause !== undefined ? error.cause : error),
  }),
)
process.stdout.write(JSON.stringify(result), () => process.exit(0))
