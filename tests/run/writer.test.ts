// Writing a run folder, and reading back what was written.
import { spawnSync } from 'node:child_process'
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { isAside } from '../../src/core/files.ts'
import { decodeEvents } from '../../src/formats/tfevents.ts'
import { parseConfig } from '../../src/run/config.ts'
import { createRunFolder } from '../../src/run/layout.ts'
import type { LogLine } from '../../src/run/log-line.ts'
import { readRun } from '../../src/run/reader.ts'
import { RunWriter } from '../../src/run/writer.ts'
import { temporaryFolder, userErrorOf } from './temporary.ts'

const start = new Date(2026, 0, 5, 14, 30, 22)

function newRun(clock?: () => Date): RunWriter {
  const folder = createRunFolder(join(temporaryFolder(), 'workdirs'), start)
  return new RunWriter(folder, clock === undefined ? {} : { clock })
}

const train: LogLine = { kind: 'train', epoch: 1, epochs: 2, iter: 0, iters: 3, loss: 1.876, learningRate: 0.007 }

describe('a run from start to end', () => {
  it('is read back as it was written', () => {
    const writer = newRun()
    const config = parseConfig({ train_data_dir: '/root/custom_data', num_epochs: 2 })
    writer.writeConfig(config, { data_hash: 'abc' })
    writer.append({ kind: 'start', at: '2026-01-05 14:30:22' })
    expect(readRun(writer.paths.folder).state.name).toBe('running')
    writer.append({ kind: 'val', epoch: 0, fScore: 0.1, precision: 0.1, recall: 0.1 })
    writer.append(train)
    writer.append({ kind: 'val', epoch: 1, fScore: 0.7, precision: 0.7, recall: 0.7 })
    const best = writer.saveCheckpoint('best_model.pth', new Uint8Array(10))
    writer.append({ kind: 'save', what: 'Best model', path: best.inLog, reason: 'F-score improved' })
    writer.append({ ...train, epoch: 2 })
    writer.append({ kind: 'val', epoch: 2, fScore: 0.6, precision: 0.6, recall: 0.6 })
    writer.saveCheckpoint('backup_epoch_2.pth', new Uint8Array(30))
    writer.saveCheckpoint('epoch_1.pth', new Uint8Array(25))
    writer.saveCheckpoint('last_model.pth', [new Uint8Array(10), new Uint8Array(10)])
    writer.append({ kind: 'completed' })
    writer.close()

    const run = readRun(writer.paths.folder)
    expect(run).toMatchObject({
      id: 'exp_20260105_143022',
      startedAt: start,
      config,
      configError: undefined,
      facts: { data_hash: 'abc' },
      state: { name: 'finished' },
      best: { epoch: 1, fScore: 0.7 },
      last: { epoch: 2, fScore: 0.6 },
    })
    expect(run.checkpoints.map(({ name, bytes, kind, epoch }) => [name, bytes, kind, epoch])).toEqual([
      ['best_model.pth', 10, 'best', undefined],
      ['last_model.pth', 20, 'last', undefined],
      ['epoch_1.pth', 25, 'epoch', 1],
      ['backup_epoch_2.pth', 30, 'backup', 2],
    ])
    expect(run.history.train.step).toEqual([0, 3])
    expect(best.inLog).toBe('checkpoints/best_model.pth')
  })

  it('is read on from where the last reading ended', () => {
    const writer = newRun()
    writer.append({ kind: 'start', at: '2026-01-05 14:30:22' })
    writer.append(train)
    const first = readRun(writer.paths.folder)
    expect(first.history.train.loss).toEqual([1.876])
    writer.append({ kind: 'val', epoch: 1, fScore: 0.7 })
    const second = readRun(writer.paths.folder, { previous: first })
    expect(second.history).toBe(first.history)
    expect(second.last).toMatchObject({ fScore: 0.7, line: 3 })
    truncateSync(writer.paths.log)
    writer.append({ kind: 'start', at: '2026-01-06 00:00:00' })
    const third = readRun(writer.paths.folder, { previous: second })
    expect(third.history.starts).toEqual(['2026-01-06 00:00:00'])
    expect(third.last).toBeUndefined()
  })
})

