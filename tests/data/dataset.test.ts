// Whole data sets: both list forms, every tolerance, and every problem collected in one reading.
import { chmodSync, mkdirSync, readdirSync, renameSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readDataset, type Dataset } from '../../src/data/dataset.ts'
import { describeProblem, hasErrors } from '../../src/data/problems.ts'
import { parseGroundTruth } from '../../src/data/read/ground-truth.ts'
import { boxLine, makeFolder } from './folder.ts'
import { reported as toldOf } from './told.ts'

const test = { 'test_list.txt': '9.jpg', 'test_images/9.jpg': 'x', 'test_gts/9.txt': boxLine(1, 1) }

/** Code, place and found of every problem. */
function reported({ problems }: Dataset): string[] {
  return toldOf(problems)
}

describe('readDataset', () => {
  it('reads pairs and bare names in one list, whatever the line endings', async () => {
    const root = makeFolder({
      ...test,
      'train_list.txt': '\uFEFFtrain_images/1.jpg train_gts/1.txt\r\n\r\n2.jpg\r3.jpg\n4.jpg\n',
      'train_images/1.jpg': 'x',
      'train_gts/1.txt': boxLine(0, 0, { text: 'one' }),
      'train_images/2.jpg': 'x',
      'train_gts/2.txt': boxLine(0, 0, { text: 'two' }),
      'train_images/3.jpg': 'x',
      'train_gts/gt_3.txt': boxLine(0, 0, { text: 'three' }),
      'train_images/4.jpg': 'x',
      'train_gts/4.jpg.txt': '',
    })
    const dataset = await readDataset(root)
    expect(reported(dataset)).toEqual([
      'byte-order-mark | train_list.txt | in this file',
      'line-endings | train_list.txt | in this file',
    ])
    expect(dataset.train.map(({ name, texts }) => [name, texts.map(({ transcript }) => transcript)])).toEqual([
      ['1.jpg', ['one']],
      ['2.jpg', ['two']],
      ['3.jpg', ['three']],
      ['4.jpg', []],
    ])
    expect(dataset.train[0]).toMatchObject({
      imagePath: join(root, 'train_images/1.jpg'),
      groundTruthPath: join(root, 'train_gts/1.txt'),
    })
    expect(dataset.test.map(({ name }) => name)).toEqual(['9.jpg'])
  })

  it('reads Chinese names, spaces, quotes and symbolic links', async () => {
    const root = makeFolder({
      ...test,
      'train_list.txt':
        '收据 一.jpg\n"train_images/a b.jpg" "other ground truths/a b.txt"\ntrain_images/c d.jpg other ground truths/c d.txt\nlink.jpg',
      'train_images/收据 一.jpg': 'x',
      'train_gts/收据 一.txt': boxLine(0, 0, { text: '合计' }),
      'train_images/a b.jpg': 'x',
      'other ground truths/a b.txt': '',
      'train_images/c d.jpg': 'x',
      'other ground truths/c d.txt': '',
      'train_gts/link.txt': '',
    })
    symlinkSync('c d.jpg', join(root, 'train_images/link.jpg'))
    const dataset = await readDataset(root)
    expect(reported(dataset)).toEqual([])
    expect(dataset.train.map(({ name }) => name)).toEqual(['收据 一.jpg', 'a b.jpg', 'c d.jpg', 'link.jpg'])
  })

  it('splits an ambiguous pair by the files that are there, and refuses it when they do not tell', async () => {
    const files = { ...test, 'train_images/a.jpg b.jpg': 'x', 'train_gts/c.txt': boxLine(0, 0) }
    const list = { 'train_list.txt': 'train_images/a.jpg b.jpg train_gts/c.txt' }
    const normalised = await readDataset(makeFolder({ ...files, ...list }))
    expect([reported(normalised), normalised.train.map(({ name }) => name)]).toEqual([[], ['a.jpg b.jpg']])
    const unclear = await readDataset(makeFolder({ ...test, ...list }))
    expect(reported(unclear)).toEqual([
      'list-line-unclear | train_list.txt:1 | train_images/a.jpg b.jpg train_gts/c.txt',
    ])
  })

  it('collects every problem, with file and line', async () => {
    const root = makeFolder({
      'train_list.txt': '1.jpg\n2.jpg\n3.JPG\n4.jpg\n5.jpg\n6.jpg',
      'train_images/1.jpg': 'x',
      'train_gts/1.txt': `${boxLine(0, 0)}\n1,2,3,word\n0,0,9,9,9,0,0,9,a`,
      'train_gts/2.txt': '1,2,3,4,5,6,7,x,word',
      'train_images/3.jpg': 'x',
      'train_gts/3.txt': '',
      'train_images/4.jpg': 'x',
      'train_images/5.jpg/inside': '',
      'train_gts/5.txt/inside': '',
      'test_list.txt': '\n',
    })
    mkdirSync(join(root, 'train_images'), { recursive: true })
    symlinkSync('gone.jpg', join(root, 'train_images/6.jpg'))
    const dataset = await readDataset(root)
    expect(reported(dataset)).toEqual([
      'name-respelled | train_list.txt:3 | train_images/3.jpg',
      'coordinate-count | train_gts/1.txt:2 | 3 numbers',
      'self-crossing | train_gts/1.txt:3 | edge 1-2 crosses edge 3-4',
      'image-missing | train_images/2.jpg | nothing of that name',
      'coordinate-count | train_gts/2.txt:1 | 7 numbers',
      'ground-truth-missing | train_gts/4.txt | nothing of that name',
      'image-unreadable | train_images/5.jpg | a folder',
      'ground-truth-unreadable | train_gts/5.txt | a folder',
      'image-missing | train_images/6.jpg | nothing of that name',
      'ground-truth-missing | train_gts/6.txt | nothing of that name',
      'list-empty | test_list.txt',
    ])
    expect(describeProblem(dataset.problems[3])).toMatchObject({
      message: 'File not found: train_images/2.jpg',
      expected: 'the image listed in train_list.txt:2',
    })
    expect(dataset.train.map(({ name }) => name)).toEqual(['1.jpg', '3.jpg'])
    expect(hasErrors(dataset.problems)).toBe(true)
  })

  it('says which list is missing, and reads only the splits asked for', async () => {
    const root = makeFolder({ ...test, 'notes.txt': '' })
    expect(reported(await readDataset(root, { splits: ['train', 'test'] }))).toEqual([
      'list-missing | train_list.txt | nothing of that name',
    ])
    expect(reported(await readDataset(root))).toEqual(['test-part-only | train_list.txt'])
    const onlyTest = await readDataset(root, { splits: ['test'] })
    expect([reported(onlyTest), onlyTest.test.length]).toEqual([[], 1])
  })

  it('takes an image given as the list for what it is', async () => {
    const root = makeFolder({ ...test, 'train_list.txt': Uint8Array.of(0x89, 0x50, 0, 0) })
    expect(reported(await readDataset(root))).toEqual(['not-text | train_list.txt | zero bytes in it'])
  })

  it('says to save a list and a ground truth in UTF-32 as UTF-8', async () => {
    const utf32 = (text: string): Uint8Array =>
      Uint8Array.from([0xff, 0xfe, 0, 0, ...Array.from(text, (sign) => [sign.charCodeAt(0), 0, 0, 0]).flat()])
    const list = await readDataset(makeFolder({ ...test, 'train_list.txt': utf32('train_images/1.jpg\n') }))
    expect(reported(list)).toEqual(['not-text | train_list.txt | UTF-32'])
    expect(describeProblem(list.problems[0]).next).toBe('save it as UTF-8')
    const { texts, problems } = parseGroundTruth(utf32('1,1,9,1,9,9,1,9,a\n'), 'g.txt')
    expect([texts, toldOf(problems)]).toEqual([[], ['not-text | g.txt | UTF-32']])
  })

  it('reads a list in GBK and finds its images', async () => {
    // 中.jpg in GB 2312: D6 D0 and ASCII.
    const list = Uint8Array.of(0xd6, 0xd0, ...new TextEncoder().encode('.jpg'))
    const root = makeFolder({
      ...test,
      'train_list.txt': list,
      'train_images/中.jpg': 'x',
      'train_gts/中.txt': boxLine(0, 0),
    })
    const dataset = await readDataset(root)
    expect(reported(dataset)).toEqual(['not-utf8 | train_list.txt | read as GBK (GB18030)'])
    expect(dataset.train[0].name).toBe('中.jpg')
  })

  it('skips an image listed twice, refuses it with two ground truths, and tells of shared ground truths', async () => {
    const root = makeFolder({
      ...test,
      'train_list.txt': '1.jpg\n./train_images/1.jpg train_gts/1.txt\ntrain_images/1.jpg train_gts/2.txt\n1.png',
      'train_images/1.jpg': 'x',
      'train_images/1.png': 'x',
      'train_gts/1.txt': boxLine(0, 0),
      'train_gts/2.txt': '',
    })
    const dataset = await readDataset(root)
    expect(reported(dataset)).toEqual([
      'duplicate-entry | train_list.txt:2 | train_images/1.jpg in line 1 too',
      'conflicting-entry | train_list.txt:3 | train_images/1.jpg in line 1 too',
      'shared-ground-truth | train_list.txt:4 | train_gts/1.txt for train_images/1.png and, in line 1, train_images/1.jpg',
    ])
    expect(dataset.train.map(({ name }) => name)).toEqual(['1.jpg', '1.png'])
  })

  it('gives images of the same name in different folders names of their own', async () => {
    const root = makeFolder({
      ...test,
      'train_list.txt': 'a/1.jpg a/1.txt\nb/1.jpg b/1.txt\na_1.jpg a_1.txt',
      ...Object.fromEntries(
        ['a/1', 'b/1', 'a_1'].flatMap((stem) => [
          [`${stem}.jpg`, 'x'],
          [`${stem}.txt`, boxLine(0, 0)],
        ]),
      ),
    })
    const names = (await readDataset(root)).train.map(({ name }) => name)
    expect(names).toEqual(['_a_1.jpg', 'b_1.jpg', 'a_1.jpg'])
  })

  it('works on a read-only folder and writes nothing into it', async () => {
    const root = makeFolder({
      ...test,
      'train_list.txt': '1.jpg',
      'train_images/1.jpg': 'x',
      'train_gts/1.txt': boxLine(0, 0),
    })
    const before = readdirSync(root, { recursive: true, encoding: 'utf8' }).sort()
    const time = statSync(root).mtimeMs
    chmodSync(root, 0o555)
    await readDataset(root)
    chmodSync(root, 0o755)
    expect(readdirSync(root, { recursive: true, encoding: 'utf8' }).sort()).toEqual(before)
    expect(statSync(root).mtimeMs).toBe(time)
  })

  it('reads a folder with spaces and Chinese in its path, and through a link', async () => {
    const outer = makeFolder({})
    const inner = makeFolder({
      ...test,
      'train_list.txt': '1.jpg',
      'train_images/1.jpg': 'x',
      'train_gts/1.txt': boxLine(0, 0),
    })
    renameSync(inner, join(outer, '我的 数据'))
    symlinkSync('我的 数据', join(outer, 'link'))
    expect((await readDataset(join(outer, 'link'))).problems).toEqual([])
  })

  it('reads a thousand samples in well under a second', async () => {
    const names = Array.from({ length: 1000 }, (_, index) => String(index))
    const groundTruth = Array.from({ length: 12 }, (_, row) => boxLine(5, 25 * row)).join('\n')
    const root = makeFolder({
      ...test,
      'train_list.txt': names.map((name) => `${name}.jpg`).join('\n'),
      ...Object.fromEntries(
        names.flatMap((name) => [
          [`train_images/${name}.jpg`, 'x'],
          [`train_gts/${name}.txt`, groundTruth],
        ]),
      ),
    })
    const start = performance.now()
    const { train, problems } = await readDataset(root)
    expect([train.length, problems.length]).toEqual([1000, 0])
    // Usually 0.3 s; the limit leaves room for a busy machine.
    expect(performance.now() - start).toBeLessThan(3000)
  })
})
