// Files that survive a crash (write aside, flush, rename), and system errors put into a person's words.
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { hostname } from 'node:os'
import { basename, dirname, join, sep } from 'node:path'
import { readRegularText } from './read-file.ts'
import type { ErrorCode } from './error-words.ts'
import { UserError, messageOf, systemCode } from './errors.ts'

/** What a file may be written from; chunks are written one after the other, so that a large file is never whole in memory. */
export type FileContent = string | Uint8Array | Iterable<Uint8Array>

/** How a system error reads: our stable code, why it happened, what to do. */
interface Explanation {
  readonly code: ErrorCode
  readonly why: string
  readonly next: string
}

const noPermission: Explanation = {
  code: 'no-permission',
  why: 'permission denied',
  next: 'Choose another folder, or change its owner or mode',
}
const diskFull: Explanation = { code: 'disk-full', why: 'the disk is full', next: 'Free some space, then start again' }
const tooManyFiles: Explanation = {
  code: 'too-many-files',
  why: 'too many open files',
  next: 'Raise the limit (ulimit -n)',
}

/** Node's error codes that a person can repair. Codes that are missing here stay what they are: bugs. */
const explanations: Readonly<Record<string, Explanation>> = {
  ENOENT: { code: 'file-missing', why: 'no such file or folder', next: 'Check the path' },
  EACCES: noPermission,
  EPERM: noPermission,
  EROFS: { code: 'read-only-disk', why: 'the disk is read-only', next: 'Choose a folder that can be written' },
  ENOSPC: diskFull,
  EDQUOT: { code: 'disk-full', why: 'the disk quota is used up', next: 'Free some space, then start again' },
  EFBIG: { code: 'file-too-big', why: 'the file is larger than allowed here', next: 'Check ulimit -f and the disk' },
  ENOTDIR: { code: 'not-a-folder', why: 'a file stands where a folder should be', next: 'Check the path' },
  EISDIR: { code: 'not-a-file', why: 'a folder stands where a file should be', next: 'Check the path' },
  EEXIST: { code: 'already-there', why: 'it exists already', next: 'Choose another name' },
  ENOTEMPTY: { code: 'already-there', why: 'a folder with content stands there', next: 'Choose another name' },
  ELOOP: { code: 'link-loop', why: 'its symbolic links go round in a circle', next: 'Remove the link' },
  ENAMETOOLONG: { code: 'name-too-long', why: 'the name is too long', next: 'Choose a shorter name' },
  EMFILE: tooManyFiles,
  ENFILE: tooManyFiles,
  EIO: { code: 'disk-error', why: 'the disk reports an error', next: 'Check the disk, then start again' },
}

/**
 * The UserError for a system error that a person can repair; anything else comes back unchanged.
 * @param doing what was tried, as a verb: `write`, `read`, `make the folder`
 */
export function explainSystemError(error: unknown, path: string, doing: string): unknown {
  const explanation = explanations[systemCode(error) ?? '']
  if (explanation === undefined) return error
  const { code, why, next } = explanation
  const where = doing.startsWith('read') ? placeWithin(path, error) : path
  return new UserError({ code, message: `Cannot ${doing} ${where}: ${why}`, where, next, cause: error })
}

/** The file or folder below `path` that the system names, where it was read with all below it. */
function placeWithin(path: string, error: unknown): string {
  const named = error instanceof Error && 'path' in error && typeof error.path === 'string' ? error.path : path
  return named.startsWith(join(path, sep)) ? named : path
}

/** Why a system error happened, as words; an unknown one keeps its message. */
export function systemReason(error: unknown): string {
  return explanations[systemCode(error) ?? '']?.why ?? messageOf(error)
}

/** What a system call tried, as a verb. */
const tried: Readonly<Record<string, string>> = {
  mkdir: 'make the folder',
  scandir: 'read the folder',
  open: 'open',
  read: 'read',
  write: 'write',
  rename: 'rename',
  unlink: 'remove',
  rmdir: 'remove',
  stat: 'look at',
  lstat: 'look at',
  spawn: 'start',
}

/**
 * The last translation, for whatever reaches a person: a system error that was not put into words where it happened is told by
 * its path; anything else comes back unchanged.
 */
export function explainUntold(error: unknown): unknown {
  if (systemCode(error) === 'ERR_MODULE_NOT_FOUND')
    // Node says so too when it may not open any more files
    return new UserError({
      code: 'program-incomplete',
      message: 'A part of the program could not be loaded',
      expected: 'a whole installation, and at least 256 open files (ulimit -n)',
      found: messageOf(error).split(' imported from ')[0],
      next: 'Raise the limit (ulimit -n 1024); if it is high enough, install again (npm ci)',
      cause: error,
    })
  if (!(error instanceof Error) || !('path' in error) || typeof error.path !== 'string') return error
  const call = 'syscall' in error && typeof error.syscall === 'string' ? error.syscall.split(' ')[0] : ''
  return explainSystemError(error, error.path, tried[call] ?? 'use')
}

