// A data set for every kind of problem, and one for none: the check says exactly what is expected of each.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkDataset } from '../../src/data/check.ts'
import { readDataset } from '../../src/data/dataset.ts'
import type { ProblemCode } from '../../src/data/problem-kinds.ts'
import { describeProblem, type Problem } from '../../src/data/problems.ts'
import { makeFolder } from './folder.ts'
import { cleanSet, folder, type Files, type Fixture, type FixtureTable } from './problems/fixture.ts'
import { checkedPath, listFixtures, textFileFixtures } from './problems/list-fixtures.ts'
import { imageFixtures } from './problems/image-fixtures.ts'
import { boxFixtures, splitFixtures, groundTruthFixtures } from './problems/ground-truth-fixtures.ts'

const fixtures: FixtureTable<ProblemCode> = {
  ...listFixtures,
  ...textFileFixtures,
  ...imageFixtures,
  ...groundTruthFixtures,
  ...boxFixtures,
  ...splitFixtures,
}

/** Writes the files. */
function written(files: Files): string {
  const entries = Object.entries(files)
  const root = makeFolder(Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== folder)))
  for (const [name, content] of entries) if (content === folder) mkdirSync(join(root, name))
  return root
}

async function problemsOf(path: string, { input }: Pick<Fixture, 'input'> = {}): Promise<readonly Problem[]> {
  const { problems } = await checkDataset(await readDataset(path), { ...(input && { view: { input } }) })
  return problems
}

/** Three words or more, and nothing Chinese. */
const isEnglish = (text: string): boolean =>
  /[a-z]{2,} [a-z]{2,} [a-z]{2,}/i.test(text) && !/\p{Script=Han}/u.test(text)

it('says nothing about a clean data set', async () => {
  expect(await problemsOf(written(await cleanSet()))).toEqual([])
})

describe('a data set with', () => {
  it.each(Object.entries(fixtures))('%s', async (code, fixture) => {
    const files = await cleanSet()
    await fixture.change(files)
    const path = checkedPath(written(files), fixture.checked)
    const expected = typeof fixture.found === 'function' ? fixture.found(path) : fixture.found
    const problems = await problemsOf(path, fixture)
    expect(problems).toEqual(expected)
    expect(expected.map((problem) => problem.code)).toContain(code)
    for (const problem of problems) {
      const { expected: wanted = '', found = '', facts } = describeProblem(problem, 'zh')
      expect([wanted, found].filter((text) => isEnglish(text))).toEqual([])
      expect(JSON.stringify(facts)).not.toContain('"zh"')
    }
  })
})
