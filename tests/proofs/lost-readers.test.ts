// Programs that nobody reads along with, and trainings that are told to stop more than once or whose terminal is hung up.
import { spawn } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import {
  logOf,
  ONE_THREAD,
  onlyRun,
  PROGRAM,
  SMALL,
  start,
  temporaryFolder,
  tinyDataset,
  untilLogged,
} from '../tasks/training.ts'
import { ocrdet, run } from '../cli/run-built.ts'

const onPosix = process.platform !== 'win32'

describe.skipIf(!onPosix)('a training', () => {
  let data: string

  beforeAll(async () => {
    data = await tinyDataset(4)
  })

  it('goes on when the pipe that it prints to is closed', { timeout: 120_000 }, async () => {
    const workdirs = temporaryFolder()
    const words = ['train', data, ...SMALL, ...ONE_THREAD, '--num-epochs', '1', '--workdirs', workdirs]
    const script = 'set -o pipefail; "$@" 2>&1 | head -2'
    const { code, out } = await run('bash', ['-c', script, 'bash', process.execPath, PROGRAM, ...words])
    expect(out.trimEnd().split('\n')).toHaveLength(2)
    expect(code).toBe(0)
    expect(logOf(workdirs)).toMatch(/\[INFO\] Training completed successfully\.\n$/)
    expect(existsSync(join(onlyRun(workdirs) ?? '', 'checkpoints', 'backup_epoch_1.pth'))).toBe(true)
  })

  it(
    'ignores a hang-up without a terminal, and stops once however often it is told to',
    { timeout: 120_000 },
    async () => {
      const workdirs = temporaryFolder()
      const { child, done } = start([
        'train',
        data,
        ...SMALL,
        ...ONE_THREAD,
        '--num-epochs',
        '200',
        '--workdirs',
        workdirs,
      ])
      await untilLogged(workdirs, /Epoch 1\/200, Iter 0\//)
      child.kill('SIGHUP')
      await untilLogged(workdirs, /Epoch 2\/200, Iter 0\//)
      for (const signal of ['SIGINT', 'SIGINT', 'SIGTERM'] as const) child.kill(signal)
      expect((await done).code).toBe(130)
      expect(logOf(workdirs)).toMatch(/\[INFO\] Training stopped by user\.\n$/)
      expect(logOf(workdirs).match(/stopped by user/g)).toHaveLength(1)
      expect(existsSync(join(onlyRun(workdirs) ?? '', 'checkpoints', 'last_model.pth'))).toBe(true)
    },
  )
})

describe.skipIf(!onPosix)('a server', () => {
  const ending: (() => void)[] = []
  afterEach(() => ending.splice(0).forEach((end) => end()))

  it('answers on when the pipe that it prints to is closed', { timeout: 60_000 }, async () => {
    const cwd = temporaryFolder()
    const child = spawn(process.execPath, [join(process.cwd(), PROGRAM), 'serve', '--port', '0', '--json'], {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    ending.push(() => child.kill('SIGKILL'))
    const url = await new Promise<string>((resolve) =>
      createInterface({ input: child.stdout }).once('line', (line) =>
        resolve((JSON.parse(line) as { url: string }).url),
      ),
    )
    child.stdout.destroy()
    child.stderr.destroy()
    for (let count = 0; count < 3; count++)
      expect((await fetch(`${url}/api/runs`)).status, `request ${count}`).toBe(200)
    expect(child.exitCode).toBeNull()
    child.kill('SIGINT')
    expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(0)
  })
})

it.skipIf(process.platform !== 'linux')(
  'a result that cannot be written is an error, told without a stack',
  async () => {
    const { code, err } = await run('sh', ['-c', '"$@" > /dev/full', 'sh', process.execPath, PROGRAM, '--help'])
    expect({ code, err }).toEqual({
      code: 1,
      err: 'error: Cannot write to standard output: the disk is full\n  where: standard output\n  next: Free some space, then start again\n',
    })
  },
)

it.skipIf(process.platform !== 'linux')(
  'what goes on without readers tells that its result could not be written, and does not end as if it were',
  async () => {
    const folder = temporaryFolder()
    const yaml = join(folder, 'rates.yaml')
    writeFileSync(yaml, 'parameters: { optimizer: [SGD, AdamW] }\n')
    const words = ['sweep', yaml, '--data', folder, '--workdirs', folder, '--status']
    const { code, err } = await run('sh', ['-c', '"$@" > /dev/full', 'sh', process.execPath, PROGRAM, ...words])
    expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining('the disk is full') })
  },
)

it.skipIf(!onPosix)('a result that nobody reads to its end is no error', async () => {
  expect((await ocrdet(['--help'])).code).toBe(0)
  const { code, err } = await run('bash', [
    '-c',
    '"$@" | true; echo "${PIPESTATUS[0]}" >&2',
    'bash',
    process.execPath,
    PROGRAM,
    '--help',
  ])
  expect([code, err]).toEqual([0, '0\n'])
})
