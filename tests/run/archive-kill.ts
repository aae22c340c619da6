// Kills archiving and restoring at random instants, and looks each time whether the run or its archive is whole.
import { type ChildProcessByStdio, execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { pathToFileURL } from 'node:url'
import { Random } from '../../src/core/random.ts'
import { archiveRun } from '../../src/run/archive/archive.ts'
import { compareArchive } from '../../src/run/archive/compare.ts'
import { archivePath } from '../../src/run/archive/paths.ts'
import { findArchive } from '../../src/run/archive/find.ts'
import { restoreRun } from '../../src/run/archive/restore.ts'
import { listArchives } from '../../src/run/archive/sidecar.ts'
import { listRuns, resolveRun } from '../../src/run/resolve.ts'
import { fingerprint, makeRun } from './run-folders.ts'

const id = 'exp_20260105_143022'

/** What the kills hit. */
export interface KillCounts {
  kills: number
  /** The work was over before the kill came. */
  tooLate: number
  /** What was whole after a kill of each work. */
  archive: Record<Whole, number>
  restore: Record<Whole, number>
}

type Whole = 'run' | 'archive' | 'both'

type Work = 'archive' | 'restore'

/** Archives and restores one run `kills` times under a kill; throws at the first loss. @param root an empty folder */
export async function killWhileArchiving(root: string, kills: number, seed: number): Promise<KillCounts> {
  const workdirs = join(root, 'workdirs')
  const pristine = join(root, 'pristine', id)
  prepare(workdirs, pristine)
  const random = new Random(seed)
  const longest = { archive: Infinity, restore: Infinity }
  for (let time = 0; time < 4; time++) {
    longest.archive = Math.min(longest.archive, await timeOf('archive', workdirs))
    longest.restore = Math.min(longest.restore, await timeOf('restore', workdirs))
  }
  const none = { run: 0, archive: 0, both: 0 }
  const counts: KillCounts = { kills: 0, tooLate: 0, archive: { ...none }, restore: { ...none } }
  let next = startWorker(workdirs)
  while (counts.kills < kills) {
    const work: Work = listRuns(workdirs).length > 0 ? 'archive' : 'restore'
    const worker = next
    next = startWorker(workdirs)
    await next.ready // so that nothing but the work keeps the processor busy
    const finished = await worker.killAfter(work, random.uniform(0, longest[work]))
    counts.kills++
    if (finished) counts.tooLate++
    const whole = await lookForLosses(workdirs, pristine)
    counts[work][whole.run && whole.archive ? 'both' : whole.run ? 'run' : 'archive']++
    await goOn(workdirs, work)
  }
  next.end()
  return counts
}

/** A run of a few megabytes with many small files, so that every step takes a while. */
function prepare(workdirs: string, pristine: string): void {
  const { folder } = makeRun(workdirs, id)
  for (let index = 0; index < 3; index++) {
    const weights = Buffer.alloc(700_000)
    for (let at = 0; at < weights.length; at += 4) weights.writeUInt32LE((at * 2_654_435_761) >>> 0, at)
    writeFileSync(join(folder, 'checkpoints', `epoch_${index + 1}.pth`), weights)
  }
  mkdirSync(join(folder, 'eval_results', 'metrics_per_image'), { recursive: true })
  for (let index = 0; index < 40; index++)
    writeFileSync(join(folder, 'eval_results', 'metrics_per_image', `${index}.jpg_recall.txt`), `0.${index}\n`)
  mkdirSync(dirname(pristine))
  execFileSync('cp', ['-a', folder, pristine]) // with the times of folders too, which cpSync changes
}

/** Milliseconds of the work in a process of its own, its end included, undisturbed. */
async function timeOf(work: Work, workdirs: string): Promise<number> {
  const worker = startWorker(workdirs)
  const started = await worker.begin(work)
  await worker.ended
  return performance.now() - started
}

interface Worker {
  /** It has loaded everything. */
  readonly ready: Promise<void>
  /** Begins the work, and gives the time at which it did. */
  readonly begin: (work: Work) => Promise<number>
  /** Begins the work, kills the process after some milliseconds, and says whether the work was done by then. */
  readonly killAfter: (work: Work, milliseconds: number) => Promise<boolean>
  /** Whether it did its work. */
  readonly ended: Promise<boolean>
  readonly end: () => void
}

/** A process that has loaded everything and waits for a word. */
function startWorker(workdirs: string): Worker {
  const built = (path: string): string => JSON.stringify(pathToFileURL(`dist/run/${path}.js`).href)
  const script = `
    import { archiveRun } from ${built('archive/archive')}
    import { findArchive } from ${built('archive/find')}
    import { restoreRun } from ${built('archive/restore')}
    import { resolveRun } from ${built('resolve')}
    const workdirs = ${JSON.stringify(workdirs)}
    process.stdin.once('data', async (word) => {
      if (String(word).startsWith('archive')) await archiveRun(resolveRun('latest', workdirs))
      if (String(word).startsWith('restore')) await restoreRun(findArchive('${id}', workdirs), { workdirs })
      process.exit(7)
    })
    process.stdout.write('ready')`
  const child: ChildProcessByStdio<Writable, Readable, null> = spawn(
    process.execPath,
    ['--input-type=module', '-e', script],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  )
  const ready = new Promise<void>((resolve) => child.stdout.once('data', () => resolve()))
  const ended = new Promise<boolean>((resolve) => child.once('exit', (code) => resolve(code === 7)))
  const begin = async (work: Work): Promise<number> => {
    await ready
    child.stdin.write(work)
    return performance.now()
  }
  return {
    ready,
    begin,
    ended,
    killAfter: async (work, milliseconds) => {
      await begin(work)
      const timer = setTimeout(() => child.kill('SIGKILL'), milliseconds)
      const finished = await ended
      clearTimeout(timer)
      return finished
    },
    end: () => void child.kill('SIGKILL'),
  }
}

/** Everything that is visible must be whole, and something must be visible. */
async function lookForLosses(workdirs: string, pristine: string): Promise<{ run: boolean; archive: boolean }> {
  const archive = archivePath(workdirs, id)
  const run = existsSync(join(workdirs, id))
  const hasArchive = existsSync(archive)
  if (!run && !hasArchive) throw new Error(`lost: neither run nor archive in ${readdirSync(workdirs).join(', ')}`)
  if (hasArchive) await compareArchive(archive, pristine)
  if (run && fingerprint(join(workdirs, id)).join() !== fingerprint(pristine).join())
    throw new Error('half a run is visible')
  if (listRuns(workdirs).length !== Number(run)) throw new Error('a hidden folder is listed as a run')
  if (listArchives(workdirs).length !== Number(hasArchive)) throw new Error('an unfinished archive is listed')
  return { run, archive: hasArchive }
}

/** The same work again, undisturbed, must succeed and leave nothing of the killed one. */
async function goOn(workdirs: string, work: Work): Promise<void> {
  const run = existsSync(join(workdirs, id))
  if (work === 'archive' && run) await archiveRun(resolveRun(id, workdirs))
  if (work === 'restore' && !run) await restoreRun(findArchive(id, workdirs), { workdirs })
  const left = readdirSync(workdirs).filter((name) => name.startsWith('.'))
  // A kill after the last step leaves a hidden folder to the next command, whichever it is.
  if (left.length > 1) throw new Error(`left over: ${left.join(', ')}`)
}
