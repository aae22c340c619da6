// Which lines of a log a person wants to see: by tag, epoch, pattern and time. Plain state, `init` and `update`.
import type { LogLine } from './log-line.ts'
import { parseLogText } from './log-reader.ts'
import { type LogTag, tagOfText } from './log-tags.ts'

/** What a line must fulfil, all of it. */
export interface LogRequest {
  readonly tag?: LogTag
  /** Lines of this epoch, from 1; what was saved or warned of belongs to the epoch around it. */
  readonly epoch?: number
  readonly grep?: RegExp
  /** Not before this time, as far as the log tells. */
  readonly since?: Date
}

/** Where in a training a line stands. */
export interface LogPlace {
  epoch: number | undefined
  /** When the latest start or resumption was, and how far the time has come since. Milliseconds since 1970. */
  startedAt: number | undefined
  time: number | undefined
}

export function initPlace(): LogPlace {
  return { epoch: undefined, startedAt: undefined, time: undefined }
}

/** Takes in the next line, in place. */
export function updatePlace(place: LogPlace, line: LogLine): void {
  if (line.kind === 'start' || line.kind === 'resume') {
    const time = Date.parse(line.at.replace(' ', 'T'))
    place.startedAt = Number.isNaN(time) ? undefined : time
    place.time = place.startedAt
    place.epoch = line.kind === 'resume' ? line.epoch + 1 : undefined
  }
  if (line.kind === 'train' || line.kind === 'val') place.epoch = line.epoch
  if (line.kind === 'train' && line.elapsedSeconds !== undefined && place.startedAt !== undefined)
    place.time = place.startedAt + line.elapsedSeconds * 1000
}

/** A line of a log that is to be shown. */
export interface ShownLine {
  /** In the file, from 1. */
  readonly number: number
  readonly text: string
  readonly line: LogLine
}

/** The lines of one text line (progress bars hold several) that are wanted; `place` moves on. */
export function wantedLines(
  place: LogPlace,
  request: LogRequest,
  { number, text }: Omit<ShownLine, 'line'>,
): ShownLine[] {
  const parsed = parseLogText(text)
  for (const line of parsed) updatePlace(place, line)
  const line = parsed.at(-1)
  return line !== undefined && isWanted(place, request, { number, text, line }) ? [{ number, text, line }] : []
}

function isWanted(place: LogPlace, { tag, epoch, grep, since }: LogRequest, { text }: ShownLine): boolean {
  if (tag !== undefined && tagOfText(text) !== tag) return false
  if (epoch !== undefined && place.epoch !== epoch) return false
  if (grep !== undefined && !grep.test(text)) return false
  return since === undefined || place.time === undefined || place.time >= since.getTime()
}
