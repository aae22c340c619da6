// Diagnoses a log of a million lines and measures seconds and memory, as the command would do it.
import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Random } from '../../src/core/random.ts'
import { renderLogLine } from '../../src/run/log-line.ts'

const lines = 1_000_000
const iterations = 1000

/** Limits on the whole process, its start included; the seconds are of processor time. */
export const limits = { seconds: 3, megabytes: 500 } as const

export interface MillionResult {
  readonly lines: number
  readonly megabytesOfLog: number
  /** By the clock, and of processor time: on a busy machine only the second tells anything. */
  readonly seconds: number
  readonly cpuSeconds: number
  readonly megabytes: number
  readonly verdict: string
}

/** Writes the log, diagnoses it in a process of its own from `dist`, and deletes it. */
export function diagnoseMillion(): MillionResult {
  const folder = mkdtempSync(join(tmpdir(), 'ocrdet-million-'))
  try {
    const path = join(folder, 'log.txt')
    writeLog(path)
    const module = fileURLToPath(new URL('../../dist/tasks/runs/diagnose.js', import.meta.url))
    const child = spawnSync(process.execPath, ['--input-type=module', '-e', program, module, path], {
      encoding: 'utf8',
    })
    if (child.status !== 0) throw new Error(child.stderr)
    const measured = JSON.parse(child.stdout) as Pick<MillionResult, 'seconds' | 'cpuSeconds' | 'megabytes' | 'verdict'>
    return { lines, megabytesOfLog: statSync(path).size / 1e6, ...measured }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** What the process does; its seconds count from its own start. */
const program = `
  const { diagnoseRun } = await import(process.argv[1])
  const { verdict } = await diagnoseRun({ reference: process.argv[2], workdirs: '.' })
  const megabytes = (process.resourceUsage().maxRSS * 1024) / 1e6
  const { user, system } = process.cpuUsage()
  console.log(JSON.stringify({ verdict, seconds: performance.now() / 1000, cpuSeconds: (user + system) / 1e6, megabytes }))
`

/** A training of a thousand epochs of a thousand lines, each line as a real one is. */
function writeLog(path: string): void {
  const file = openSync(path, 'w')
  const random = new Random(1)
  const epochs = lines / iterations
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const text: string[] = []
    const loss = 1 + 3 * (1 - epoch / epochs) ** 2
    for (let iter = 0; iter < iterations - 1; iter++) {
      text.push(
        renderLogLine({
          kind: 'train',
          epoch,
          epochs,
          iter,
          iters: iterations,
          loss: loss * random.uniform(0.8, 1.2),
          learningRate: 0.007 * (1 - epoch / (epochs + 1)) ** 0.9,
          lossBinary: loss / 8,
          lossThresh: loss / 40,
          lossDice: loss / 4,
          dataMs: 1,
          computeMs: random.uniform(400, 500),
          imagesPerSecond: 8.1,
          memoryGb: 0.71,
        }),
      )
    }
    const fScore = Math.min(0.85, epoch / epochs) * random.uniform(0.98, 1)
    text.push(
      renderLogLine({
        kind: 'val',
        epoch,
        fScore,
        precision: fScore,
        recall: fScore,
        valLoss: loss,
        groundTruths: 600,
      }),
    )
    writeSync(file, `${text.join('\n')}\n`)
  }
  writeSync(file, '[INFO] Training completed successfully.\n')
  closeSync(file)
}
