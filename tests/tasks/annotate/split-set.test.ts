// Dividing a set that is edited: only lists change, test images stay, groups stay whole, a kill loses nothing, and it can be taken back.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { annotationsOf } from '../../../src/annotate/compose.ts'
import { editingPaths } from '../../../src/annotate/folder.ts'
import { finishLists, lastSplit, takeSplitBack } from '../../../src/annotate/lists.ts'
import { openForEditing } from '../../../src/annotate/open.ts'
import { reviewStatesOf } from '../../../src/annotate/progress.ts'
import { historyOf, markReviewed } from '../../../src/annotate/store.ts'
import { UserError } from '../../../src/core/errors.ts'
import { readDataset } from '../../../src/data/dataset.ts'
import { addImages } from '../../../src/tasks/annotate/add-images.ts'
import { splitSet } from '../../../src/tasks/annotate/split-set.ts'
import { setOf } from '../../annotate/set.ts'

const line = '0,0,20,0,20,20,0,20,one\n'
const by = 'a browser'
const names = (count: number, prefix = 'p'): string[] => Array.from({ length: count }, (_, at) => `${prefix}${at}`)

async function opened(images: readonly string[]): Promise<string> {
  const root = setOf(Object.fromEntries(images.map((name) => [name, line])))
  // No two are alike: they cannot be decoded.
  for (const name of images) writeFileSync(join(root, 'train_images', `${name}.jpg`), name)
  await openForEditing(await readDataset(root), by)
  return root
}
const lists = (root: string): (string | undefined)[] =>
  ['train', 'test'].map((split) => {
    const path = join(root, `${split}_list.txt`)
    return existsSync(path) ? readFileSync(path, 'utf8') : undefined
  })
const codeOf = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    if (error instanceof UserError) return error.code
    throw error
  }
  return ''
}

describe('dividing a set that is edited', () => {
  it('moves lines only, and keeps who looked at an image and its history', async () => {
    const root = await opened(names(10))
    const { train } = await readDataset(root)
    for (const { groundTruthPath: path } of train)
      markReviewed({ root, path }, { revision: annotationsOf(readFileSync(path)).revision, by, reviewed: true })
    const report = await splitSet({ data: root, testShare: 0.3, by })
    expect(report.counts).toEqual({ train: 7, test: 3 })
    const after = await readDataset(root)
    expect(after.test.map(({ name }) => name)).toEqual(report.moved)
    expect([...after.train, ...after.test].map(({ groundTruthPath }) => groundTruthPath).sort()).toEqual(
      train.map(({ groundTruthPath }) => groundTruthPath).sort(),
    )
    expect(reviewStatesOf(root, after.test).map(({ reviewed }) => reviewed)).toEqual([true, true, true])
    expect(historyOf({ root, path: after.test[0].groundTruthPath }).map(({ action }) => action)).toEqual([
      'outside',
      'accept',
    ])
  })

  it('never moves a test image into training, and fills up the share only', async () => {
    const root = await opened(names(10))
    const { moved } = await splitSet({ data: root, testShare: 0.2, by })
    const again = await splitSet({ data: root, testShare: 0.2, seed: 7, by })
    expect([again.moved, again.counts]).toEqual([[], { train: 8, test: 2 }])
    const more = await splitSet({ data: root, testShare: 0.5, seed: 7, by })
    expect(more.counts).toEqual({ train: 5, test: 5 })
    const { test } = await readDataset(root)
    expect(test.map(({ name }) => name).slice(0, 2)).toEqual(moved)
  })

  it('keeps groups whole, also those of which a part is in the test list already', async () => {
    const root = await opened(['a_1', 'a_2', 'b_1', 'b_2', 'c_1', 'c_2', 'd_1', 'd_2'])
    const [train] = lists(root)
    const rest = train!.replace('train_images/b_2.jpg train_gts/b_2.txt\n', '')
    writeFileSync(join(root, 'train_list.txt'), rest)
    writeFileSync(join(root, 'test_list.txt'), 'train_images/b_2.jpg train_gts/b_2.txt\n')
    const { moved } = await splitSet({ data: root, testShare: 0.5, groupBy: 'prefix', by })
    expect(moved).toContain('b_1.jpg')
    const groups = (part: readonly { readonly name: string }[]) => new Set(part.map(({ name }) => name[0]))
    const after = await readDataset(root)
    expect(groups(after.test).size + groups(after.train).size).toBe(4)
    expect(after.test).toHaveLength(4)
  })

  it('keeps lines that name no image, to the letter', async () => {
    const root = await opened(names(4))
    const [train] = lists(root)
    writeFileSync(join(root, 'train_list.txt'), `${train}gone.jpg\n`)
    await splitSet({ data: root, testShare: 0.25, by })
    expect(lists(root)[0]?.split('\n').at(-2)).toBe('gone.jpg')
  })

  it('is taken back as long as nothing changed the lists since', async () => {
    const root = await opened(names(6))
    const before = lists(root)
    expect(lastSplit(root)).toBeUndefined()
    await splitSet({ data: root, testShare: 0.5, by })
    expect(lastSplit(root)).toBeDefined()
    takeSplitBack(root, by)
    expect(lists(root)).toEqual(before)
    expect(codeOf(() => takeSplitBack(root, by))).toBe('not-found')
    await splitSet({ data: root, testShare: 0.5, by })
    writeFileSync(join(root, 'photo.jpg'), 'one more')
    const labels = { boxes: [], scores: [], transcripts: [] }
    await addImages({
      data: root,
      images: [{ path: join(root, 'photo.jpg'), name: 'photo.jpg', model: '', labels }],
      by,
    })
    const divided = lists(root)
    expect(codeOf(() => takeSplitBack(root, by))).toBe('not-found')
    expect(lists(root)).toEqual(divided)
  })

  it('ends as it was to be when it was killed between the two lists', async () => {
    const root = await opened(names(6))
    const before = lists(root)
    await splitSet({ data: root, testShare: 0.5, by })
    const [train, test] = lists(root)
    // Killed after the plan and the test list.
    writeFileSync(editingPaths(root).lists, JSON.stringify({ train, test }))
    writeFileSync(join(root, 'train_list.txt'), before[0]!)
    expect((await readDataset(root)).problems.map(({ code }) => code)).toContain('in-both-splits')
    finishLists(root)
    expect(lists(root)).toEqual([train, test])
    expect(existsSync(editingPaths(root).lists)).toBe(false)
  })

  it('is refused for a set that nobody opened', async () => {
    const root = setOf({ one: line, two: line })
    const before = lists(root)
    await expect(splitSet({ data: root, by })).rejects.toMatchObject({ code: 'not-open-for-editing' })
    expect(lists(root)).toEqual(before)
  })
})
