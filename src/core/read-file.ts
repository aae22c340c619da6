// Opening files to read: the one place, so that a pipe that never answers or a device without end is never opened as a file.
import { errorDetails } from './error-details.ts'
import { say } from './say.ts'
import {
  closeSync,
  constants,
  createReadStream,
  fstatSync,
  openSync,
  readFileSync,
  type ReadStream,
  type Stats,
} from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { type Text, UserError } from './errors.ts'
import { refuseOutside } from './inside.ts'

/** Without waiting: opening a named pipe would wait for its writer for ever. No meaning on Windows, and none for regular files. */
const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)

/** Largest file that is read whole by default, in bytes: Node puts no more into one buffer. */
const maxWholeBytes = 2 ** 31 - 1

/** Largest text that is read whole by default, in bytes: about what one text of JavaScript can hold. */
const maxTextBytes = 2 ** 29 - 24

/**
 * Opens a regular file (or a link to one) to read. The caller closes it.
 * @throws what the file system says; EISDIR for a folder; UserError `not-regular` for a pipe, device or socket,
 * `path-outside` for what leads out of the folders that the process is confined to
 */
export function openRegular(path: string | URL): number {
  refuseOutside(path)
  const descriptor = openSync(path, flags)
  try {
    refuseOthers(path, fstatSync(descriptor))
    return descriptor
  } catch (error) {
    closeSync(descriptor)
    throw error
  }
}

/** The same without blocking the thread. */
export async function openRegularAsync(path: string | URL): Promise<FileHandle> {
  refuseOutside(path)
  const handle = await open(path, flags)
  try {
    refuseOthers(path, await handle.stat())
    return handle
  } catch (error) {
    await handle.close()
    throw error
  }
}

/**
 * The bytes of a regular file.
 * @param limit in bytes; what the kind of file never exceeds
 * @throws as `openRegular`; UserError `file-too-big`
 */
export function readRegular(path: string | URL, limit = maxWholeBytes): Buffer {
  const descriptor = openRegular(path)
  try {
    refuseBig(path, fstatSync(descriptor), limit)
    return readFileSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** The text of a regular file in UTF-8. @throws as `readRegular` */
export function readRegularText(path: string | URL, limit = maxTextBytes): string {
  return readRegular(path, limit).toString('utf8')
}

/** The same as `readRegular` without blocking the thread. */
export async function readRegularAsync(path: string | URL, limit = maxWholeBytes): Promise<Buffer> {
  const handle = await openRegularAsync(path)
  try {
    refuseBig(path, await handle.stat(), limit)
    return await handle.readFile()
  } finally {
    await handle.close()
  }
}

/** A regular file piece by piece, from byte `start` to before byte `end`; it is open already, so that what is wrong is thrown here. */
export function streamRegular(
  path: string | URL,
  { start = 0, end }: { start?: number; end?: number } = {},
): ReadStream {
  const range = { start, ...(end !== undefined && { end: end - 1 }) }
  return createReadStream(path, { fd: openRegular(path), highWaterMark: 2 ** 20, ...range })
}

function refuseOthers(path: string | URL, stats: Stats): void {
  if (stats.isFile()) return
  if (stats.isDirectory())
    throw Object.assign(new Error(`EISDIR: illegal operation on a directory, open '${String(path)}'`), {
      code: 'EISDIR',
    })
  throw new UserError({
    code: 'not-regular',
    message: say(errorDetails['not-regular'].message, { path: String(path) }),
    expected: say(errorDetails['not-regular'].expected),
    found: kindOf(stats),
    where: String(path),
    next: say(errorDetails['not-regular'].next),
  })
}

function kindOf(stats: Stats): Text {
  if (stats.isFIFO()) return say(errorDetails['not-regular'].foundPipe)
  if (stats.isSocket()) return say(errorDetails['not-regular'].foundSocket)
  return 'a device'
}

function refuseBig(path: string | URL, { size }: Stats, limit: number): void {
  if (size <= limit) return
  throw new UserError({
    code: 'file-too-big',
    message: say(errorDetails['file-too-big'].message, { path: String(path) }),
    expected: say(errorDetails['file-too-big'].expected, { limit }),
    found: say(errorDetails['file-too-big'].found, { size }),
    where: String(path),
    next: say(errorDetails['file-too-big'].next),
  })
}
