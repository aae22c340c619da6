// What the ranks' way to each other is worth: latency, bandwidth by size of message, the sum of all gradients; and what more ranks would take.
import { medianOf } from '../core/median.ts'
import { Ranks } from './ranks.ts'
import type { Transport } from './transport.ts'

/** Messages of one size, passed from every rank to all others. */
export interface Exchange {
  /** That each rank sends to each other one. */
  readonly bytes: number
  /** The median. */
  readonly seconds: number
  /** Bytes a second that each rank sends, and receives at the same time. */
  readonly bandwidth: number
}

export interface TransportReport {
  readonly ranks: number
  /** Ranks on each machine. */
  readonly hosts: Readonly<Record<string, number>>
  readonly library: string
  readonly exchanges: readonly Exchange[]
  /** Seconds of the smallest message, and bytes a second of the largest. */
  readonly latency: number
  readonly bandwidth: number
  /** All gradients added up: how many, the median of the seconds, and those of them in which this machine copied and added. */
  readonly sum: { readonly numbers: number; readonly seconds: number; readonly adding: number }
  /** For one rank on each of so many machines. */
  readonly extrapolated: readonly Extrapolated[]
}

/** Seconds of a sum that were computed, not measured. */
export interface Extrapolated {
  readonly nodes: number
  /** At the latency and the bandwidth that were measured. */
  readonly seconds: number
  /** At the measured latency and the nominal bandwidth of a network, in Gbit/s. */
  readonly nominal: readonly { readonly gbits: number; readonly seconds: number }[]
}

/** The sizes, each eight times the one before or so, up to what fits no cache. */
const messageBytes = [8, 1024, 8192, 65_536, 524_288, 4_194_304, 33_554_432] as const
/** Small messages are passed more often, as they take less time and vary more. */
const timesOf = (bytes: number): number => (bytes <= 65_536 ? 200 : 10)
const timesOfSum = 5
const extrapolatedNodes = [2, 4, 8] as const
const nominalGbits = [1, 10, 100] as const
const bytesOfGbit = 125e6

/** Measures; every rank calls it at once. @param numbers gradients of a step @param host the name of this machine */
export async function measureTransport(
  transport: Transport,
  { numbers, host }: { readonly numbers: number; readonly host: string },
): Promise<TransportReport> {
  const ranks = new Ranks(transport, host)
  const hosts: Record<string, number> = {}
  for (const one of await ranks.collect(host)) hosts[one] = (hosts[one] ?? 0) + 1
  const exchanges: Exchange[] = []
  for (const bytes of messageBytes) exchanges.push(await exchangeOf(transport, bytes))
  const values = [new Float32Array(numbers)]
  const seconds = await medianTime(timesOfSum, () => ranks.sum(values))
  const [{ seconds: latency }] = exchanges
  const { bandwidth } = exchanges[exchanges.length - 1]
  const extrapolated: Extrapolated[] = []
  for (const nodes of extrapolatedNodes) {
    const adding = await secondsOfAdding(nodes, numbers)
    const at = (rate: number): number => extrapolate(nodes, { bytes: 4 * numbers, latency, bandwidth: rate, adding })
    const nominal = nominalGbits.map((gbits) => ({ gbits, seconds: at(gbits * bytesOfGbit) }))
    extrapolated.push({ nodes, seconds: at(bandwidth), nominal })
  }
  const sum = { numbers, seconds, adding: await secondsOfAdding(transport.size, numbers) }
  const { size, library } = transport
  return { ranks: size, hosts, library, exchanges, latency, bandwidth, sum, extrapolated }
}

export interface Way {
  /** Of all gradients. */
  readonly bytes: number
  readonly latency: number
  readonly bandwidth: number
  /** Seconds of copying and adding. */
  readonly adding: number
}

/** Each of n ranks sends n - 1 parts of n to add up, and n - 1 sums: 2 (n - 1) / n of the bytes in 2 (n - 1) messages, and then it adds. */
export function extrapolate(nodes: number, { bytes, latency, bandwidth, adding }: Way): number {
  return ((2 * (nodes - 1)) / nodes) * (bytes / bandwidth) + 2 * (nodes - 1) * latency + adding
}

async function exchangeOf(transport: Transport, bytes: number): Promise<Exchange> {
  const [own, all] = [new Uint8Array(bytes), new Uint8Array(bytes * transport.size)]
  const seconds = await medianTime(timesOf(bytes), () => transport.gather(own, all))
  return { bytes, seconds, bandwidth: (bytes * (transport.size - 1)) / seconds }
}

/** What a sum among so many ranks takes without the way: this rank's share of the adding, and copying in and out. */
function secondsOfAdding(size: number, numbers: number): Promise<number> {
  const alone = new Ranks(new NoWay(size), '')
  const values = [new Float32Array(numbers)]
  return medianTime(timesOfSum, () => alone.sum(values))
}

/** In seconds; once before, so that all memory is there. */
async function medianTime(times: number, work: () => Promise<void>): Promise<number> {
  const taken: number[] = []
  for (let time = 0; time <= times; time++) {
    const began = performance.now()
    await work()
    if (time > 0) taken.push((performance.now() - began) / 1000)
  }
  return medianOf(taken) ?? 0
}

/** Ranks that pass nothing. */
class NoWay implements Transport {
  readonly rank = 0
  readonly size: number
  readonly library = ''

  constructor(size: number) {
    this.size = size
  }

  async meet(own: Uint8Array): Promise<Uint8Array> {
    return Uint8Array.from(Array.from({ length: this.size }, () => [...own]).flat())
  }

  async scatter(): Promise<void> {}

  async gather(): Promise<void> {}

  async broadcast(): Promise<void> {}

  end(): void {}
}
