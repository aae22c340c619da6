// Numbers, durations, paths and command words as a person reads or types them.
import { epochName } from '../../run/initial-weights.ts'
import { isAbsolute, relative, sep } from 'node:path'

export { commandLine, quoted } from '../../core/command-line.ts'

/** `42s`, `3m 20s`, `1h 05m`, `2d 3h`; from seconds. */
export function formatDuration(seconds: number): string {
  if (!Number.isFinite(seconds)) return '?'
  const whole = Math.max(0, Math.round(seconds))
  if (whole < 60) return `${whole}s`
  const two = (value: number): string => String(value).padStart(2, '0')
  if (whole < 3600) return `${Math.floor(whole / 60)}m ${two(whole % 60)}s`
  const minutes = Math.floor(whole / 60)
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)}h ${two(minutes % 60)}m`
  const hours = Math.floor(minutes / 60)
  return `${Math.floor(hours / 24)}d ${hours % 24}h`
}

/** `512 bytes`, `48.2 MB`: powers of 1000, as disks are sold. */
export function formatBytes(bytes: number): string {
  const units = ['kB', 'MB', 'GB', 'TB'] as const
  if (bytes < 1000) return `${bytes} bytes`
  const power = Math.min(units.length, Math.floor(Math.log10(bytes) / 3))
  return `${(bytes / 1000 ** power).toFixed(1)} ${units[power - 1]}`
}

/** `0.812`, or with more digits where files are compared. */
export function formatScore(score: number | undefined, digits = 3): string {
  return score === undefined ? '-' : score.toFixed(digits)
}

/** `3`, `3/5`, `initial weights`. */
export function formatEpoch(epoch: number, of?: number): string {
  if (epoch === 0) return epochName(0)
  return of === undefined ? String(epoch) : `${epoch}/${of}`
}

/** `1 image`, `24 images`. */
export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

/** A path as one would type it here: relative inside the current folder, else as it is. */
export function shownPath(path: string, from: string = process.cwd()): string {
  if (!isAbsolute(path)) return path
  const inside = relative(from, path)
  if (inside === '') return '.'
  return inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside) ? path : inside
}

/**
 * How a person calls this program here. Run by npm or npx, or as a file of a clone, it is not on the path: `npx ocrdet`.
 * @param script the path of the running script
 */
export function programName(env: Readonly<Record<string, string | undefined>>, script: string): string {
  const isOnPath = env['npm_command'] === undefined && /(?:^|[\\/])ocrdet$/.test(script)
  return isOnPath ? 'ocrdet' : 'npx ocrdet'
}
