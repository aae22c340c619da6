// A run that grows at a fixed pace without computing: what the server costs can be measured on a machine that is not full.
import { parseConfig } from '../../src/run/config.ts'
import { createRunFolder, idOfFolder } from '../../src/run/layout.ts'
import { RunWriter } from '../../src/run/writer.ts'

export interface GrowingRun {
  readonly run: string
  stop(): void
}

/** Lines that are there before it begins to grow, as after some minutes of training. */
const before = 400
const iters = 100

/** Writes what a training writes, so many steps a second, until it is stopped. */
export function growRun(workdirs: string, stepsASecond: number): GrowingRun {
  const folder = createRunFolder(workdirs, new Date())
  const writer = new RunWriter(folder)
  writer.writeConfig(parseConfig({ train_data_dir: '/nowhere', num_epochs: 1000 }), {})
  writer.append({ kind: 'start', at: new Date().toISOString().slice(0, 19).replace('T', ' ') })
  const append = (step: number): void => {
    const [epoch, iter] = [1 + Math.floor(step / iters), step % iters]
    const loss = 1 + 1 / (1 + step)
    const times = { dataMs: 1, computeMs: 300 + (step % 7) }
    writer.append({ kind: 'train', epoch, epochs: 1000, iter, iters, loss, learningRate: 0.007, ...times })
  }
  let step = 0
  for (; step < before; step++) append(step)
  const timer = setInterval(() => append(step++), 1000 / stepsASecond)
  const stop = (): void => {
    clearInterval(timer)
    writer.close()
  }
  return { run: idOfFolder(folder), stop }
}
