// An evaluation in shards: killed in the middle it goes on, and its report and files are those of one that was not divided.
import { appendFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { synthesize } from '../../../src/prepare/synth/synthesize.ts'
import { evaluateModel, type EvaluateReport } from '../../../src/tasks/models/evaluate.ts'
import {
  evaluateShard,
  mergeEvaluation,
  planEvaluation,
  type EvaluationPlanTask,
} from '../../../src/tasks/models/evaluation-shards.ts'
import { linesOf, shardPaths } from '../../../src/tasks/models/shard-files.ts'
import { planShards } from '../../../src/tasks/models/shards.ts'
import { makeRun } from '../../run/run-folders.ts'
import { smallModel } from '../small-model.ts'
import { run, temporaryFolder } from '../training.ts'

const count = 7
let data = ''
let workdirs = ''
let model = ''

beforeAll(async () => {
  data = join(temporaryFolder(), 'data')
  await synthesize(data, { train: 2, test: count, seed: 5, size: [96, 96] })
  workdirs = temporaryFolder()
  const { folder } = makeRun(workdirs, 'exp_20260105_143022')
  // A run, so that the report's name of the model must come from where the copy is not.
  writeFileSync(join(folder, 'checkpoints/best_model.pth'), readFileSync(await smallModel({ size: [96, 96] })))
  model = 'exp_20260105_143022'
})

function taskFor(out: string, more: Partial<EvaluationPlanTask> = {}): EvaluationPlanTask {
  return { model, data, split: 'test', workdirs, out, shards: 3, ...more }
}

/** Everything but the time that it took and where it lies. */
function facts(report: EvaluateReport): EvaluateReport {
  return { ...report, seconds: 0, results: undefined }
}

/** The files of an evaluation by their names, without those of the shards. */
function filesIn(folder: string): [string, Buffer][] {
  const own = new Set(['shards', 'shards.json', 'model.pth'])
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .filter((name) => !own.has(name.split('/')[0]))
  return names.sort().map((name) => [name, readFileSync(join(folder, name))])
}

describe('an evaluation in shards', () => {
  it('has the report and the files of one that was not divided, to the last digit', async () => {
    const [out, whole] = [join(temporaryFolder(), 'out'), join(temporaryFolder(), 'out')]
    const plan = await planEvaluation(taskFor(out))
    await expect(mergeEvaluation(out)).rejects.toMatchObject({
      code: 'shards-incomplete',
      message: `${count} of ${count} images have no result, in 3 shards: 0, 1, 2`,
    })
    expect(await evaluateShard(out, 1)).toBe(true)
    // As a kill in the middle of a line leaves it, and a second process on the same shard.
    const path = shardPaths(out).shard(1)
    const [line] = readFileSync(path, 'utf8').split('\n')
    writeFileSync(path, `${line}\n${line.slice(0, 30)}`)
    rmSync(shardPaths(out).completed(1))
    expect(await evaluateShard(out, 1)).toBe(true)
    appendFileSync(path, `${line}\n`)
    for (const shard of [0, 2]) expect(await evaluateShard(out, shard, { plan })).toBe(true)
    const report = await mergeEvaluation(out)
    const expected = await evaluateModel({ model, data, split: 'test', workdirs, out: whole })
    expect(facts(report)).toEqual(facts(expected))
    expect(report.scores.detections).toBeGreaterThan(0)
    const files = filesIn(out)
    expect(files).toEqual(filesIn(whole))
    expect(files.length).toBeGreaterThan(count)
  })

  it('reads the texts too, and its scores of reading are the same', async () => {
    const out = join(temporaryFolder(), 'out')
    const task = taskFor(out, { recognizer: 'ppocr' })
    await planEvaluation(task)
    for (const shard of [2, 0, 1]) await evaluateShard(out, shard)
    const { reading } = await mergeEvaluation(out)
    const whole = { model, data, split: 'test', workdirs, recognizer: 'ppocr' } as const
    expect(reading).toEqual((await evaluateModel(whole)).reading)
    expect(reading?.groundTruthBoxes.lines).toBeGreaterThan(0)
  })

  it('is refused into the folder of a data set, divided or not, and so is a detection', async () => {
    const refused = { code: 'bad-flag', where: data }
    const detection = { inputs: [data], model, out: data, shards: 2, workdirs }
    const before = readdirSync(data)
    await expect(planEvaluation(taskFor(data))).rejects.toMatchObject(refused)
    await expect(evaluateModel({ model, data, split: 'test', workdirs, out: data })).rejects.toMatchObject(refused)
    await expect(planShards(detection)).rejects.toMatchObject(refused)
    expect(readdirSync(data)).toEqual(before)
  })

  it('keeps to its plan: the texts of its start count, and other ones, another model or a detection are refused', async () => {
    const copy = join(temporaryFolder(), 'data')
    await synthesize(copy, { train: 2, test: 2, seed: 5, size: [96, 96] })
    const out = join(temporaryFolder(), 'out')
    const task = taskFor(out, { data: copy, shards: 2 })
    const plan = await planEvaluation(task)
    expect(await planEvaluation(task)).toEqual(plan)
    await expect(planEvaluation({ ...task, split: 'train' })).rejects.toMatchObject({ code: 'shards-other' })
    await expect(
      planShards({ model, workdirs, out, shards: 2, inputs: [join(copy, 'test_images')] }),
    ).rejects.toMatchObject({
      code: 'shards-other',
    })
    for (const shard of [0, 1]) await evaluateShard(out, shard)
    const before = await mergeEvaluation(out)
    for (const name of readdirSync(join(copy, 'test_gts')))
      writeFileSync(join(copy, 'test_gts', name), '1,1,9,1,9,9,1,9,other\n')
    expect(facts(await mergeEvaluation(out))).toEqual(facts(before))
    await expect(planEvaluation(task)).rejects.toMatchObject({ code: 'shards-other' })
  })

  it('asks for lines that were lost after a shard was complete', async () => {
    const out = join(temporaryFolder(), 'out')
    await planEvaluation(taskFor(out, { shards: 1 }))
    await evaluateShard(out, 0)
    writeFileSync(shardPaths(out).shard(0), '')
    await expect(mergeEvaluation(out)).rejects.toMatchObject({ code: 'shards-incomplete' })
    expect(linesOf(out, 0)).toEqual([])
  })

  it(
    'on the command line needs a folder, tries no thresholds, and shows the scores of all',
    { timeout: 120_000 },
    async () => {
      const words = ['eval', model, '--data', data, '--workdirs', workdirs, '--json', '--shards', '2']
      expect((await run(...words)).stdout).toContain('--shards needs a folder')
      const out = join(temporaryFolder(), 'out')
      expect((await run(...words, '--out', out, '--sweep')).stdout).toContain('leave out --sweep')
      const { code, stdout, stderr } = await run(...words, '--out', out)
      expect(code, stderr).toBe(0)
      const whole = await evaluateModel({ model, data, split: 'test', workdirs })
      expect((JSON.parse(stdout) as EvaluateReport).scores).toEqual(whole.scores)
      const dry = await run(...words, '--out', join(out, 'other'), '--dry-run', '--slurm', '--time', '5')
      expect((JSON.parse(dry.stdout) as { script: string }).script).toMatch(/--array=0-1\n[^]*eval .* --shard task\n/)
    },
  )
})
