// A sweep on this machine: killed, interrupted and stopped, it goes on with the same command, and each training ends as if it had been alone.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { SweepReport } from '../../src/tasks/sweep/status.ts'
import { PROGRAM, run, sha256, start, temporaryFolder, tinyDataset } from '../tasks/training.ts'

let data = ''
beforeAll(async () => {
  data = await tinyDataset(4)
})

const settings = `settings:
  batch_size: 2
  input_size: 64
  num_epochs: 3
  eval_interval: 3
  min_text_size: 2
  num_threads: 1
  device: cpu
`

function sweepFile(rest: string): string {
  const path = join(temporaryFolder(), 'rates.yaml')
  writeFileSync(path, settings + rest)
  return path
}

const rates = 'parameters:\n  learning_rate: [0.001, 0.004]\n'

async function statusOf(workdirs: string): Promise<SweepReport> {
  const { stdout } = await run('sweep', 'rates', '--status', '--json', '--workdirs', workdirs)
  return JSON.parse(stdout) as SweepReport
}

const statesOf = ({ trials }: SweepReport) => trials.map(({ state }) => state)

/** Waits until a trial's log has a line; several may be trained at once. */
async function untilLogged(workdirs: string, trial: number, pattern: RegExp): Promise<string> {
  for (let tries = 0; tries < 3000; tries++) {
    for (const id of existsSync(workdirs) ? readdirSync(workdirs).filter((name) => name.startsWith('exp_')) : []) {
      const [place, log] = [join(workdirs, id, 'sweep.json'), join(workdirs, id, 'log.txt')]
      if (!existsSync(place) || !existsSync(log) || !readFileSync(place, 'utf8').includes(`"trial":${trial},`)) continue
      if (pattern.test(readFileSync(log, 'utf8'))) return join(workdirs, id)
    }
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error(`no log line of trial ${trial} matches ${pattern}`)
}

const pidOf = (folder: string): number =>
  (JSON.parse(readFileSync(join(folder, 'heartbeat.json'), 'utf8')) as { pid: number }).pid

describe('a sweep', () => {
  it('whose queue and training are killed goes on with the same command, to the weights of trainings on their own', async () => {
    const [workdirs, apart] = [temporaryFolder(), temporaryFolder()]
    const words = ['sweep', sweepFile(rates), '--data', data, '--workdirs', workdirs, '--json']
    const first = start(words)
    const folder = await untilLogged(workdirs, 1, /Epoch 2\/3, Iter 0/)
    first.child.kill('SIGKILL')
    await first.done
    process.kill(pidOf(folder), 'SIGKILL')
    expect(statesOf(await statusOf(workdirs))).toEqual(['dead', 'waiting'])
    const again = await run(...words)
    expect(again.code, again.stderr).toBe(0)
    const report = JSON.parse(again.stdout) as SweepReport
    expect(statesOf(report)).toEqual(['finished', 'finished'])
    expect(readFileSync(join(folder, 'log.txt'), 'utf8')).toMatch(
      /Trial 1 of the sweep rates: learning_rate 0.001\n[^]*Resum/,
    )
    const yaml = join(temporaryFolder(), 'c.yaml')
    writeFileSync(yaml, settings.replace('settings:\n', '').replaceAll(/^ {2}/gm, ''))
    await run('train', data, '--config', yaml, '--learning-rate', '0.001', '--workdirs', apart)
    const alone = join(apart, readdirSync(apart)[0])
    expect(sha256(join(folder, 'checkpoints/last_model.pth'))).toBe(sha256(join(alone, 'checkpoints/last_model.pth')))
    const nothing = await run(...words)
    expect(nothing.code).toBe(0)
    expect(JSON.parse(nothing.stdout)).toEqual(report)
  })

  it('whose queue alone is killed waits for the training that goes on, and begins no trial twice', async () => {
    const workdirs = temporaryFolder()
    const words = ['sweep', sweepFile(rates), '--data', data, '--workdirs', workdirs, '--json']
    const first = start(words)
    await untilLogged(workdirs, 1, /Epoch 1\/3, Iter 0/)
    first.child.kill('SIGKILL')
    const again = await run(...words)
    expect(again.code, again.stderr).toBe(0)
    expect(statesOf(JSON.parse(again.stdout) as SweepReport)).toEqual(['finished', 'finished'])
    expect(readdirSync(workdirs).filter((name) => name.startsWith('exp_'))).toHaveLength(2)
  })

  it('saves and ends at Ctrl-C, refuses a second queue meanwhile, and is stopped as a whole by its name', async () => {
    const workdirs = temporaryFolder()
    const file = sweepFile(rates)
    // So many that steps are left when the request arrives.
    writeFileSync(file, readFileSync(file, 'utf8').replace('num_epochs: 3', 'num_epochs: 40'))
    const words = ['sweep', file, '--data', data, '--workdirs', workdirs, '--json']
    const first = start(words)
    await untilLogged(workdirs, 1, /Epoch 1\/40, Iter 0/)
    const second = await run(...words)
    expect(second.stdout).toContain('"sweep-running"')
    first.child.kill('SIGINT')
    const { code, stderr } = await first.done
    expect(code).toBe(130)
    expect(stderr.match(/.*[Ss]topping.*/g)).toEqual(['Stopping after this step; everything is saved then.'])
    expect(statesOf(await statusOf(workdirs))).toEqual(['stopped', 'waiting'])
    const third = start(words)
    await untilLogged(workdirs, 1, /Resum[^]*Epoch \d+\/40, Iter \d+/)
    const stopped = await run('stop', 'rates', '--workdirs', workdirs)
    expect(stopped.stdout).toMatch(/^Sweep rates: no other training begins\.\nAsked process \d+ to stop/)
    expect((await third.done).code).toBe(130)
    expect(statesOf(await statusOf(workdirs))).toEqual(['stopped', 'waiting'])
  })

  it('that is stopped between two trials ends as stopped, and begins no other', async () => {
    const [workdirs, program] = [temporaryFolder(), join(temporaryFolder(), 'ocrdet.mjs')]
    // The program itself, but for a training: once that has ended, and before its queue hears of it, the sweep is stopped.
    const main = JSON.stringify(resolve(PROGRAM))
    writeFileSync(
      program,
      `import { spawnSync } from 'node:child_process'
      const run = (...words) => spawnSync(process.execPath, [${main}, ...words], { stdio: 'inherit' }).status
      if (process.argv[2] === 'resume') {
        process.exitCode = run(...process.argv.slice(2))
        if (run('stop', 'rates', '--workdirs', ${JSON.stringify(workdirs)}) !== 0) process.exitCode = 1
      } else await import(${main})`,
    )
    const words = ['sweep', sweepFile(rates), '--data', data, '--workdirs', workdirs]
    const ended = spawnSync(process.execPath, [program, ...words], { encoding: 'utf8' })
    expect(ended.status, ended.stderr).toBe(130)
    expect(statesOf(await statusOf(workdirs))).toEqual(['finished', 'waiting'])
    expect(readdirSync(workdirs).filter((name) => name.startsWith('exp_'))).toHaveLength(1)
  })

  it('goes on when a trial fails, and tries it again only when it is asked to', async () => {
    const workdirs = temporaryFolder()
    const file = sweepFile('on_failure: continue\nparameters:\n  device: [cuda, cpu]\n')
    writeFileSync(file, readFileSync(file, 'utf8').replace('  device: cpu\n', ''))
    const words = ['sweep', file, '--data', data, '--workdirs', workdirs, '--json', '--jobs', '2']
    const first = await run(...words)
    expect(first.code).toBe(1)
    const { trials } = JSON.parse(first.stdout) as SweepReport
    expect(trials.map(({ state }) => state)).toEqual(['failed', 'finished'])
    expect(trials[0].error).toContain('cuda')
    const logged = readFileSync(join(trials[0].folder ?? '', 'log.txt'), 'utf8')
    const second = await run(...words)
    expect(second.code).toBe(1)
    expect(readFileSync(join(trials[0].folder ?? '', 'log.txt'), 'utf8')).toBe(logged)
    await run(...words, '--retry-failed')
    expect(readFileSync(join(trials[0].folder ?? '', 'log.txt'), 'utf8').length).toBeGreaterThan(logged.length)
  })
})
