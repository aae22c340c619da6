// One page of a log, filtered over the whole file.
import { existsSync } from 'node:fs'
import { runPaths } from '../../run/layout.ts'
import { logStart, visitLogText } from '../../run/log-reader.ts'
import type { z } from '../../core/schema.ts'
import type { LogLine, logPage } from '../contract/runs.ts'
import { logLineOf } from '../live/log-lines.ts'
import { renderPosition } from '../live/position.ts'

export interface ReadLogTask {
  readonly folder: string
  /** Index of the first line among the matching ones; the last `count` when not given. */
  readonly start?: number | undefined
  readonly count: number
  /** Any of these letters, large or small. */
  readonly text?: string | undefined
  readonly tags: readonly string[]
}

export function readLogPage({ folder, start, count, text = '', tags }: ReadLogTask): z.infer<typeof logPage> {
  const { log } = runPaths(folder)
  const empty = { lines: [], matching: 0, total: 0, start: 0, bytes: 0, position: renderPosition(logStart) }
  if (!existsSync(log)) return empty
  const wanted = text.toLowerCase()
  let matching = 0
  let lines: LogLine[] = []
  const take = (number: number, raw: string): void => {
    if (wanted !== '' && !raw.toLowerCase().includes(wanted)) return
    if (tags.length === 0) {
      if (isOnPage(matching)) keep(logLineOf(number, raw))
      matching++
      return
    }
    const line = logLineOf(number, raw)
    if (!tags.includes(line.tag)) return
    if (isOnPage(matching)) keep(line)
    matching++
  }
  const isOnPage = (index: number): boolean => start === undefined || (index >= start && index < start + count)
  const keep = (line: LogLine): void => {
    lines.push(line)
    // from the end: the last ones stay, and the others go in large pieces
    if (start === undefined && lines.length > 4 * count) lines = lines.slice(-count)
  }
  const { position, bytes } = visitLogText(log, take)
  if (start === undefined) lines = lines.slice(-count)
  return {
    lines,
    matching,
    total: position.lines,
    start: start ?? matching - lines.length,
    bytes,
    position: renderPosition(position),
  }
}
