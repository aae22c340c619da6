// What connects the ranks of a training, as text.
import type { TransportReport } from '../../tasks/train/measure-mpi.ts'
import { formatBytes } from '../text/format.ts'
import type { Look } from '../text/look.ts'
import { renderTable } from '../text/table.ts'
import { wrap } from '../text/width.ts'

export function renderTransport(report: TransportReport, look: Look): string {
  const { ranks, hosts, library, exchanges, latency, bandwidth, sum, extrapolated } = report
  const places = Object.entries(hosts).map(([host, count]) => `${count} on ${host}`)
  const right = (title: string) => ({ title, align: 'right' }) as const
  const way = renderTable(
    [right('message'), right('time'), right('each sends')],
    exchanges.map((one) => [formatBytes(one.bytes), formatTime(one.seconds), formatRate(one.bandwidth)]),
    look,
  )
  const expected = renderTable(
    [right('nodes'), right('as measured'), ...extrapolated[0].nominal.map(({ gbits }) => right(`${gbits} Gbit/s`))],
    extrapolated.map(({ nodes, seconds, nominal }) => [
      String(nodes),
      ...[seconds, ...nominal.map((one) => one.seconds)].map(formatTime),
    ]),
    look,
  )
  const millions = (sum.numbers / 1e6).toFixed(1)
  return [
    `${look.paint.bold(`${ranks} ranks`)} (${library}): ${places.join(', ')}`,
    way,
    `Adding ${millions} million gradients: ${formatTime(sum.seconds)} a step, of which copying and adding ${formatTime(sum.adding)}`,
    wrap(
      `Extrapolation, not measured, for one rank a node: 2 (n - 1) / n of ${formatBytes(4 * sum.numbers)} at ${formatRate(bandwidth)}, 2 (n - 1) times ${formatTime(latency)}, and the adding. Beside it, nominal bandwidths instead of the measured one`,
      look.columns,
    ).join('\n'),
    expected,
  ].join('\n\n')
}

/** `8.1 us`, `12.0 ms`, `1.50 s` */
function formatTime(seconds: number): string {
  if (seconds >= 1) return `${seconds.toFixed(2)} s`
  return seconds >= 1e-3 ? `${(seconds * 1e3).toFixed(1)} ms` : `${(seconds * 1e6).toFixed(1)} us`
}

/** `1.20 GB/s` */
function formatRate(bytes: number): string {
  return `${(bytes / 1e9).toFixed(bytes < 1e8 ? 4 : 2)} GB/s`
}
