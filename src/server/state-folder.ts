// Where the servers of one person tell that person's own commands how they are reached: files that nobody else can read.
import { chmodSync, lstatSync, readdirSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { hostInFileName, makeFolder, writeFileAtomic } from '../core/files.ts'
import { readRegularText } from '../core/read-file.ts'
import { isProcessIdentity, ownIdentity, processOf, type ProcessIdentity } from '../run/process-identity.ts'

/** How the command line reaches a running server. */
export interface ServerEntry {
  readonly pid: number
  /** What browsers use. */
  readonly port: number
  /** Of the loopback, for commands of this machine. */
  readonly controlPort: number
  /** 256 bits: what proves that a request comes from who may read this file. */
  readonly secret: string
}

/** The user's own folder of states; `OCRDET_STATE` puts it elsewhere. */
export function stateFolder(env: Readonly<Record<string, string | undefined>> = process.env): string {
  const own = env['OCRDET_STATE']
  if (own !== undefined && own !== '') return own
  const localAppData = env['LOCALAPPDATA']
  if (process.platform === 'win32' && localAppData !== undefined) return join(localAppData, 'ocrdet', 'State')
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'ocrdet')
  const xdg = env['XDG_STATE_HOME']
  return join(xdg !== undefined && xdg.startsWith('/') ? xdg : join(homedir(), '.local', 'state'), 'ocrdet')
}

/** By machine and process: home folders are shared between machines. */
const filePattern = /^server-[\w-]+-\d+\.json$/
/** The rights of everybody but the owner. */
const ofOthers = 0o077
const serversFolder = (): string => join(stateFolder(), 'servers')

/** Writes the entry of this process. Returns how to remove it; undefined where no file can be kept that only this user reads. */
export function writeEntry(entry: ServerEntry): (() => void) | undefined {
  const folder = serversFolder()
  const path = join(folder, `server-${hostInFileName()}-${entry.pid}.json`)
  try {
    makeFolder(folder, 0o700)
    if (!isOwn(folder)) return undefined
    // The folder keeps others out from the first moment on; the file's own mode is for copies of the folder.
    writeFileAtomic(path, `${JSON.stringify({ ...ownIdentity(), ...entry })}\n`)
    chmodSync(path, 0o600)
  } catch {
    return undefined
  }
  return () => rmSync(path, { force: true })
}

/** The servers of this user that run on this machine; files of those that are gone are removed, those of other machines left alone. */
export function readEntries(): ServerEntry[] {
  const folder = serversFolder()
  if (!isOwn(folder)) return []
  return readdirSync(folder)
    .filter((name) => filePattern.test(name))
    .flatMap((name) => {
      const kept = readEntry(join(folder, name))
      if (kept === undefined) return []
      const life = processOf(kept.process)
      if (life === 'gone') rmSync(join(folder, name), { force: true })
      return life === 'alive' || life === 'likely' ? [kept.entry] : []
    })
}

function readEntry(path: string): { readonly entry: ServerEntry; readonly process: ProcessIdentity } | undefined {
  try {
    if (!isOwn(path)) return undefined
    const { port, controlPort, secret, ...process } = JSON.parse(readRegularText(path)) as Partial<ServerEntry>
    if (typeof port !== 'number' || typeof controlPort !== 'number' || typeof secret !== 'string') return undefined
    return isProcessIdentity(process) ? { entry: { pid: process.pid, port, controlPort, secret }, process } : undefined
  } catch {
    return undefined
  }
}

/** Whether it is this user's, no link, and closed to others; Windows keeps the folders of users apart itself. */
function isOwn(path: string): boolean {
  try {
    const stat = lstatSync(path)
    if (stat.isSymbolicLink()) return false
    return process.getuid === undefined || (stat.uid === process.getuid() && (stat.mode & ofOthers) === 0)
  } catch {
    return false
  }
}
