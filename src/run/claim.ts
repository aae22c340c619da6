// Which process may write into a run: numbered claim files, of which the highest counts, and the process that made it.
import { errorDetails } from '../core/error-details.ts'
import { say } from '../core/say.ts'
import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { systemCode, UserError } from '../core/errors.ts'
import { explaining, writeFileAtomic } from '../core/files.ts'
import { readRegularText } from '../core/read-file.ts'
import { idOfFolder } from './layout.ts'
import {
  isProcessIdentity,
  nameOf,
  ownIdentity,
  processOf,
  type ProcessIdentity,
  type ProcessLife,
} from './process-identity.ts'
import type { InBoth } from '../core/language.ts'

/** Content of a claim file. */
interface ClaimContent extends ProcessIdentity {
  /** The process has done with the run, though it may live on. */
  readonly closed: boolean
}

/** `.claim-3`: the third process that wrote into this run. */
const claimPattern = /^\.claim-([1-9]\d{0,8})$/

/** A claim that one process holds on a run folder. */
export interface RunClaim {
  /** Set when whoever held the run before cannot be seen from here, so that its end is only assumed: who that is. */
  readonly assumedEnded: string | undefined
  /** @throws UserError `run-running` when another process took the run over meanwhile */
  readonly check: () => void
  /** Says that this process has done with the run. */
  readonly release: () => void
}

/**
 * Claims a run folder for this process. Of any number of processes that try at once, one gets it: claim N+1 is made by an exclusive
 * open, and only where the holder of claim N has ended. A claim ends with its process, so there is nothing to clean up after a crash.
 * @param isStale whether a holder that cannot be seen from here (another machine or container) may be taken for ended
 * @throws UserError `run-running` when another process holds it
 */
export function claimRun(folder: string, isStale: () => boolean = () => true): RunClaim {
  for (;;) {
    const numbers = claimsIn(folder)
    const highest = numbers.at(-1) ?? 0
    const before = holderAt(folder, highest)
    if (before.life === 'alive' || (before.life !== 'gone' && !isStale())) throw heldBy(folder, before.name)
    if (!make(folder, highest + 1)) continue
    // Somebody may have made and removed this very number since the folder was listed; then there is a higher one.
    if (claimsIn(folder).at(-1) !== highest + 1) {
      rmSync(pathOf(folder, highest + 1), { force: true })
      continue
    }
    for (const number of numbers) rmSync(pathOf(folder, number), { force: true })
    return held(folder, highest + 1, before.life === 'gone' ? undefined : before.name.en)
  }
}

/** The process that certainly holds a run at this moment. */
export function holderOf(folder: string): InBoth<string> | undefined {
  const { life, name } = holderAt(folder, claimsIn(folder).at(-1) ?? 0)
  return life === 'alive' ? name : undefined
}

/** Whether a process holds a run at this moment, as far as that can be told from here. */
export function mayBeHeld(folder: string): boolean {
  return holderAt(folder, claimsIn(folder).at(-1) ?? 0).life !== 'gone'
}

/** A claim that is read while it is written, or that a full disk left empty, counts this long, in milliseconds. */
const emptyCountsMs = 10_000
/** A claim of a process that cannot be seen from here counts this long by itself; from then on the heartbeat decides. */
const unseenCountsMs = 60_000

const starting = { en: 'a process that starts at this moment', zh: '一个正在启动的进程' } as const

function holderAt(folder: string, number: number): { readonly life: ProcessLife; readonly name: InBoth<string> } {
  const path = pathOf(folder, number)
  try {
    const content: unknown = JSON.parse(readRegularText(path))
    if (!isProcessIdentity(content)) return { life: 'gone', name: { en: path, zh: path } }
    const { closed } = content as Partial<ClaimContent>
    const life = closed === true || isSame(content, ownIdentity()) ? 'gone' : processOf(content)
    const counts = life !== 'gone' && (life === 'alive' || ageOf(path) < unseenCountsMs)
    return { life: counts ? 'alive' : life, name: nameOf(content) }
  } catch {
    return { life: ageOf(path) < emptyCountsMs ? 'alive' : 'gone', name: starting }
  }
}

function isSame(a: ProcessIdentity, b: ProcessIdentity): boolean {
  return a.pid === b.pid && a.host === b.host && a.pid_space === b.pid_space && a.process_start === b.process_start
}

/** Milliseconds since a file was written; infinite when it is not there. */
function ageOf(path: string): number {
  return Math.abs(Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Number.NEGATIVE_INFINITY))
}

function heldBy(folder: string, holder: InBoth<string>): UserError {
  return new UserError({
    code: 'run-running',
    message: say(errorDetails['run-running'].message, { id: idOfFolder(folder) }),
    expected: say(errorDetails['run-running'].expected),
    found: holder,
    where: folder,
    next: say(errorDetails['run-running'].next),
  })
}

function held(folder: string, number: number, assumedEnded: string | undefined): RunClaim {
  return {
    assumedEnded,
    check: () => {
      const highest = claimsIn(folder).at(-1) ?? 0
      if (highest > number) throw heldBy(folder, holderAt(folder, highest).name)
    },
    release: () => {
      try {
        if (claimsIn(folder).at(-1) === number)
          writeFileAtomic(pathOf(folder, number), contentOf(true), { flush: false })
      } catch {
        // it ends with the process
      }
    },
  }
}

function claimsIn(folder: string): number[] {
  const names = explaining(folder, 'read the folder', () => readdirSync(folder))
  const numbers = names.flatMap((name) => {
    const match = claimPattern.exec(name)
    return match === null ? [] : [Number(match[1])]
  })
  return numbers.sort((a, b) => a - b)
}

function pathOf(folder: string, number: number): string {
  return join(folder, `.claim-${number}`)
}

function contentOf(closed: boolean): string {
  const content: ClaimContent = { ...ownIdentity(), closed }
  return `${JSON.stringify(content)}\n`
}

/** Makes a claim file; false when another process made it first. */
function make(folder: string, number: number): boolean {
  const path = pathOf(folder, number)
  return explaining(path, 'write', () => {
    try {
      writeFileSync(path, contentOf(false), { flag: 'wx' })
      return true
    } catch (error) {
      if (systemCode(error) === 'EEXIST') return false
      throw error
    }
  })
}
