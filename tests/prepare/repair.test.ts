// Repaired copies: what can be repaired is, what cannot is told, the original stays as it is, and the copy has no errors.
import { createHash } from 'node:crypto'
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkDataset } from '../../src/data/check.ts'
import { readDataset } from '../../src/data/dataset.ts'
import { repairDataset } from '../../src/prepare/repair/repair.ts'
import { hasErrors, placeOf } from '../../src/data/problems.ts'
import { boxLine, makeFolder, imageBytes } from '../data/folder.ts'
import { reported } from '../data/told.ts'

const encode = (text: string): Uint8Array => new TextEncoder().encode(text)

/** A data set with everything wrong that can be wrong with images and lines. */
async function brokenFiles(): Promise<Record<string, string | Uint8Array>> {
  const image = await imageBytes(100, 50)
  const other = await imageBytes(101, 50)
  const gbk = Uint8Array.of(...encode('0,0,40,0,40,20,0,20,'), 0xd6, 0xd0)
  return {
    'train_list.txt':
      '\uFEFF1.jpg\r\n2.jpg\r\n3.jpg\r\n4.jpg\r\n5.jpg\r\n6.jpg\r\n6.jpg\r\ntrain_images/7.jpg train_gts/1.txt\r\n8.jpg\r\n9.jpg\r\n10.jpg\r\n',
    'train_images/1.jpg': image,
    'train_gts/1.txt': [
      '0，0，40，0，40，20，0，20，full width',
      '42,0,58,12,58,0,42,12,bow tie',
      '60,0,60,20,90,20,90,0,counter-clockwise',
      '1,2,3,too few',
      '5,5,5,5,5,5,5,5,click',
      '5,5,5,5,5,5,5,5,###',
      '80,30,120,30,120,45,80,45,past the edge',
      '180,30,220,30,220,45,180,45,outside',
      '0,30,20,30,20,45,0,45',
      '22,28,34,28,34,36,22,36,90,90,1,1',
      '30,38,45,48,38,38,30,48,33,43,40,43,36,39,crossing polygon',
      boxLine(50, 25, { width: 20, height: 10, text: 'fine' }),
    ].join('\n'),
    'train_images/2.jpg': await imageBytes(120, 60, { orientation: 6 }),
    'train_gts/2.txt': boxLine(70, 10, { text: 'as stored' }),
    'train_images/3.jpg': await imageBytes(100, 52, { format: 'png' }),
    'train_gts/3.txt': gbk,
    'train_images/4.jpg': new Uint8Array(),
    'train_gts/4.txt': '',
    'train_images/5.jpg': await imageBytes(100, 53),
    'train_images/6.jpg': await imageBytes(100, 54),
    'train_gts/6.txt': `${boxLine(0, 0)}\n${boxLine(0, 0, { text: 'again' })}\n${boxLine(50, 20)}\n${boxLine(50, 20, { text: '###' })}`,
    'train_images/7.jpg': await imageBytes(100, 55),
    'train_images/8.jpg': other,
    'train_gts/8.txt': boxLine(0, 0),
    'train_images/10.jpg': image.slice(0, 200),
    'train_gts/10.txt': Uint8Array.of(1, 0, 2),
    'test_list.txt': '1.jpg\n2.jpg',
    'test_images/1.jpg': other,
    'test_gts/1.txt': boxLine(0, 0, { text: '12,5 EUR' }),
    'test_images/2.jpg': await imageBytes(100, 57),
    'test_gts/2.txt': boxLine(0, 0),
  }
}

async function repaired(root: string, target: string) {
  return repairDataset(root, await checkDataset(await readDataset(root)), target)
}

/** Every file with its bytes and times. */
function stateOf(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const entry = statSync(join(root, name))
      const bytes = entry.isFile()
        ? createHash('sha256')
            .update(readFileSync(join(root, name)))
            .digest('hex')
        : ''
      return `${name} ${entry.mtimeMs} ${bytes}`
    })
}

