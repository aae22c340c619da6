// Dividing one folder: shares, groups, lists, and nothing written that was not asked for.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readDataset } from '../../../src/data/dataset.ts'
import { divide, type Member } from '../../../src/prepare/split/divide.ts'
import { split } from '../../../src/tasks/data/split.ts'
import { makeFolder } from '../../data/folder.ts'
import { linesIn, makeSource, image, type SourceFiles } from '../import/source.ts'

function members(...paths: readonly string[]): Member[] {
  return paths.map((path) => ({ path, hasText: true }))
}

function testPaths(list: readonly Member[], options: Parameters<typeof divide>[1]): string[] {
  const { inTest } = divide(list, options)
  return list.filter((_, index) => inTest[index]).map(({ path }) => path)
}

const hundred = members(...Array.from({ length: 100 }, (_, index) => `${index}.jpg`))

describe('divide', () => {
  it('gives the test part its share, from the seed alone', () => {
    expect(testPaths(hundred, {})).toHaveLength(10)
    expect(testPaths(hundred, { testShare: 0.25 })).toHaveLength(25)
    expect(testPaths(hundred, { seed: 1 })).toEqual(testPaths(hundred, {}))
    expect(testPaths(hundred, { seed: 2 })).not.toEqual(testPaths(hundred, {}))
    const backwards = [...hundred].reverse()
    expect(testPaths(backwards, {}).sort()).toEqual(testPaths(hundred, {}).sort())
  })

  it('leaves neither part empty', () => {
    expect(testPaths(members('a', 'b'), { testShare: 0.001 })).toHaveLength(1)
    expect(testPaths(members('a', 'b'), { testShare: 0.999 })).toHaveLength(1)
    expect(() => divide(members('a'))).toThrowError(expect.objectContaining({ code: 'split-too-few' }))
  })

  it('shares out images with and without text alike', () => {
    const list = hundred.map((member, index) => ({ ...member, hasText: index < 20 }))
    const { inTest } = divide(list, { testShare: 0.2 })
    expect(list.filter(({ hasText }, index) => hasText && inTest[index])).toHaveLength(4)
    expect(list.filter(({ hasText }, index) => !hasText && inTest[index])).toHaveLength(16)
  })

  it('keeps the only image with text for training', () => {
    const list = members('a', 'b', 'c', 'd').map((member) => ({ ...member, hasText: member.path === 'c' }))
    for (let seed = 0; seed < 10; seed++) expect(testPaths(list, { seed })).not.toContain('c')
  })

  it.each([
    ['prefix', ['r1_page1.jpg', 'r1_page2.jpg', 'r2-a.jpg', 'r2-b.jpg', 'plain.jpg'], ['r1', 'r2', 'plain']],
    ['folder', ['a/1.jpg', 'a/2.jpg', 'b/1.jpg'], ['a/', 'b/']],
  ] as const)('groups by %s', (groupBy, paths, groups) => {
    const { grouping } = divide(members(...paths), { groupBy })
    expect(grouping?.groups).toBe(groups.length)
    expect(grouping?.largest.map(({ group }) => group)).toEqual(
      groups
        .filter((group) => group !== 'plain')
        .slice(0, 2)
        .filter((group) => group !== 'b/'),
    )
  })

  it('groups by a pattern, and leaves names that it does not fit by themselves', () => {
    const list = members('IMG12a.jpg', 'IMG12b.jpg', 'IMG13a.jpg', 'x.jpg', 'y.jpg')
    expect(divide(list, { groupPattern: '^(IMG\\d+)' }).grouping).toEqual({
      rule: 'file names matching ^(IMG\\d+)',
      groups: 4,
      singles: 3,
      largest: [{ group: 'IMG12', images: 2, example: 'IMG12a.jpg, IMG12b.jpg' }],
    })
    for (let seed = 0; seed < 20; seed++) {
      const test = testPaths(list, { groupPattern: '^(IMG\\d+)', seed, testShare: 0.4 })
      expect(test.includes('IMG12a.jpg')).toBe(test.includes('IMG12b.jpg'))
    }
    expect(() => divide(list, { groupPattern: '(' })).toThrowError(expect.objectContaining({ code: 'group-pattern' }))
  })

  it('keeps members together that are alike, whatever their groups, and makes a test part only of a share of 1', () => {
    const list = hundred.map((member, index) => ({ ...member, alike: index % 50 }))
    for (let seed = 0; seed < 5; seed++) {
      const { inTest, alikeKept } = divide(list, { seed })
      expect(alikeKept).toBe(true)
      for (let index = 0; index < 50; index++) expect(inTest[index]).toBe(inTest[index + 50])
    }
    expect(divide(list.map((member) => ({ ...member, alike: 0 }))).alikeKept).toBe(false)
    expect(testPaths(hundred, { testShare: 1 })).toHaveLength(100)
  })

  it('refuses to divide one group, and names it', () => {
    expect(() => divide(members('img_1.jpg', 'img_2.jpg'), { groupBy: 'prefix' })).toThrowError(
      expect.objectContaining({ code: 'split-one-group', found: '2 images in the group "img", such as img_1.jpg' }),
    )
  })
})

