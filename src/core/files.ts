// Files that survive a crash (write aside, flush, rename), and system errors put into a person's words.
import type { InBoth } from './language.ts'
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { hostname } from 'node:os'
import { basename, dirname, join, resolve, sep } from 'node:path'
import { readRegularText } from './read-file.ts'
import type { ErrorCode } from './error-words.ts'
import { errorDetails } from './error-details.ts'
import { type Text, UserError, messageOf, systemCode } from './errors.ts'
import { say } from './say.ts'

/** What a file may be written from; chunks are written one after the other, so that a large file is never whole in memory. */
export type FileContent = string | Uint8Array | Iterable<Uint8Array>

/** How a system error reads: our stable code, why it happened, what to do. */
interface Explanation {
  readonly code: ErrorCode
  readonly why: InBoth<string>
  readonly next: InBoth<string>
}

const noPermission: Explanation = {
  code: 'no-permission',
  why: { en: 'permission denied', zh: '没有权限' },
  next: { en: 'Choose another folder, or change its owner or mode', zh: '请选择其他文件夹，或更改其所有者或权限' },
}
const diskFull: Explanation = {
  code: 'disk-full',
  why: { en: 'the disk is full', zh: '磁盘已满' },
  next: { en: 'Free some space, then start again', zh: '请清理空间后重试' },
}
const tooManyFiles: Explanation = {
  code: 'too-many-files',
  why: { en: 'too many open files', zh: '打开的文件过多' },
  next: { en: 'Raise the limit (ulimit -n)', zh: '请提高上限（ulimit -n）' },
}

/** Node's error codes that a person can repair. Codes that are missing here stay what they are: bugs. */
const explanations: Readonly<Record<string, Explanation>> = {
  ENOENT: {
    code: 'file-missing',
    why: { en: 'no such file or folder', zh: '没有该文件或文件夹' },
    next: { en: 'Check the path', zh: '请检查路径' },
  },
  EACCES: noPermission,
  EPERM: noPermission,
  EROFS: {
    code: 'read-only-disk',
    why: { en: 'the disk is read-only', zh: '磁盘为只读' },
    next: { en: 'Choose a folder that can be written', zh: '请选择可写入的文件夹' },
  },
  ENOSPC: diskFull,
  EDQUOT: {
    code: 'disk-full',
    why: { en: 'the disk quota is used up', zh: '磁盘配额已用完' },
    next: { en: 'Free some space, then start again', zh: '请清理空间后重试' },
  },
  EFBIG: {
    code: 'file-too-big',
    why: { en: 'the file is larger than allowed here', zh: '文件超出此处允许的大小' },
    next: { en: 'Check ulimit -f and the disk', zh: '请检查 ulimit -f 和磁盘' },
  },
  ENOTDIR: {
    code: 'not-a-folder',
    why: { en: 'a file stands where a folder should be', zh: '应为文件夹之处是文件' },
    next: { en: 'Check the path', zh: '请检查路径' },
  },
  EISDIR: {
    code: 'not-a-file',
    why: { en: 'a folder stands where a file should be', zh: '应为文件之处是文件夹' },
    next: { en: 'Check the path', zh: '请检查路径' },
  },
  EEXIST: {
    code: 'already-there',
    why: { en: 'it exists already', zh: '已存在' },
    next: { en: 'Choose another name', zh: '请选择其他名称' },
  },
  ENOTEMPTY: {
    code: 'already-there',
    why: { en: 'a folder with content stands there', zh: '该处已有非空文件夹' },
    next: { en: 'Choose another name', zh: '请选择其他名称' },
  },
  ELOOP: {
    code: 'link-loop',
    why: { en: 'its symbolic links go round in a circle', zh: '其符号链接形成循环' },
    next: { en: 'Remove the link', zh: '请删除该链接' },
  },
  ENAMETOOLONG: {
    code: 'name-too-long',
    why: { en: 'the name is too long', zh: '名称过长' },
    next: { en: 'Choose a shorter name', zh: '请选择较短的名称' },
  },
  EMFILE: tooManyFiles,
  ENFILE: tooManyFiles,
  EIO: {
    code: 'disk-error',
    why: { en: 'the disk reports an error', zh: '磁盘报告错误' },
    next: { en: 'Check the disk, then start again', zh: '请检查磁盘后重试' },
  },
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
  const message = { en: `Cannot ${doing} ${where}: ${why.en}`, zh: `无法处理 ${where}：${why.zh}` }
  return new UserError({ code, message, where, next, cause: error })
}

/** The file or folder below `path` that the system names, where it was read with all below it. */
function placeWithin(path: string, error: unknown): string {
  const named = error instanceof Error && 'path' in error && typeof error.path === 'string' ? error.path : path
  return named.startsWith(join(path, sep)) ? named : path
}

/** Why a system error happened, as words; an unknown one keeps its message. */
export function systemReason(error: unknown): Text {
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
      message: say(errorDetails['program-incomplete'].message),
      expected: say(errorDetails['program-incomplete'].expected),
      found: messageOf(error).split(' imported from ')[0],
      next: say(errorDetails['program-incomplete'].next),
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

/**
 * Makes a folder and its parents; fine when it is there. Gives the first one that was not there, as an absolute path.
 * @param mode permissions of what is made; by default what the system gives
 */
export function makeFolder(path: string, mode?: number): string | undefined {
  return explaining(path, 'make the folder', () => {
    // One by one: Node's own way to make parents never ends where the system makes none, as in /proc.
    return missingFolders(resolve(path)).filter((folder) => madeAnew(folder, mode))[0]
  })
}

/** The folder and its parents that are not there, the outermost first. */
function missingFolders(folder: string): string[] {
  if (isFolder(folder)) return []
  const parent = dirname(folder)
  return parent === folder ? [folder] : [...missingFolders(parent), folder]
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
}

/** Whether a folder was made; another process may have been faster. */
function madeAnew(folder: string, mode: number | undefined): boolean {
  try {
    mkdirSync(folder, { mode })
    return true
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error
    if (isFolder(folder)) return false
    throw Object.assign(new Error('a file', { cause: error }), { code: 'ENOTDIR' })
  }
}

/** Takes back what `makeFolder` made, as far as nothing lies there: for work that failed. @param first what `makeFolder` gave */
export function removeMadeFolders(path: string, first: string | undefined): void {
  if (first === undefined) return
  for (let folder = resolve(path); folder.startsWith(first); folder = dirname(folder)) {
    try {
      rmdirSync(folder)
    } catch {
      return // it holds something
    }
  }
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

/** Whether a path leads to a regular file. */
export function isFileThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
}
