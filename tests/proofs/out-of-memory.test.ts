// Trainings that really run out of memory: their address space is limited to what single images need and the whole batch exceeds.
import { spawn } from 'node:child_process'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { synthesize } from '../../src/prepare/synth/synthesize.ts'
import { type Finished, logOf, onlyRun, PROGRAM, run, sha256, temporaryFolder } from '../tasks/training.ts'

/** Seventeen images are computed at once or one by one, with nothing between: more than 1.5 GB apart. */
const SETTINGS = `--batch-size 17 --input-size 256 --num-epochs 1 --seed 3 --num-threads 1 --num-workers 0 --device cpu
  --no-tensorboard`.split(/\s+/)
/** Room above the largest address space that was measured with single images, for the holes that a failed attempt leaves. */
const ROOM_KIB = 700_000
/** Prints the largest address space as the last line of standard error. */
const measuring =
  'data:text/javascript,import{readFileSync as r}from"node:fs";process.on("exit",()=>console.error(/VmPeak:\\s+(\\d+)/.exec(r("/proc/self/status","utf8"))[1]))'

/** Runs the program, within an address space of so many KiB. Few malloc pools make the figure the same each time. */
function limited(words: readonly string[], kib: number | 'unlimited'): Promise<Finished> {
  const line = `ulimit -v ${kib}; exec "$@"`
  const env = { ...process.env, MALLOC_ARENA_MAX: '1' }
  const program = ['bash', process.execPath, '--import', measuring, PROGRAM, ...words]
  const child = spawn('bash', ['-c', line, ...program], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const output = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()))
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, ...output })))
}

const peakOf = ({ stderr }: Finished): number => Number(stderr.trim().split('\n').at(-1))
const lastModel = (workdirs: string): string => sha256(join(onlyRun(workdirs) ?? '', 'checkpoints', 'last_model.pth'))

/** A run of one epoch that was computed by single images, and the same one that asks for whole batches from now on. */
const byImages = temporaryFolder()
const byBatches = temporaryFolder()
let limit = 0

describe.skipIf(process.platform !== 'linux')('a training whose batch does not fit into the memory', () => {
  beforeAll(async () => {
    const data = join(temporaryFolder(), 'data')
    await synthesize(data, { train: 17, test: 1, seed: 5, size: [256, 256] })
    const words = ['train', data, ...SETTINGS, '--auto-batch', '--micro-batch', '1', '--workdirs', byImages]
    const first = await limited(words, 'unlimited')
    expect(first.stderr).not.toContain('error')
    expect(first.code).toBe(0)
    cpSync(byImages, byBatches, { recursive: true })
    const config = join(onlyRun(byBatches) ?? '', 'config.yaml')
    const asked = readFileSync(config, 'utf8').replace('micro_batch: 1', 'micro_batch: auto')
    writeFileSync(config, asked.replace('auto_batch: true', 'auto_batch: false'))
    const second = await limited(['resume', 'latest', '--num-epochs', '2', '--workdirs', byImages], 'unlimited')
    expect(second.code, second.stderr).toBe(0)
    limit = Math.max(peakOf(first), peakOf(second)) + ROOM_KIB
  }, 240_000)

  it('ends with the remedy in its log, and its last checkpoint whole', { timeout: 240_000 }, async () => {
    const before = lastModel(byBatches)
    const { code, stderr } = await limited(['resume', 'latest', '--num-epochs', '2', '--workdirs', byBatches], limit)
    expect(code).toBe(1)
    expect(stderr).toMatch(/ran out of memory/)
    expect(stderr).toMatch(/next: use --batch-size \d+, or --auto-batch/)
    expect(logOf(byBatches)).toMatch(/\[ERROR\] out-of-memory: The training ran out of memory\n/)
    expect(lastModel(byBatches)).toBe(before)
    const diagnosis = await run('diagnose', onlyRun(byBatches) ?? '', '--json')
    expect(diagnosis.stdout).toContain('"out-of-memory"')
  })

  it(
    'goes on in parts with --auto-batch, to the weights of a training in such parts',
    { timeout: 240_000 },
    async () => {
      const words = ['resume', 'latest', '--num-epochs', '2', '--auto-batch', '--workdirs', byBatches]
      const { code, stderr } = await limited(words, limit)
      expect(code, stderr).toBe(0)
      expect(logOf(byBatches)).toMatch(/\[WARN\] Not enough memory \(.*\): computing batches of 17 with 1 at a time/)
      expect(readFileSync(join(onlyRun(byBatches) ?? '', 'config.yaml'), 'utf8')).toMatch(/^micro_batch: 1$/m)
      expect(lastModel(byBatches)).toBe(lastModel(byImages))
    },
  )
})
