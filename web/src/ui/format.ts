// Numbers, times and sizes as a person reads them.
import type { Say } from '../words/language-context.tsx'

/** `0.682`; a dash where there is none. */
export function score(value: number | undefined | null): string {
  return value === undefined || value === null || Number.isNaN(value) ? '–' : value.toFixed(3)
}

/** Four digits that count, `1e-7` for the very small; `NaN` stays visible. */
export function number(value: number | undefined | null): string {
  if (value === undefined || value === null) return '–'
  if (!Number.isFinite(value)) return String(value)
  const size = Math.abs(value)
  return size > 0 && size < 1e-4 ? value.toExponential(2) : String(Number(value.toPrecision(4)))
}

/** Seconds as the two largest units. */
export function duration(seconds: number | undefined | null, say: Say): string {
  if (seconds === undefined || seconds === null || !Number.isFinite(seconds)) return '–'
  if (seconds < 10) return say('time.seconds', { n: Number(seconds.toFixed(1)) })
  const whole = Math.round(seconds)
  if (whole < 60) return say('time.seconds', { n: whole })
  if (whole < 3600) return say('time.minutes', { m: Math.floor(whole / 60), s: whole % 60 })
  if (whole < 86_400) return say('time.hours', { h: Math.floor(whole / 3600), m: Math.floor((whole % 3600) / 60) })
  return say('time.days', { d: Math.floor(whole / 86_400), h: Math.floor((whole % 86_400) / 3600) })
}

const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const

/** `12.3 MB` */
export function bytes(count: number | undefined): string {
  if (count === undefined) return '–'
  const power = count < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(count) / 3))
  const value = count / 1000 ** power
  return `${power === 0 ? value : value.toFixed(value < 10 ? 1 : 0)} ${units[power]}`
}

/** `01-05 14:30`, with the year when it is not this one. */
export function dateTime(iso: string | undefined): string {
  if (iso === undefined) return '–'
  const date = new Date(iso)
  if (Number.isNaN(date.getTime())) return iso
  const two = (value: number): string => String(value).padStart(2, '0')
  const day = `${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`
  return date.getFullYear() === new Date().getFullYear() ? day : `${date.getFullYear()}-${day}`
}

/** The last part of a path. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).findLast((part) => part !== '') ?? path
}