describe('append', () => {
  it('writes each line of a message under its tag', () => {
    const writer = newRun()
    writer.append({ kind: 'error', message: '2 problems:\n1.txt:3 letters\n2.txt:1 letters' })
    expect(readFileSync(writer.paths.log, 'utf8')).toBe(
      '[ERROR] 2 problems:\n[ERROR] 1.txt:3 letters\n[ERROR] 2.txt:1 letters\n',
    )
  })

  it('starts on a fresh line after a crash in the middle of one', () => {
    const writer = newRun()
    writer.append(train)
    appendFileSync(writer.paths.log, '[TRAIN] Epoch 1/2, It')
    new RunWriter(writer.paths.folder).append({ kind: 'stopped' })
    const lines = readFileSync(writer.paths.log, 'utf8').split('\n')
    expect(lines.slice(1)).toEqual(['[TRAIN] Epoch 1/2, It', '[INFO] Training stopped by user.', ''])
    expect(readRun(writer.paths.folder).state.name).toBe('stopped')
  })

  it('goes on in a new file when the log is moved away', () => {
    const writer = newRun()
    writer.append(train)
    rmSync(writer.paths.log)
    writer.append({ kind: 'stopped' })
    expect(readFileSync(writer.paths.log, 'utf8')).toBe('[INFO] Training stopped by user.\n')
  })

  it.skipIf(!existsSync('/dev/full'))('says that the disk is full', () => {
    const writer = newRun()
    symlinkSync('/dev/full', writer.paths.log)
    const error = userErrorOf(() => writer.append(train))
    expect(error).toMatchObject({ code: 'disk-full', where: writer.paths.log })
  })

  it('says so when the run folder is gone', () => {
    const writer = newRun()
    rmSync(writer.paths.folder, { recursive: true })
    expect(userErrorOf(() => writer.append(train)).code).toBe('file-missing')
    expect(userErrorOf(() => writer.saveCheckpoint('last_model.pth', 'x')).code).toBe('file-missing')
    writer.heartbeat()
  })
})

describe('RunWriter', () => {
  it('says so when a file stands where a folder should be', () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'checkpoints'), '')
    expect(userErrorOf(() => new RunWriter(folder)).where).toBe(join(folder, 'checkpoints'))
  })

  it('loses nothing to a kill in the middle of a checkpoint, and clears up when the run goes on', () => {
    const first = newRun()
    const { paths } = first
    first.close()
    const script = `
      import { RunWriter } from ${JSON.stringify(pathToFileURL('src/run/writer.ts').href)}
      const writer = new RunWriter(${JSON.stringify(paths.folder)})
      writer.append({ kind: 'start', at: '2026-01-05 14:30:22' })
      writer.saveCheckpoint('last_model.pth', 'epoch 1')
      function* chunks() { yield new Uint8Array(1 << 20); process.kill(process.pid, 'SIGKILL') }
      writer.saveCheckpoint('last_model.pth', chunks())`
    const child = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script])
    expect(child.signal, child.stderr.toString()).toBe('SIGKILL')
    const run = readRun(paths.folder)
    expect(run.state.name).toBe('dead')
    expect(run.checkpoints.map(({ name, bytes }) => [name, bytes])).toEqual([['last_model.pth', 7]])
    expect(readdirSync(paths.checkpoints).filter(isAside)).toHaveLength(1)
    const resumed = new RunWriter(paths.folder)
    expect(readdirSync(paths.checkpoints)).toEqual(['last_model.pth'])
    expect(readRun(paths.folder).state.name).toBe('running')
    resumed.close()
  })
})

