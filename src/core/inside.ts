// The guard of folders: where a path really leads, and the folders that a process may read, if somebody set any.
import { commandLine } from './command-line.ts'
import { errorDetails } from './error-details.ts'
import { between, joined, say } from './say.ts'
import { realpathSync } from 'node:fs'
import { dirname, extname, isAbsolute, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { UserError, systemCode } from './errors.ts'

/** What the file system says of a path that cannot be followed: to a stranger, the same as of one that is not there. */
const unreachable: ReadonlySet<string | undefined> = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'EACCES', 'ENAMETOOLONG'])

/** The path with every link followed; undefined for what is not there or cannot be reached. */
export function realPath(path: string): string | undefined {
  try {
    return realpathSync.native(path)
  } catch (error) {
    if (unreachable.has(systemCode(error))) return undefined
    throw error
  }
}

/** Whether the real path `real` is one of the folders or lies in one. The folders' links are followed too. */
export function isInside(real: string, folders: readonly string[]): boolean {
  return folders.some((folder) => {
    const rest = relative(realPath(resolve(folder)) ?? resolve(folder), real)
    return rest === '' || (rest !== '..' && !rest.startsWith(`..${sep}`) && !isAbsolute(rest))
  })
}

/** Whether a path really leads out of all the folders; of what is missing its folder counts. */
export function leadsOut(path: string, folders: readonly string[]): boolean {
  const absolute = resolve(path)
  return !isInside(realPath(absolute) ?? realPath(dirname(absolute)) ?? absolute, folders)
}

const confinedVariable = 'OCRDET_CONFINED_TO'

/**
 * What is put into the environment of a process so that it, and every thread and process that it starts, opens nothing to read
 * outside of the folders; links that lead out are refused where they are opened.
 */
export function confinedEnvironment(folders: readonly string[]): Readonly<Record<string, string>> {
  return { [confinedVariable]: JSON.stringify(folders) }
}

let confinedTo = foldersIn(process.env[confinedVariable])

function foldersIn(variable: string | undefined): readonly string[] | undefined {
  return variable === undefined ? undefined : (JSON.parse(variable) as readonly string[])
}

/**
 * Adds folders to those that this process is confined to, and with it every thread and process that it starts from now on.
 * A process that is not confined stays so. Only whoever started the process may say this.
 */
export function widenConfinement(folders: readonly string[]): void {
  if (confinedTo === undefined) return
  confinedTo = [...new Set([...confinedTo, ...folders])]
  Object.assign(process.env, confinedEnvironment(confinedTo))
}

/** The folders that this process is confined to; undefined for anywhere. */
export function confinement(): readonly string[] | undefined {
  return confinedTo
}

/** Figures of the system (memory, processes) that the program itself asks for; a link to one has another path. */
function isOfSystem(path: string): boolean {
  return /^\/proc\/(?:meminfo|\d+\/stat|sys\/kernel\/random\/boot_id)$/.test(path)
}

/** Refuses a path that leads out of the folders that this process is confined to. @throws UserError path-outside */
export function refuseOutside(path: string | URL): void {
  if (confinedTo === undefined) return
  const plain = path instanceof URL ? fileURLToPath(path) : path
  if (isOfSystem(plain)) return
  if (leadsOut(plain, confinedTo)) throw pathOutside(plain, confinedTo)
}

/** The folder that a path names or, by its look, lies in: nothing outside is asked what it is. */
function folderOf(path: string): string {
  return extname(path) === '' ? path : dirname(path)
}

export function pathOutside(path: string, folders: readonly string[]): UserError {
  return new UserError({
    code: 'path-outside',
    message: say(errorDetails['path-outside'].message),
    expected: say(errorDetails['path-outside'].expected, { folders: joined(folders, between.or) }),
    found: path.slice(0, 300),
    next: say(errorDetails['path-outside'].next, { line: commandLine('ocrdet', 'allow', folderOf(path)) }),
  })
}