describe('repairDataset', () => {
  it('makes a copy without errors, and leaves the original alone', async () => {
    const root = makeFolder(await brokenFiles())
    const target = join(makeFolder({}), '修正 copy')
    const before = stateOf(root)
    expect(hasErrors((await readDataset(root)).problems)).toBe(true)
    const { images } = await repaired(root, target)
    expect(stateOf(root)).toEqual(before)
    const { problems, totals } = await checkDataset(await readDataset(target))
    expect(reported(problems)).toEqual([
      'exif-orientation | train_images/2.jpg | orientation 6, 120x60 as stored, 60x120 as turned; the boxes fit the size as turned',
      'few-images | train_list.txt | 5 images',
      'few-images | test_list.txt | 2 images',
    ])
    expect([images, totals.train.images, totals.test.images]).toEqual([7, 5, 2])
  })

  it('writes repaired lines, and keeps the others as they are written', async () => {
    const target = join(makeFolder({}), 'copy')
    await repaired(makeFolder(await brokenFiles()), target)
    const lines = (name: string): string[] => readFileSync(join(target, name), 'utf8').split('\n').slice(0, -1)
    expect(lines('train_list.txt')).toEqual([
      'train_images/1.jpg train_gts/1.txt',
      'train_images/2.jpg train_gts/2.txt',
      'train_images/3.png train_gts/3.txt',
      'train_images/6.jpg train_gts/6.txt',
      'train_images/7.jpg train_gts/7.txt',
    ])
    expect(lines('train_gts/1.txt')).toEqual([
      '0,0,40,0,40,20,0,20,full width',
      '42,0,58,0,58,12,42,12,bow tie',
      '60,0,90,0,90,20,60,20,counter-clockwise',
      '80,30,100,30,100,45,80,45,past the edge',
      '0,30,20,30,20,45,0,45,',
      '22,28,34,28,34,36,22,36,"90,90,1,1"',
      expect.stringMatching(/^[\d.,]+,###$/),
      boxLine(50, 25, { width: 20, height: 10, text: 'fine' }),
    ])
    // Stored 120x60, shown 60x120 (a quarter turn clockwise): x becomes 60 - y, y becomes x.
    expect(lines('train_gts/2.txt')).toEqual(['50,70,50,110,30,110,30,70,as stored'])
    expect(lines('train_gts/3.txt')).toEqual(['0,0,40,0,40,20,0,20,中'])
    expect(lines('train_gts/6.txt')).toEqual([boxLine(0, 0), boxLine(50, 20)])
    expect(lines('test_gts/1.txt')).toEqual([boxLine(0, 0, { text: '12,5 EUR' })])
  })

  it('tells every change with its place in the original, what needs a person first', async () => {
    const target = join(makeFolder({}), 'copy')
    const { changes } = await repaired(makeFolder(await brokenFiles()), target)
    const lines = changes.map(({ action, fix, problem }) => `${action} ${fix} ${problem.code} ${placeOf(problem)}`)
    expect(lines).toMatchInlineSnapshot(`
      [
        "fixed saved-plainly byte-order-mark train_list.txt",
        "fixed saved-plainly line-endings train_list.txt",
        "fixed entry-dropped duplicate-entry train_list.txt:7",
        "by-hand own-ground-truth-to-check shared-ground-truth train_list.txt:8",
        "fixed saved-plainly not-utf8 train_gts/3.txt",
        "dropped image-dropped ground-truth-missing train_gts/5.txt",
        "dropped image-dropped image-missing train_images/9.jpg",
        "dropped image-dropped ground-truth-missing train_gts/9.txt",
        "dropped image-dropped not-text train_gts/10.txt",
        "fixed renamed image-extension train_images/3.jpg",
        "dropped image-dropped image-empty train_images/4.jpg",
        "dropped image-dropped image-truncated train_images/10.jpg",
        "by-hand not-repairable few-images train_list.txt",
        "by-hand not-repairable few-images test_list.txt",
        "by-hand twin-dropped-to-check leaked-image test_images/1.jpg",
        "fixed respelled wrong-separator train_gts/1.txt:1",
        "fixed corners-ordered self-crossing train_gts/1.txt:2",
        "fixed turned-round counter-clockwise train_gts/1.txt:3",
        "by-hand text-left-out coordinate-count train_gts/1.txt:4",
        "by-hand text-left-out zero-area train_gts/1.txt:5",
        "dropped region-dropped zero-area-ignored train_gts/1.txt:6",
        "fixed box-cut box-past-edge train_gts/1.txt:7",
        "dropped box-dropped box-outside-image train_gts/1.txt:8",
        "fixed comma-added transcript-missing train_gts/1.txt:9",
        "fixed quoted transcript-of-numbers train_gts/1.txt:10",
        "by-hand region-ignored self-crossing train_gts/1.txt:11",
        "fixed boxes-turned boxes-fit-raw-size train_images/2.jpg",
        "fixed second-box-dropped duplicate-box train_gts/6.txt:2",
        "fixed second-box-dropped duplicate-box train_gts/6.txt:4",
        "fixed respelled wrong-separator train_gts/1.txt:1",
        "fixed corners-ordered self-crossing train_gts/1.txt:2",
        "fixed turned-round counter-clockwise train_gts/1.txt:3",
        "by-hand text-left-out coordinate-count train_gts/1.txt:4",
        "by-hand text-left-out zero-area train_gts/1.txt:5",
        "dropped region-dropped zero-area-ignored train_gts/1.txt:6",
        "fixed box-cut box-past-edge train_gts/1.txt:7",
        "dropped box-dropped box-outside-image train_gts/1.txt:8",
        "fixed comma-added transcript-missing train_gts/1.txt:9",
        "fixed quoted transcript-of-numbers train_gts/1.txt:10",
        "by-hand region-ignored self-crossing train_gts/1.txt:11",
      ]
    `)
    const report = readFileSync(join(target, 'repaired.txt'), 'utf8')
    expect(report.indexOf('To be done by hand (')).toBeGreaterThan(0)
    expect(report.indexOf('To be done by hand (')).toBeLessThan(report.indexOf('Left out ('))
    expect(JSON.parse(readFileSync(join(target, 'repaired.json'), 'utf8'))).toMatchObject({ changes: [...changes] })
  })

  it.each([
    ['the data set itself', (root: string) => root, 'target-inside-source'],
    ['a folder in it', (root: string) => join(root, 'new'), 'target-inside-source'],
    ['a folder with files', () => makeFolder({ 'a.txt': '' }), 'target-not-empty'],
  ])('refuses to write into %s', async (_name, targetOf, code) => {
    const root = makeFolder(await brokenFiles())
    const before = stateOf(root)
    await expect(repaired(root, targetOf(root))).rejects.toMatchObject({ code })
    expect(stateOf(root)).toEqual(before)
  })

  it('says so when nothing can be used', async () => {
    const root = makeFolder({ 'train_list.txt': '1.jpg' })
    await expect(repaired(root, join(makeFolder({}), 'copy'))).rejects.toMatchObject({ code: 'nothing-to-repair' })
  })
})
