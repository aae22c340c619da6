// Where a training goes on: the checkpoint that a person named, or the newest whole one of the run.
import { errorDetails } from '../../core/error-details.ts'
import type { InBoth } from '../../core/language.ts'
import { between, joined, say } from '../../core/say.ts'
import { existsSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import { readCheckpoint } from '../../checkpoint/read.ts'
import type { Checkpoint, TrainingState } from '../../checkpoint/checkpoint.ts'
import { commandLine } from '../../core/command-line.ts'
import { type Text, UserError } from '../../core/errors.ts'
import { listCheckpoints, type CheckpointFile } from '../../run/reader.ts'
import { isRunFolder, resolveRun } from '../../run/resolve.ts'
import type { RunPaths } from '../../run/layout.ts'
import type { Position } from '../../train/loop.ts'
import { whyPassedOver } from '../models/models.ts'

export interface ResumePoint {
  /** As the log names it: `checkpoints/last_model.pth`. */
  readonly inLog: string
  readonly checkpoint: Checkpoint
  readonly training: TrainingState
  readonly position: Position
  /** Why it is another checkpoint than the last one, for the log. */
  readonly notes: readonly string[]
}

const words = errorDetails['run-not-resumable']

/** What is to be resumed: a run, and the checkpoint in it where one was named. */
export interface ResumeTarget {
  readonly folder: string
  readonly path: string | undefined
}

/** @param reference a run (folder, id, name, `latest`) or the path of a checkpoint in a run folder */
export function resumeTarget(reference: string, workdirs: string): ResumeTarget {
  if (!/\.pth$/i.test(reference) || !existsSync(reference))
    return { folder: resolveRun(reference, workdirs).folder, path: undefined }
  const path = resolve(reference)
  const folder = dirname(dirname(path))
  if (basename(dirname(path)) === 'checkpoints' && isRunFolder(folder)) return { folder, path }
  throw new UserError({
    code: 'run-not-one',
    message: say(errorDetails['run-not-one'].messageCheckpoint),
    expected: say(errorDetails['run-not-one'].expectedCheckpoint),
    found: say(errorDetails['run-not-one'].foundCheckpoint, { folder: dirname(path) }),
    where: path,
    next: say(errorDetails['run-not-one'].nextCheckpoint, {
      command: commandLine('ocrdet', 'train', '--init', reference, 'custom_data'),
    }),
  })
}

/**
 * The checkpoint that was named, or else last_model.pth, or else the newest one that is whole and made for going on.
 * @throws UserError `run-not-resumable`; for a checkpoint that was named, what is wrong with it
 */
export async function findResumePoint(
  { checkpoints, config }: Pick<RunPaths, 'checkpoints' | 'config'>,
  named?: string,
): Promise<ResumePoint> {
  const passedOver: InBoth<string>[] = []
  for (const { name, path } of named === undefined
    ? candidatesIn(checkpoints)
    : [{ name: basename(named), path: named }]) {
    try {
      const checkpoint = await readCheckpoint(path)
      const { training, position } = checkpoint
      if (training !== undefined && position !== undefined)
        return { inLog: `checkpoints/${name}`, checkpoint, training, position, notes: notesOf(name, passedOver) }
      if (named !== undefined) throw notResumable(path, say(words.foundState), config)
      passedOver.push(say(words.foundStateless, { name }))
    } catch (error) {
      if (named !== undefined || !(error instanceof UserError)) throw error
      passedOver.push(whyPassedOver(path, error))
    }
  }
  const found = passedOver.length === 0 ? say(words.foundNone) : joined(passedOver, between.semicolons)
  throw notResumable(checkpoints, found, config)
}

/** last_model.pth, then the others from the latest epoch to the first; best_model.pth is not made for going on. */
function candidatesIn(folder: string): CheckpointFile[] {
  const files = listCheckpoints(folder)
  const others = files.filter(({ kind }) => kind === 'backup' || kind === 'epoch')
  others.sort((a, b) => (b.epoch ?? 0) - (a.epoch ?? 0))
  return [...files.filter(({ kind }) => kind === 'last'), ...others]
}

function notesOf(name: string, passedOver: readonly InBoth<string>[]): string[] {
  if (name === 'last_model.pth') return []
  const why = passedOver.length === 0 ? '' : `, as these cannot be used: ${joined(passedOver, between.semicolons).en}`
  return [`Going on from checkpoints/${name}, not from last_model.pth${why}`]
}

function notResumable(where: string, found: Text, config: string): UserError {
  return new UserError({
    code: 'run-not-resumable',
    message: say(errorDetails['run-not-resumable'].message),
    expected: say(errorDetails['run-not-resumable'].expected),
    found,
    where,
    next: say(errorDetails['run-not-resumable'].next, { command: commandLine('ocrdet', 'train', '--config', config) }),
  })
}