/** Runs `action`; a system error that a person can repair is thrown as a UserError. */
export function explaining<T>(path: string, doing: string, action: () => T): T {
  try {
    return action()
  } catch (error) {
    throw explainSystemError(error, path, doing)
  }
}

/** Makes a folder and its parents; fine when it is there. */
export function makeFolder(path: string): void {
  explaining(path, 'make the folder', () => {
    try {
      mkdirSync(path, { recursive: true })
    } catch (error) {
      // With `recursive` what exists already is no folder; for a person it is as if it stood further up.
      throw systemCode(error) === 'EEXIST'
        ? Object.assign(new Error('a file', { cause: error }), { code: 'ENOTDIR' })
        : error
    }
  })
}

/** The text of a UTF-8 file, without a byte order mark. */
export function readTextFile(path: string): string {
  return explaining(path, 'read', () => readRegularText(path)).replace(/^\uFEFF/, '')
}

/** Writes all bytes at the descriptor's position, however many calls that takes. Returns how many. */
export function writeFully(descriptor: number, bytes: Uint8Array): number {
  let written = 0
  while (written < bytes.length) written += writeSync(descriptor, bytes, written)
  return written
}

/** Flushes a folder, so that a rename in it survives a power cut. Systems that cannot flush a folder do so by themselves. */
export function flushFolder(path: string): void {
  let descriptor: number
  try {
    descriptor = openSync(path, 'r')
  } catch {
    return // Windows opens no folders
  }
  try {
    fsyncSync(descriptor)
  } catch {
    // some network file systems refuse with EINVAL
  } finally {
    closeSync(descriptor)
  }
}

/**
 * Writes a file so that at every instant either the old content or the new one stands there, whole.
 * `flush: false` leaves out the two flushes: still whole after a crash of the process, perhaps not after a power cut.
 * When it fails the old content stays and nothing is left beside it. Returns the number of bytes.
 */
export function writeFileAtomic(path: string, content: FileContent, options: { flush?: boolean } = {}): number {
  const flush = options.flush ?? true
  const aside = asidePath(path)
  return explaining(path, 'write', () => {
    try {
      const bytes = writeNew(aside, content, flush)
      renameSync(aside, path)
      if (flush) flushFolder(dirname(path))
      return bytes
    } catch (error) {
      rmSync(aside, { force: true })
      throw error
    }
  })
}

function writeNew(path: string, content: FileContent, flush: boolean): number {
  const descriptor = openSync(path, 'wx')
  try {
    let bytes = 0
    for (const chunk of chunksOf(content)) bytes += writeFully(descriptor, chunk)
    if (flush) fsyncSync(descriptor)
    return bytes
  } finally {
    closeSync(descriptor)
  }
}

function chunksOf(content: FileContent): Iterable<Uint8Array> {
  if (typeof content === 'string') return [Buffer.from(content)]
  return content instanceof Uint8Array ? [content] : content
}

/** This machine's name with only letters, digits, `-` and `_`, fit for file names. */
export function hostInFileName(): string {
  return hostname().replaceAll(/[^\w-]/g, '_') || 'localhost'
}

let asideCount = 0

/** A name beside `path` that no other process and no other call uses: `.log.txt.myhost.4711.3.aside`; cut, as names have a limit. */
export function asidePath(path: string): string {
  asideCount += 1
  const label = basename(path).slice(0, 30)
  return join(dirname(path), `.${label}.${hostInFileName()}.${process.pid}.${asideCount}.aside`)
}

const asidePattern = /^\..+\.([\w-]+)\.(\d+)\.\d+\.aside$/

/** Whether a file name is that of an unfinished atomic write. */
export function isAside(name: string): boolean {
  return asidePattern.test(name)
}

/** An unfinished write of another machine, or of a process id in use again, counts as abandoned after a day. */
const abandonedAfterMs = 24 * 3600 * 1000

/** Removes what killed processes left beside their files and folders in `folder` (not in sub folders). Returns the names removed. */
export function removeLeftovers(folder: string, abandonedMs = abandonedAfterMs): string[] {
  const removed: string[] = []
  for (const name of readdirSync(folder)) {
    const parts = asidePattern.exec(name)
    if (parts === null) continue
    const path = join(folder, name)
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0)
    const writerIsGone = parts[1] === hostInFileName() && !processExists(Number(parts[2]))
    if (!writerIsGone && age < abandonedMs) continue
    rmSync(path, { force: true, recursive: true })
    removed.push(name)
  }
  return removed
}

/** Whether a process with this id exists on this machine (one that ended but was not collected yet still does). */
export function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return systemCode(error) === 'EPERM'
  }
}
