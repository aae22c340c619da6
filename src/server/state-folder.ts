// Where the servers of one person tell that person's own commands how they are reached: files that nobody else can read.
import { chmodSync, lstatSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { writeFileAtomic } from '../core/files.ts'
import { readRegularText } from '../core/read-file.ts'

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

const filePattern = /^server-\d+\.json$/
const serversFolder = (): string => join(stateFolder(), 'servers')

/** Writes the entry of this process. Returns how to remove it; undefined where no file can be kept that only this user reads. */
export function writeEntry(entry: ServerEntry): (() => void) | undefined {
  const folder = serversFolder()
  const path = join(folder, `server-${entry.pid}.json`)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    if (!isOwn(folder, 0o077)) return undefined
    // The folder keeps others out from the first moment on; the file's own mode is for copies of the folder.
    writeFileAtomic(path, `${JSON.stringify(entry)}\n`)
    chmodSync(path, 0o600)
  } catch {
    return undefined
  }
  return () => rmSync(path, { force: true })
}

/** The servers of this user that run; files of dead ones are removed. */
export function readEntries(): ServerEntry[] {
  const folder = serversFolder()
  if (!isOwn(folder, 0o077)) return []
  return readdirSync(folder)
    .filter((name) => filePattern.test(name))
    .flatMap((name) => {
      const entry = readEntry(join(folder, name))
      if (entry !== undefined && !isAlive(entry.pid)) rmSync(join(folder, name), { force: true })
      return entry !== undefined && isAlive(entry.pid) ? [entry] : []
    })
}

function readEntry(path: string): ServerEntry | undefined {
  try {
    if (!isOwn(path, 0o077)) return undefined
    const { pid, port, controlPort, secret } = JSON.parse(readRegularText(path)) as Partial<ServerEntry>
    if (typeof pid !== 'number' || typeof port !== 'number' || typeof controlPort !== 'number') return undefined
    return typeof secret === 'string' ? { pid, port, controlPort, secret } : undefined
  } catch {
    return undefined
  }
}

/** Whether it is this user's, no link, and closed to others; Windows keeps the folders of users apart itself. */
function isOwn(path: string, closed: number): boolean {
  try {
    const { uid, mode } = lstatSync(path)
    const isLink = lstatSync(path).isSymbolicLink()
    return !isLink && (process.getuid === undefined || (uid === process.getuid() && (mode & closed) === 0))
  } catch {
    return false
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
