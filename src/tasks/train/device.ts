// Chooses where the network is computed, and says why.
import { spawn } from 'node:child_process'
import { usableCores } from '../../core/cores.ts'
import { fileURLToPath } from 'node:url'
import { errorDetails } from '../../core/error-details.ts'
import { UserError } from '../../core/errors.ts'
import { say } from '../../core/say.ts'
import type { InBoth } from '../../core/language.ts'
import { workerFile } from '../../core/worker-file.ts'
import type { Precision } from '../../graph/lowering/half.ts'
import type { Provider, SessionOptions } from '../../graph/session.ts'
import type { ProbeResult } from './device-probe.ts'
import { graphicsCards, mayHaveGraphicsCard } from './graphics-card.ts'

export type DeviceName = 'auto' | Provider

export interface Device {
  readonly session: SessionOptions & { readonly provider: Provider }
  /** As the log names it: `cpu`, `cuda:0`. */
  readonly name: string
  /** Why this one, for the log's brackets. */
  readonly reason: string
}

/** What to do when a device is not there. */
const remedies: Readonly<Record<Provider, InBoth<string>>> = {
  cpu: errorDetails['device-missing'].nextCpu,
  webgpu: errorDetails['device-missing'].nextWebgpu,
  cuda: errorDetails['device-missing'].nextCuda,
}

/** An adapter must be so much faster than the processor to be chosen: software adapters are many times slower. */
const worthwhile = 1.5

/** A device that was not asked for has this long to compute a few convolutions; one that was asked for has much longer. */
const patienceMs = { unasked: 15_000, asked: 120_000 } as const

/**
 * @param threads cores that the network may use; `auto` takes all that this process may run on
 * @throws UserError `device-missing` when the device that was asked for cannot be used here, or lacks the precision
 */
export async function chooseDevice(
  asked: DeviceName,
  threads: number | 'auto',
  precision: Precision = 'float32',
): Promise<Device> {
  const device = await chooseFor(asked, threads)
  const { provider, threads: count = 0 } = device.session
  if (precision === 'float32') return device
  if (provider === 'cpu') return { ...device, reason: `${device.reason}, float16 emulated, which is no faster` }
  const result = await probe({ provider, threads: count, timeout: patienceMs.asked, precision })
  if ('error' in result) throw float16Missing(device, result.error)
  return { ...device, reason: `${device.reason}, float16` }
}

async function chooseFor(asked: DeviceName, threads: number | 'auto'): Promise<Device> {
  const count = threads === 'auto' ? usableCores() : threads
  const cores = `${count} ${count === 1 ? 'thread' : 'threads'}`
  const on = (provider: Provider, reason: string): Device => ({
    session: { provider, threads: count },
    name: provider === 'cpu' ? 'cpu' : `${provider}:0`,
    reason,
  })
  if (asked === 'cpu') return on('cpu', `asked for, ${cores}`)
  if (asked === 'auto') {
    const { isFaster, finding } = await compareAdapter(count)
    return isFaster ? on('webgpu', `chosen by auto: ${finding}`) : on('cpu', `chosen by auto: ${finding}, ${cores}`)
  }
  const result = await probe({ provider: asked, threads: count, timeout: patienceMs.asked })
  if ('error' in result) throw deviceMissing(asked, result.error)
  return on(asked, ['GPU asked for and found', ...graphicsCards()].join(', '))
}

function float16Missing({ name }: Device, error: string): UserError {
  const words = errorDetails['device-missing']
  return new UserError({
    code: 'device-missing',
    message: say(words.messageFloat16, { device: name }),
    expected: say(words.expectedFloat16),
    found: whatWasSaid(error),
    where: '--precision',
    next: say(words.nextFloat16),
  })
}

function deviceMissing(asked: Provider, error: string): UserError {
  return new UserError({
    code: 'device-missing',
    message: say(errorDetails['device-missing'].message, { asked }),
    expected: say(errorDetails['device-missing'].expected, { asked }),
    found: whatWasSaid(error),
    where: '--device',
    next: say(remedies[asked]),
  })
}

/** What the runtime says, without the place in its own source. */
function whatWasSaid(error: string): string {
  const [line] = error.split('\n')
  return line.replace(/^.* was false\. /, '').replace(/^.* Status Message: (?:\S+\.cc:\d+ \S+ )?/, '')
}

/** Times a convolution on the WebGPU adapter, if there is one, and on the processor. */
async function compareAdapter(threads: number): Promise<{ readonly isFaster: boolean; readonly finding: string }> {
  if (!mayHaveGraphicsCard()) return { isFaster: false, finding: 'no graphics card' }
  const adapter = await probe({ provider: 'webgpu', threads, timeout: patienceMs.unasked })
  if ('error' in adapter) return { isFaster: false, finding: `no WebGPU adapter that can be used` }
  const processor = await probe({ provider: 'cpu', threads, timeout: patienceMs.unasked })
  if ('error' in processor) return { isFaster: false, finding: 'the comparison with the WebGPU adapter failed' }
  const times = processor.milliseconds / adapter.milliseconds
  const cards = graphicsCards()
  const name = cards.length === 0 ? 'the WebGPU adapter' : cards.join(', ')
  return { isFaster: times >= worthwhile, finding: `${name} has ${times.toFixed(1)} times the speed of the processor` }
}

interface Probe {
  readonly provider: Provider
  readonly threads: number
  /** Milliseconds. */
  readonly timeout: number
  readonly precision?: Precision
}

/** Lets a process of its own try the provider. */
function probe({ provider, threads, timeout, precision = 'float32' }: Probe): Promise<ProbeResult> {
  const program = fileURLToPath(workerFile(import.meta.url, 'device-probe'))
  const child = spawn(process.execPath, [program, provider, String(threads), precision], {
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout,
    killSignal: 'SIGKILL',
  })
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => {
      if (code === 0) resolve(JSON.parse(text) as ProbeResult)
      else
        resolve({ error: `its driver ended the process or did not answer in time (${signal ?? `exit code ${code}`})` })
    })
  })
}
