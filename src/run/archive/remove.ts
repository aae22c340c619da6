// Takes a run folder away in one step, and clears up what killed processes left of such work.
import { readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { explaining, flushFolder, hostInFileName, processExists } from '../../core/files.ts'
import { asideOf, leftFolderPattern } from './paths.ts'

/**
 * Removes a run folder: first it becomes a hidden one in one step, so that at no instant half a run stands there, then its files go.
 * A kill in between leaves the hidden folder, which `clearLeftFolders` removes later.
 */
export function removeRunFolder(folder: string): void {
  const hidden = asideOf(dirname(folder), basename(folder), 'removing')
  explaining(folder, 'remove', () => {
    renameSync(folder, hidden)
    flushFolder(dirname(folder))
    rmSync(hidden, { recursive: true, force: true })
  })
}

/** Leftovers of another machine count as abandoned after a day. */
const abandonedAfterMs = 24 * 3600 * 1000

/** Removes the hidden folders that killed processes left in a workdirs folder: half restored and half removed ones. */
export function clearLeftFolders(workdirs: string): void {
  for (const name of readdirSync(workdirs)) {
    const parts = leftFolderPattern.exec(name)
    if (parts === null) continue
    const path = join(workdirs, name)
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0)
    const workerIsGone = parts[1] === hostInFileName() && !processExists(Number(parts[2]))
    if (workerIsGone || age > abandonedAfterMs)
      explaining(path, 'remove', () => rmSync(path, { recursive: true, force: true }))
  }
}
