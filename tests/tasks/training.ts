// Real trainings for tests: the built program on eight tiny images, in processes of their own.
import { spawn, type ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { synthesize } from '../../src/data/synth/synthesize.ts'

export const PROGRAM = 'dist/cli/main.js'

/** Flags of a training that takes seconds: 8 images in batches of 2 at 64x64, four epochs of four iterations. */
export const SMALL: readonly string[] = `--batch-size 2 --input-size 64 --num-epochs 4 --learning-rate 0.001
  --scheduler StepLR --lr-step-size 2 --eval-interval 2 --seed 3 --min-text-size 2`.split(/\s+/)

export interface Finished {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** A new empty folder of its own for every call. */
export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'ocrdet-test-'))
}

/** A data set of 8 + 2 images of 64x64. */
export async function tinyDataset(): Promise<string> {
  const folder = join(temporaryFolder(), 'data')
  await synthesize(folder, { train: 8, test: 2, seed: 5, size: [64, 64] })
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
