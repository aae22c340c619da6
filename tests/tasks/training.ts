// Real trainings for tests: the built program on a few tiny images, in processes of their own.
import { spawn, type ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { synthesize } from '../../src/prepare/synth/synthesize.ts'

export const PROGRAM = 'dist/cli/main.js'

/** Flags of a training that takes seconds: batches of 2 at 64x64, three epochs, the last two of which are evaluated. */
export const SMALL: readonly string[] = `--batch-size 2 --input-size 64 --num-epochs 3 --learning-rate 0.001
  --scheduler StepLR --lr-step-size 2 --eval-interval 2 --seed 3 --min-text-size 2`.split(/\s+/)

/** One thread: where the number of threads proves nothing, so that test files beside each other do not wait for each other's. */
export const ONE_THREAD = ['--num-threads', '1'] as const

export interface Finished {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

const made: string[] = []
// Checkpoints are large: those of a file that is done would lie there until the last one ends. Scripts use the folders too.
if (process.env['VITEST'] !== undefined)
  afterAll(() => made.forEach((folder) => rmSync(folder, { recursive: true, force: true, maxRetries: 3 })))

/** A new empty folder of its own for every call; it goes when the test file is done. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ocrdet-test-'))
  made.push(folder)
  return folder
}

/** A data set of `train` + 2 images of 64x64; a step takes about half a second, so few images make a fast test. */
export async function tinyDataset(train = 8): Promise<string> {
  const folder = join(temporaryFolder(), 'data')
  await synthesize(folder, { train, test: 2, seed: 5, size: [64, 64] })
  return folder
}

/** Starts the program; `done` resolves when it ends. */
export function start(words: readonly string[]): { readonly child: ChildProcess; readonly done: Promise<Finished> } {
  const child = spawn(process.execPath, [PROGRAM, ...words], { stdio: ['ignore', 'pipe', 'pipe'] })
  const output = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()))
  const done = new Promise<Finished>((resolve) => child.on('close', (code) => resolve({ code, ...output })))
  return { child, done }
}

export function run(...words: string[]): Promise<Finished> {
  return start(words).done
}

/** The folder of the only run in `workdirs`, as soon as there is one. */
export function onlyRun(workdirs: string): string | undefined {
  const name = existsSync(workdirs) ? readdirSync(workdirs).find((entry) => entry.startsWith('exp_')) : undefined
  return name === undefined ? undefined : join(workdirs, name)
}

/** Waits until the log of the only run has a line that matches. */
export async function untilLogged(workdirs: string, pattern: RegExp): Promise<void> {
  for (let tries = 0; tries < 3000; tries++) {
    const log = join(onlyRun(workdirs) ?? '', 'log.txt')
    if (existsSync(log) && pattern.test(readFileSync(log, 'utf8'))) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error(`no log line matches ${pattern}`)
}

export function sha256(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex')
}

export function logOf(workdirs: string): string {
  return readFileSync(join(onlyRun(workdirs) ?? '', 'log.txt'), 'utf8')
}
