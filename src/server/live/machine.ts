// What the machine is doing, over the last hour: processor, memory, and the graphics card where there is one.
import { execFile } from 'node:child_process'
import { cpus, totalmem } from 'node:os'
import { availableMemory } from '../../tasks/train/memory.ts'
import type { MachineSample } from '../contract/system.ts'

/** How often it is looked at, in milliseconds. */
const everyMs = 5000
/** An hour. */
const maxSamples = 720
/** A driver that answers later than this is left alone, in milliseconds. */
const cardPatienceMs = 3000

export class Machine {
  readonly #samples: MachineSample[] = []
  readonly #timer: NodeJS.Timeout
  #before = processorTimes()
  /** Whether the card answers; undefined until it was asked. */
  #hasCard: boolean | undefined

  constructor() {
    this.#timer = setInterval(() => void this.#look(), everyMs).unref()
  }

  /** Oldest first. */
  get samples(): readonly MachineSample[] {
    return this.#samples
  }

  close(): void {
    clearInterval(this.#timer)
  }

  async #look(): Promise<void> {
    const now = processorTimes()
    const [busy, all] = [now.busy - this.#before.busy, now.all - this.#before.all]
    this.#before = now
    const card = this.#hasCard === false ? undefined : await lookAtCard()
    this.#hasCard = card !== undefined
    this.#samples.push({
      time: new Date().toISOString(),
      processor: all > 0 ? busy / all : 0,
      memoryBytes: Math.max(0, totalmem() - availableMemory()),
      ...(card !== undefined && { card }),
    })
    if (this.#samples.length > maxSamples) this.#samples.shift()
  }
}

/** Milliseconds of all cores since the start of the machine. */
function processorTimes(): { readonly busy: number; readonly all: number } {
  let [busy, all] = [0, 0]
  for (const { times } of cpus()) {
    const total = times.user + times.nice + times.sys + times.irq + times.idle
    all += total
    busy += total - times.idle
  }
  return { busy, all }
}

/** Of the first card, as its driver's own program tells; undefined without one. */
function lookAtCard(): Promise<MachineSample['card']> {
  const words = ['--query-gpu=utilization.gpu,memory.used,memory.total', '--format=csv,noheader,nounits']
  return new Promise((resolve) => {
    execFile('nvidia-smi', words, { timeout: cardPatienceMs }, (error, text) => {
      const [use, used, total] = (text.split('\n')[0] ?? '').split(',').map(Number)
      const isTold = error === null && [use, used, total].every((value) => Number.isFinite(value))
      resolve(isTold ? { use: use / 100, memoryBytes: used * 2 ** 20, totalBytes: total * 2 ** 20 } : undefined)
    })
  })
}
