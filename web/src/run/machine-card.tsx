// Processor, memory and graphics card of the server's machine over the last hour.
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Result } from '../../../src/server/api.ts'
import { answer, api } from '../api/client.ts'
import { Answered } from '../api/failure-message.tsx'
import { Chart } from '../charts/chart.tsx'
import type { Line } from '../charts/line.ts'
import { Card } from '../ui/card.tsx'
import { Empty } from '../ui/feedback.tsx'
import { type Say, useSay } from '../words/language-context.tsx'

/** As often as the server looks, in milliseconds. */
const every = 5000

type Machine = Result<'machine'>

export function MachineCard() {
  const say = useSay()
  const query = useQuery({
    queryKey: ['machine'],
    queryFn: () => answer(api.machine.$get()),
    refetchInterval: every,
  })
  return (
    <Card title={say('run.machine')}>
      <Answered query={query}>{(machine) => <MachineCharts machine={machine} />}</Answered>
    </Card>
  )
}

function MachineCharts({ machine }: { readonly machine: Machine }) {
  const say = useSay()
  const charts = useMemo(() => machineCharts(machine, say), [machine, say])
  if (machine.samples.length < 2) return <Empty>{say('run.machine.none')}</Empty>
  return (
    <div className="columns">
      {charts.map(({ title, lines, unit }) => (
        <Chart key={title} title={title} lines={lines} unit={unit} axis="time" />
      ))}
    </div>
  )
}

interface MachineChart {
  readonly title: string
  readonly lines: readonly Line[]
  /** From 0 to 1. */
  readonly unit: boolean
}

const gigabyte = 1e9

/** Which charts the samples make; those of the card only where one told something. */
export function machineCharts({ samples, memoryBytes }: Machine, say: Say): MachineChart[] {
  const x = Float64Array.from(samples, ({ time }) => Date.parse(time) / 1000)
  const line = (label: string, color: number, valueOf: (sample: Machine['samples'][number]) => number): Line => ({
    label,
    color,
    x,
    y: Float64Array.from(samples, valueOf),
  })
  const hasCard = samples.some(({ card }) => card !== undefined)
  const [use, memory] = [say('run.machine.processor'), say('run.machine.memory')]
  const shares = [line(use, 0, ({ processor }) => processor)]
  const sizes = [
    line(memory, 1, (sample) => sample.memoryBytes / gigabyte),
    { ...line(say('run.machine.memory.total'), 7, () => memoryBytes / gigabyte), dashed: true },
  ]
  if (hasCard) {
    shares.push(line(say('run.machine.card'), 3, ({ card }) => card?.use ?? Number.NaN))
    sizes.push(line(say('run.machine.card.memory'), 3, ({ card }) => (card?.memoryBytes ?? Number.NaN) / gigabyte))
  }
  return [
    { title: hasCard ? `${use}${say('comma')}${say('run.machine.card')}` : use, lines: shares, unit: true },
    { title: memory, lines: sizes, unit: false },
  ]
}
