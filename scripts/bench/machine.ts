// On what a measurement was made, and whether the machine was free for it: without that, a ratio means little.
import { readFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg } from 'node:os'

/** Shares of other work and of stolen time above which a measurement is marked. */
const tolerated = 0.05

/** Clock ticks since the start of the machine, of all cores together, and what this process and its ended children took. */
interface Ticks {
  readonly all: number
  readonly idle: number
  readonly stolen: number
  readonly own: number
}

function ticks(): Ticks {
  const [line] = readFileSync('/proc/stat', 'utf8').split('\n')
  const numbers = line.split(/\s+/).slice(1, 9).map(Number)
  const own = readFileSync('/proc/self/stat', 'utf8').split(') ')[1].split(' ').slice(11, 15).map(Number)
  return {
    all: numbers.reduce((sum, value) => sum + value, 0),
    idle: numbers[3] + numbers[4],
    stolen: numbers[7],
    own: own.reduce((sum, value) => sum + value, 0),
  }
}

/** Model, cores, clock and load of this machine, in one line. */
export function machineLine(): string {
  const clock = /cpu MHz\s*:\s*([\d.]+)/.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1]
  const load = loadavg()[0].toFixed(2)
  return `${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, ${clock ?? '?'} MHz, load ${load} before`
}

/** Runs a measurement, and tells which share of the cores' time others took meanwhile. */
export function watched<Result>(measure: () => Result): { result: Result; others: string; isShared: boolean } {
  const before = ticks()
  const result = measure()
  const after = ticks()
  const all = after.all - before.all
  const stolen = (after.stolen - before.stolen) / all
  const busy = 1 - (after.idle - before.idle) / all
  const other = Math.max(0, busy - stolen - (after.own - before.own) / all)
  const isShared = other > tolerated || stolen > tolerated
  const others = `${(100 * other).toFixed(0)} % of the cores' time went to other work, ${(100 * stolen).toFixed(0)} % was stolen`
  return { result, others: isShared ? `${others}: SHARED MACHINE` : others, isShared }
}
