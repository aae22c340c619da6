// What is measured of the way between ranks, and what follows for more of them.
import { describe, expect, it } from 'vitest'
import { plain } from '../cli/look.ts'
import { renderTransport } from '../../src/cli/views/transport.ts'
import { extrapolate, measureTransport } from '../../src/cluster/measure.ts'
import { transportsInMemory } from './ranks-in-memory.ts'

describe('the way between ranks', () => {
  it('is measured by all of them at once, by size of message, with the sum of all gradients', async () => {
    const hosts = ['node1', 'node1', 'node2']
    const reports = await Promise.all(
      transportsInMemory(3).map((transport, rank) => measureTransport(transport, { numbers: 100, host: hosts[rank] })),
    )
    for (const { ranks, hosts: found, exchanges, latency, bandwidth, sum, extrapolated } of reports) {
      expect([ranks, found, sum.numbers]).toEqual([3, { node1: 2, node2: 1 }, 100])
      expect(exchanges.map(({ bytes }) => bytes)).toEqual([8, 1024, 8192, 65_536, 524_288, 4_194_304, 33_554_432])
      for (const { bytes, seconds, bandwidth: rate } of exchanges) expect(rate * seconds).toBeCloseTo(2 * bytes, 3)
      expect([latency, bandwidth]).toEqual([exchanges[0].seconds, exchanges.at(-1)?.bandwidth])
      expect(extrapolated.map(({ nodes }) => nodes)).toEqual([2, 4, 8])
      const [{ nominal }] = extrapolated
      // 400 bytes, half of them twice, at 0.125 and 1.25 GB/s
      expect(nominal[0].seconds - nominal[1].seconds).toBeCloseTo(400 / 125e6 - 400 / 1250e6, 12)
    }
    expect(renderTransport(reports[0], plain(60))).toMatch(/^3 ranks \(memory\): 2 on node1, 1 on node2\n/)
  })

  it('takes for more ranks the bytes of a sum, its messages, and the adding', () => {
    const way = { bytes: 800, latency: 0.001, bandwidth: 100, adding: 0.5 }
    expect(extrapolate(2, way)).toBeCloseTo(8 + 0.002 + 0.5, 12)
    expect(extrapolate(8, way)).toBeCloseTo(14 + 0.014 + 0.5, 12)
  })
})
