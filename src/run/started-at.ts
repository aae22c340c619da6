// When a run started: by its id, else by the first lines of its log. Times of files count last, as copies and renaming change them.
import { closeSync, readSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { openRegular } from '../core/read-file.ts'
import { parseLogLine } from './log-line.ts'
import { idOfFolder, runPaths, startOfRunId } from './layout.ts'

/** The start stands in the first lines of a log; so many bytes of it are read. */
const headBytes = 1 << 16

/** The local time at which a run started. */
export function startOfRun(folder: string): Date {
  return startOfRunId(idOfFolder(folder)) ?? startInLog(runPaths(folder).log) ?? timeOfFile(folder)
}

/** `2026-01-05 14:30:22` as local time; undefined for what is no time. */
export function timeInLog(text: string): Date | undefined {
  const time = Date.parse(text.trim().replace(' ', 'T'))
  return Number.isNaN(time) ? undefined : new Date(time)
}

function startInLog(path: string): Date | undefined {
  for (const text of headOf(path).split('\n')) {
    const line = parseLogLine(text.trimEnd())
    if (line.kind === 'start' || line.kind === 'resume') return timeInLog(line.at)
  }
  return undefined
}

function headOf(path: string): string {
  try {
    const descriptor = openRegular(path)
    try {
      const bytes = Buffer.alloc(headBytes)
      return bytes.toString('utf8', 0, readSync(descriptor, bytes, 0, headBytes, 0))
    } finally {
      closeSync(descriptor)
    }
  } catch {
    return '' // none, or nothing that can be read: who reads the run says so
  }
}

/** The oldest of the times that a file of the run still has. */
function timeOfFile(folder: string): Date {
  const times = ['log.txt', 'config.yaml', ''].flatMap(
    (name) => statSync(join(folder, name), { throwIfNoEntry: false })?.mtime ?? [],
  )
  return times.sort((a, b) => a.getTime() - b.getTime())[0] ?? new Date(0)
}