const line = '10,10,50,10,50,20,10,20,word'

/** Our layout without lists. */
function withoutLists(count: number): SourceFiles {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => index).flatMap((index) => [
      [`train_images/${index} x.jpg`, image()],
      [`train_gts/gt_${index} x.txt`, line],
    ]),
  )
}

describe('split', () => {
  it('tells what it would do, and writes nothing unless told where', async () => {
    const data = await makeSource(withoutLists(10))
    const before = readdirSync(data)
    const report = await split({ data, target: { kind: 'none' }, testShare: 0.2 })
    expect(report.images.test).toHaveLength(2)
    expect(report.images.train).toHaveLength(8)
    expect(report.written).toBeUndefined()
    expect(readdirSync(data)).toEqual(before)
  })

  it('writes lists in place that the reader takes, and never over others', async () => {
    const data = await makeSource(withoutLists(5))
    const report = await split({ data, target: { kind: 'in-place' } })
    expect(report).toMatchObject({ written: data, problems: [] })
    const dataset = await readDataset(data)
    expect([dataset.train.length, dataset.test.length, dataset.problems]).toEqual([4, 1, []])
    await expect(split({ data, target: { kind: 'in-place' } })).rejects.toMatchObject({ code: 'split-done-already' })
  })

  it('divides the images of the one list that is there, into a new folder', async () => {
    const files = withoutLists(6)
    const names = Array.from({ length: 5 }, (_, index) => `${index} x.jpg\n`).join('')
    const data = await makeSource({ ...files, 'train_list.txt': names })
    const dir = join(makeFolder({}), 'lists')
    await expect(split({ data, target: { kind: 'in-place' } })).rejects.toMatchObject({ code: 'split-lists-exist' })
    const report = await split({ data, target: { kind: 'new', dir } })
    expect(report.problems).toEqual([])
    expect(readdirSync(dir)).toEqual(['test_list.txt', 'train_list.txt'])
    const dataset = await readDataset(dir)
    expect([dataset.train.length, dataset.test.length]).toEqual([4, 1])
    expect(readFileSync(join(data, 'train_list.txt'), 'utf8')).toBe(names)
    expect(linesIn(join(dir, 'test_list.txt'))[0]).toMatch(/^"\.\.\/.*train_images\/\d x\.jpg" "\.\.\//)
  })

  it('keeps folders of both parts as they are', async () => {
    const data = await makeSource({
      'train_images/1.jpg': image(),
      'train_gts/1.txt': line,
      'test_images/1.jpg': image(),
      'test_gts/1.txt': line,
    })
    const report = await split({ data, target: { kind: 'in-place' } })
    expect(report).toMatchObject({
      division: { by: 'source' },
      images: { train: ['train_images/1.jpg'], test: ['test_images/1.jpg'] },
    })
  })

  it('tells images without a ground truth, and refuses a folder without any pair', async () => {
    const data = await makeSource({ ...withoutLists(3), 'train_images/alone.jpg': image() })
    const { notes } = await split({ data, target: { kind: 'none' } })
    expect(notes.map(({ code, where }) => `${code} ${where}`)).toContain('image-unannotated train_images/alone.jpg')
    const empty = await makeSource({ '1.jpg': image() })
    await expect(split({ data: empty, target: { kind: 'none' } })).rejects.toMatchObject({ code: 'split-nothing' })
  })

  it('refuses a target inside the data set', async () => {
    const data = await makeSource(withoutLists(3))
    await expect(split({ data, target: { kind: 'new', dir: join(data, 'lists') } })).rejects.toMatchObject({
      code: 'target-inside-source',
    })
  })
})
