// Files of our own work that were damaged: refused with a code and what to do, never with a stack trace.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { editingPaths } from '../../src/annotate/folder.ts'
import { finishLists } from '../../src/annotate/lists.ts'
import { openedSet } from '../../src/annotate/open.ts'
import { onNotice } from '../../src/core/notices.ts'
import { readMembership } from '../../src/run/sweep/membership.ts'
import { planShards } from '../../src/tasks/models/shards.ts'
import { shardPaths } from '../../src/tasks/models/shard-files.ts'
import { readEvaluationPlan } from '../../src/tasks/models/evaluation-shards.ts'
import { readSweep } from '../../src/tasks/sweep/sweep.ts'
import { stopSweep } from '../../src/tasks/sweep/stop.ts'
import { temporaryFolder } from '../tasks/training.ts'

const damaged = ['', '{', 'null', '[]', '5', '"text"', '{"a":1}', '\u0000\u0001', '{"spec":{},"trials":[null]}']

describe.each(damaged)('a file of ours that holds %j', (text) => {
  it('is told as damaged where it is the plan of a sweep', () => {
    const workdirs = temporaryFolder()
    const folder = join(workdirs, 'sweeps', 'rates')
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'plan.json'), text)
    const said = expect.objectContaining({ code: 'state-damaged', where: join(folder, 'plan.json') })
    expect(() => readSweep(folder)).toThrow(said)
    expect(() => stopSweep('rates', workdirs)).toThrow(said)
  })

  it('is told as damaged where it is the plan of work in shards', async () => {
    const out = temporaryFolder()
    const { plan } = shardPaths(out)
    writeFileSync(plan, text)
    const task = { inputs: [join(out, 'a.jpg')], model: 'starter', out, shards: 1, workdirs: out }
    const said = { code: 'state-damaged', where: plan }
    await expect(planShards(task)).rejects.toMatchObject(said)
    expect(() => readEvaluationPlan(out)).toThrow(expect.objectContaining(said))
  })

  it('is told once, and the work goes on, where it is the place of a run in its sweep or the mark of an edited set', () => {
    const notices: string[] = []
    onNotice((said) => notices.push(said))
    const folder = temporaryFolder()
    const [place, { folder: editing, opened }] = [join(folder, 'sweep.json'), editingPaths(folder)]
    mkdirSync(editing, { recursive: true })
    for (const path of [place, opened]) writeFileSync(path, text)
    for (let times = 0; times < 2; times++) {
      expect(readMembership(folder)).toBeUndefined()
      expect(openedSet(folder)).toMatchObject({ openedAt: '', by: '', labelledBy: undefined })
    }
    expect(notices).toEqual([
      `warning: sweep.json is damaged, so the run counts as one of no sweep: ${place}`,
      `warning: editing.json is damaged, so it is not known since when and by whom the set is edited: ${opened}`,
    ])
  })
})

it.each(['{', '[]', '{"train":5}'])('lists that hold %j are told as damaged, and nothing is written', (text) => {
  const root = temporaryFolder()
  const { lists } = editingPaths(root)
  mkdirSync(join(lists, '..'), { recursive: true })
  writeFileSync(lists, text)
  expect(() => finishLists(root)).toThrow(expect.objectContaining({ code: 'state-damaged' }))
})