describe('scalars', () => {
  it('are in the event file at once, with the global step', () => {
    const now = new Date('2026-01-05T14:30:22.500Z')
    const writer = newRun(() => now)
    expect(readdirSync(writer.paths.tensorboard)).toEqual([])
    writer.scalars(57, { 'train/loss': 1.5, lr: 0.007 })
    const [name] = readdirSync(writer.paths.tensorboard)
    expect(name).toMatch(new RegExp(`^events\\.out\\.tfevents\\.1767623422\\.[\\w-]+\\.${process.pid}$`))
    const path = join(writer.paths.tensorboard, name)
    const file = decodeEvents(readFileSync(path), path)
    expect(file).toMatchObject({ version: 'brain.Event:2', truncated: false })
    expect(file.events).toEqual([
      {
        wallTime: 1767623422.5,
        step: 57,
        summaries: [
          { kind: 'scalar', tag: 'train/loss', value: 1.5 },
          { kind: 'scalar', tag: 'lr', value: Math.fround(0.007) },
        ],
      },
    ])
    writer.scalars(58, {})
    expect(statSync(path).size).toBe(file.completeBytes)
  })

  it('of a resumed run go to a file that sorts after the old ones, even within one second', () => {
    const now = new Date('2026-01-05T14:30:22.500Z')
    const writer = newRun(() => now)
    const folder = writer.paths.folder
    for (let step = 0; step < 3; step++) new RunWriter(folder, { clock: () => now }).scalars(step, { loss: step })
    const names = readdirSync(writer.paths.tensorboard).sort()
    const steps = names.map(
      (name) => decodeEvents(readFileSync(join(writer.paths.tensorboard, name)), name).events[0].step,
    )
    expect(steps).toEqual([0, 1, 2])
  })

  it('go to a new file after one that could not be written to the end', () => {
    const writer = newRun(() => new Date(0))
    writer.scalars(1, { loss: 1 })
    const folder = writer.paths.tensorboard
    const [first] = readdirSync(folder)
    rmSync(join(folder, first))
    mkdirSync(join(folder, first))
    expect(userErrorOf(() => writer.scalars(2, { loss: 2 })).code).toBe('not-a-file')
    writer.scalars(3, { loss: 3 })
    expect(readdirSync(folder)).toHaveLength(2)
  })

  it('go after a file whose clock was ahead', () => {
    const writer = newRun(() => new Date(0))
    writeFileSync(join(writer.paths.tensorboard, 'events.out.tfevents.1767623422.host.1.v2'), '')
    writer.scalars(1, { loss: 1 })
    const names = readdirSync(writer.paths.tensorboard).sort()
    expect(names[1]).toContain('.1767623423.')
  })
})

describe('readRun of a damaged or foreign folder', () => {
  it("reads the original system's run", () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'config.yaml'), readFileSync('tests/run/fixtures/article-config.yaml'))
    writeFileSync(join(folder, 'log.txt'), readFileSync('tests/run/fixtures/article-log.txt'))
    const run = readRun(folder)
    expect(run).toMatchObject({ state: { name: 'finished' }, best: { fScore: 0.682 }, config: { batch_size: 8 } })
    expect(run.startedAt).toBeUndefined()
    expect(run.checkpoints).toEqual([])
  })

  it('tells what is missing or wrong without giving up', () => {
    const folder = temporaryFolder()
    expect(readRun(folder)).toMatchObject({
      state: { name: 'dead', reason: 'there is no log' },
      config: undefined,
      configError: { code: 'file-missing' },
    })
    mkdirSync(join(folder, 'checkpoints', 'best_model.pth'), { recursive: true })
    writeFileSync(join(folder, 'checkpoints', 'notes.txt'), '')
    writeFileSync(join(folder, 'config.yaml'), 'batch_size: [')
    writeFileSync(join(folder, 'heartbeat.json'), '{"pid": ')
    const run = readRun(folder)
    expect(run.configError?.code).toBe('bad-config')
    expect(run.checkpoints).toEqual([])
  })

  it('takes a closing line without its line break, but no numbers that may be cut', () => {
    const folder = temporaryFolder()
    const text = '[TRAIN] Epoch 1/5, Iter 0/57, Loss: 1.876, LR: 0.007000\n'
    writeFileSync(join(folder, 'log.txt'), `${text}[INFO] Training completed successfully.`)
    expect(readRun(folder).state.name).toBe('finished')
    writeFileSync(join(folder, 'log.txt'), `${text}${text.slice(0, -4)}`)
    expect(readRun(folder).history.train.step).toHaveLength(1)
  })
})
