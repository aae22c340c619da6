// Repeating a training: equal weights on equal data, a refusal with reasons on other data or other initial weights.
import { appendFileSync, copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { dataDifference, describeDifference, readDataFiles, type DataFile } from '../../src/run/data-files.ts'
import { readRun } from '../../src/run/reader.ts'
import { changesSince } from '../../src/tasks/train/changes-since.ts'
import { ONE_THREAD, SMALL, run, sha256, temporaryFolder, tinyDataset } from '../tasks/training.ts'

describe('ocrdet reproduce', () => {
  let data: string
  let workdirs: string
  let first: string
  const runs = (): string[] =>
    readdirSync(workdirs)
      .filter((name) => name.startsWith('exp_'))
      .sort()

  beforeAll(async () => {
    data = await tinyDataset(4)
    workdirs = join(temporaryFolder(), 'workdirs')
    const trained = await run('train', data, '--workdirs', workdirs, ...SMALL, ...ONE_THREAD, '--num-epochs', '1')
    expect(trained.code, trained.stderr).toBe(0)
    first = runs()[0]
  }, 120_000)

  it('trains the same weights from the same data', async () => {
    const again = await run('reproduce', first, '--workdirs', workdirs)
    expect(again.code, again.stderr).toBe(0)
    const second = runs()[1]
    const weights = (id: string): string => sha256(join(workdirs, id, 'checkpoints', 'last_model.pth'))
    expect(weights(second)).toBe(weights(first))
    expect(readFileSync(join(workdirs, second, 'log.txt'), 'utf8')).toContain(
      `[CONFIG] Repeats the training of ${first}\n`,
    )
    expect(readFileSync(join(workdirs, second, 'config.yaml'), 'utf8')).toContain(`repeats: ${first}`)
    expect(readDataFiles(join(workdirs, first, 'data_files.json'))).toHaveLength(6)
  }, 120_000)

  it('refuses changed data and names what changed, and goes on anyway', async () => {
    const groundTruth = join(data, 'train_gts', readdirSync(join(data, 'train_gts'))[0])
    const before = readFileSync(groundTruth)
    appendFileSync(groundTruth, '1,1,20,1,20,12,1,12,new\n')
    const refused = await run('reproduce', first, '--workdirs', workdirs)
    expect(refused.code).toBe(1)
    expect(refused.stderr).toMatch(/1 ground truth changed \(.*\.(?:jpg|png)\)/)
    expect(refused.stderr).toContain('--anyway')
    expect(runs()).toHaveLength(2)
    const anyway = await run('reproduce', first, '--workdirs', workdirs, '--anyway')
    expect(anyway.code, anyway.stderr).toBe(0)
    const log = readFileSync(join(workdirs, runs()[2], 'log.txt'), 'utf8')
    expect(log).toMatch(new RegExp(`\\[WARN\\] The data set changed since ${first}: 1 ground truth changed`))
    writeFileSync(groundTruth, before)
  }, 120_000)

  it('refuses other initial weights than the run recorded, and names both', async () => {
    const otherStarter = copyWith((text) =>
      text.replace(/starter: \d+\n( +)sha256: \w+/, `starter: 99\n$1sha256: ${'f'.repeat(64)}`),
    )
    const refused = await run('reproduce', otherStarter, '--workdirs', workdirs)
    expect(refused.code).toBe(1)
    expect(refused.stderr).toMatch(/starter v99 \(sha256 f{12}\) then, starter v\d+ \(sha256 \w{12}\) now/)
    expect(refused.stderr).toContain('--anyway')
  }, 60_000)

  it('compares the file that the training started from', async () => {
    const file = join(temporaryFolder(), 'weights.pth')
    writeFileSync(file, 'trained')
    const withFile = (hash: string) => (text: string) =>
      text.replace(/^init: .*$/m, `init: ${file}`).replace(/starter: \d+\n +sha256: \w+/, `sha256: ${hash}`)
    expect(await changesOf(copyWith(withFile(sha256(file))))).toEqual([])
    expect(await changesOf(copyWith(withFile('e'.repeat(64))))).toMatchObject([
      { code: 'weights-changed', where: file, expected: { en: 'a file with the sha256 eeeeeeeeeeee' } },
    ])
  })

  it('says when a run recorded no hash of its initial weights, and asks for none from scratch', async () => {
    const silent = (text: string) => text.replace(/initial_weights:\n +starter: \d+\n +sha256: \w+/, 'older: true')
    expect(await changesOf(copyWith(silent))).toMatchObject([
      { code: 'hash-not-recorded', where: 'starter', says: { en: expect.stringContaining('initial weights') } },
    ])
    const scratch = (text: string) => silent(text).replace(/^init: .*$/m, 'init: none')
    expect(await changesOf(copyWith(scratch))).toEqual([])
  })

  /** The folder of a copy of the run's records, with another config.yaml. */
  function copyWith(change: (text: string) => string): string {
    const from = join(workdirs, first)
    const copy = join(temporaryFolder(), first)
    mkdirSync(copy)
    for (const name of ['log.txt', 'data_files.json']) copyFileSync(join(from, name), join(copy, name))
    const text = readFileSync(join(from, 'config.yaml'), 'utf8')
    const changed = change(text)
    expect(changed).not.toBe(text)
    writeFileSync(join(copy, 'config.yaml'), changed)
    return copy
  }

  const changesOf = (folder: string) => changesSince(readRun(folder), data)
})

describe('dataDifference', () => {
  const file = (name: string, hashes = 'ab'): DataFile => ({
    split: 'train',
    name,
    groundTruth: hashes[0],
    image: hashes[1],
  })

  it('tells new, lost and changed files, and an order alone', () => {
    const before = [file('1.jpg'), file('2.jpg'), file('3.jpg'), file('4.jpg')]
    const after = [file('1.jpg'), file('2.jpg', 'xb'), file('3.jpg', 'ax'), file('5.jpg')]
    expect(describeDifference(dataDifference(before, after)).en).toBe(
      '1 image changed (3.jpg), 1 ground truth changed (2.jpg), 1 image is new (5.jpg), 1 image is gone (4.jpg)',
    )
    expect(describeDifference(dataDifference(before, before.toReversed())).en).toBe('the order of the lists changed')
  })
})
