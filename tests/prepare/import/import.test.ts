// Importing: images, names, sizes, orientation, divisions, and leaving nothing behind.
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkDataset } from '../../../src/data/check.ts'
import { readDataset } from '../../../src/data/dataset.ts'
import { importDataset } from '../../../src/prepare/import/import.ts'
import { hostInFileName } from '../../../src/core/files.ts'
import { makeFolder } from '../../data/folder.ts'
import { patches } from '../../data/problems/fixture.ts'
import { byName, importFrom, linesIn, makeSource, image, type SourceFiles } from './source.ts'

const line = '10,10,50,10,50,20,10,20,word'

/** Images with one text each, side by side. */
function sideBySide(...names: readonly string[]): SourceFiles {
  return Object.fromEntries(
    names.flatMap((name) => [
      [name, image()],
      [name.replace(/\.\w+$/, '.txt'), line],
    ]),
  )
}

/** Every path below a folder with its size and time, to see that nothing changed. */
function stateOf(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => `${name} ${statSync(join(root, name)).size} ${statSync(join(root, name)).mtimeMs}`)
}

describe('images', () => {
  it('are copied byte for byte, and the source stays as it was', async () => {
    const source = await makeSource(sideBySide('1.jpg', 'sub/2.png', '3.jpg'))
    const before = stateOf(source)
    const { dir, summary } = await importFrom(source)
    expect(summary.placed).toBe('copied')
    expect(stateOf(source)).toEqual(before)
    const [train] = linesIn(join(dir, 'train_list.txt')).map((text) => text.split(' ')[0])
    const name = train.replace('train_images/', '')
    const original = ['1.jpg', 'sub/2.png', '3.jpg'].find((path) => path.endsWith(name)) ?? ''
    expect(readFileSync(join(dir, train)).equals(readFileSync(join(source, original)))).toBe(true)
    expect((await checkDataset(await readDataset(dir))).totals.train.images).toBe(2)
  })

  it('are links to the originals when asked for', async () => {
    const source = await makeSource(sideBySide('1.jpg', '2.jpg'))
    const { dir, summary } = await importFrom(source, { mode: 'link' })
    expect(summary.placed).toBe('linked')
    const links = ['train_images', 'test_images'].flatMap((folder) =>
      readdirSync(join(dir, folder)).map((name) => join(dir, folder, name)),
    )
    expect(links.every((path) => lstatSync(path).isSymbolicLink())).toBe(true)
    expect(links.map((path) => readlinkSync(path)).sort()).toEqual([join(source, '1.jpg'), join(source, '2.jpg')])
    expect((await readDataset(dir)).problems.filter(({ severity }) => severity === 'error')).toEqual([])
  })

  it('keep their names; clashes and names that no list can hold are told', async () => {
    const source = await makeSource(
      sideBySide('a/1.jpg', 'b/1.jpg', 'B/1.JPG', 'c/x"y.jpg', "c/it's 中文.jpg", 'c/1.png'),
    )
    const { dir, notes } = await importFrom(source, { testShare: 0.01 })
    const names = ['train_images', 'test_images'].flatMap((folder) => readdirSync(join(dir, folder)))
    expect(names.sort()).toEqual(['1.jpg', '1.png', 'B_1_2.JPG', "it's 中文.jpg", 'b_1.jpg', 'x_y.jpg'].sort())
    expect(notes.filter((text) => text.startsWith('image-renamed'))).toHaveLength(3)
    const groundTruths = ['train_gts', 'test_gts'].map((folder) => readdirSync(join(dir, folder)))
    expect(groundTruths.flat()).toHaveLength(6)
    for (const names of groundTruths) expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length)
  })

  it('that cannot be opened are left out and told; the others go on', async () => {
    const source = await makeSource({
      ...sideBySide('1.jpg', '2.jpg', '3.jpg', '4.jpg'),
      '2.jpg': '',
      '3.jpg': 'no image',
    })
    const { notes, summary } = await importFrom(source)
    expect(summary.totals.train.images + summary.totals.test.images).toBe(2)
    expect(notes).toEqual([
      'image-broken 2.jpg | The image file is empty: 0 bytes',
      expect.stringMatching(/^image-broken 3\.jpg \| The image cannot be decoded/),
    ])
  })

  it('may lie in another folder than the annotations, and are found by the longest path in common', async () => {
    const text = JSON.stringify([{ transcription: 'a', points: [[1, 1], [9, 1], [9, 9], [1, 9]] }]) // prettier-ignore
    const labels = await makeSource({
      'x.jpg': image(),
      'Label.txt': `day1/1.jpg\t${text}\nday2/1.jpg\t${text}\n1.jpg\t${text}`,
    })
    const images = await makeSource({ 'day1/1.jpg': image(), 'day2/1.jpg': image() })
    const { summary, notes } = await importFrom(labels, { images })
    expect(summary.totals.train.images + summary.totals.test.images).toBe(2)
    expect(notes).toEqual(
      ['image-ambiguous Label.txt:3 | day1/1.jpg, day2/1.jpg', expect.stringMatching(/^image-renamed/)].slice(
        0,
        notes.length,
      ),
    )
  })

  it('are never taken from outside the named folders', async () => {
    const text = JSON.stringify([{ transcription: 'a', points: [[1, 1], [9, 1], [9, 9], [1, 9]] }]) // prettier-ignore
    const root = await makeSource({
      'secret.jpg': image(),
      'source/1.jpg': image(),
      'source/2.jpg': image(),
      'source/Label.txt': `../secret.jpg\t${text}\n1.jpg\t${text}\n2.jpg\t${text}`,
    })
    expect((await importFrom(join(root, 'source'))).notes).toEqual(['image-missing Label.txt:1 | ../secret.jpg'])
  })
})

describe('texts', () => {
  const labelme = (points: readonly (readonly number[])[], size: readonly [number, number], more: object = {}) =>
    JSON.stringify({
      shapes: [{ label: 'a', points }],
      imagePath: '',
      imageWidth: size[0],
      imageHeight: size[1],
      ...more,
    })
  const corners = [[10, 20], [60, 20], [60, 40], [10, 40]] // prettier-ignore

  // Stored 200x100 and displayed 100x200 (orientation 6 turns clockwise): (x, y) goes to (100 - y, x).
  it('marked on an image as stored are turned by its EXIF orientation; those marked as displayed are not', async () => {
    const source = await makeSource({
      'raw.jpg': image(200, 100, 6),
      'raw.json': labelme(corners, [200, 100]),
      'shown.jpg': image(200, 100, 6),
      'shown.json': labelme(corners, [100, 200]),
    })
    const imported = await importFrom(source)
    expect(byName(imported)).toEqual({
      'raw.txt': ['80,10,80,60,60,60,60,10,a'],
      'shown.txt': ['10,20,60,20,60,40,10,40,a'],
    })
    expect(imported.notes).toEqual(['boxes-turned raw.json | EXIF orientation 6'])
  })

  it('marked on a scaled image are scaled, and an image of another shape is left out', async () => {
    const source = await makeSource({
      'a.jpg': image(),
      'a.json': labelme(corners, [400, 200]),
      'b.jpg': image(),
      'b.json': labelme(corners, [100, 100]),
      'c.jpg': image(),
      'c.json': labelme(corners, [0, 0]),
    })
    const imported = await importFrom(source)
    expect(byName(imported)).toEqual({
      'a.txt': ['5,10,30,10,30,20,5,20,a'],
      'c.txt': ['10,20,60,20,60,40,10,40,a'],
    })
    expect(imported.notes).toEqual([
      'boxes-scaled a.json | marked at 400x200',
      'image-size-differs b.json | marked at 100x100',
    ])
  })

  it('are repaired where that is clear, ignored where it is not, and left out when they mark nothing; else the image is', async () => {
    const groundTruth = [
      '10,10,50,20,50,10,10,20,crossed', // upper right and lower right exchanged
      '10,10,90,10,90,30,20,0,60,30,40,30,10,30,crossing polygon',
      '10,10,12,10,11,10,12,10,click',
      '300,10,350,10,350,20,300,20,outside',
      '190,10,240,10,240,20,190,20,past the edge',
      '10,20,50,20,50,10,10,10,counter-clockwise',
    ]
    const source = await makeSource({
      '1.jpg': image(),
      '1.txt': groundTruth.join('\n'),
      '2.jpg': image(),
      '2.txt': line,
      '3.jpg': image(),
      '3.txt': '10,10,50,10,30,10,20,10,flat\n1e9,20,50,20,50,10,10,10,far',
    })
    const imported = await importFrom(source)
    expect(Object.keys(byName(imported))).not.toContain('3.txt')
    expect(byName(imported)['1.txt']).toEqual([
      '10,10,50,10,50,20,10,20,crossed',
      '10,0,90,0,90,30,10,30,###',
      '190,10,240,10,240,20,190,20,past the edge',
      '10,20,10,10,50,10,50,20,counter-clockwise',
    ])
    expect(imported.notes.map((text) => text.split(' |')[0])).toEqual([
      'entry-malformed 3.txt:2',
      'outline-uncrossed 1.txt:1',
      'outline-crossing 1.txt:2',
      'outline-empty 1.txt:3',
      'outline-outside 1.txt:4',
      'outline-empty 3.txt:1',
      'image-unread 3.txt',
    ])
  })

  it('lose line breaks and control characters', async () => {
    const shape = { label: ' two\r\nlines\u0000tab\t', points: corners }
    const json = JSON.stringify({ shapes: [shape], imagePath: 'a.jpg' })
    const source = await makeSource({ 'a.jpg': image(), 'a.json': json, 'b.jpg': image(), 'b.json': json })
    expect(byName(await importFrom(source))['a.txt']).toEqual(['10,20,60,20,60,40,10,40,two lines tab'])
  })

  it('in UTF-32 are not read as UTF-16, and that is told', async () => {
    const utf32 = Buffer.from([
      0xff,
      0xfe,
      0,
      0,
      ...Array.from('10,10,50,10', (sign) => [sign.charCodeAt(0), 0, 0, 0]).flat(),
    ])
    const source = await makeSource({ ...sideBySide('1.jpg', '2.jpg', '3.jpg'), '1.txt': utf32 })
    const imported = await importFrom(source)
    expect(Object.keys(byName(imported)).toSorted()).toEqual(['2.txt', '3.txt'])
    expect(imported.notes).toContain('file-malformed 1.txt | UTF-32; save it as UTF-8')
  })

  it('in GB18030 are read, and that is told', async () => {
    const gbk = Buffer.concat([Buffer.from('10,10,50,10,50,20,10,20,'), Buffer.from([0xd6, 0xd0, 0xce, 0xc4])])
    const source = await makeSource({ ...sideBySide('1.jpg', '2.jpg'), '1.txt': gbk })
    const imported = await importFrom(source)
    expect(byName(imported)['1.txt']).toEqual(['10,10,50,10,50,20,10,20,中文'])
    expect(imported.notes).toEqual(['not-utf8 1.txt | read as gb18030'])
  })
})

describe('the division', () => {
  const names = Array.from({ length: 20 }, (_, index) => `r${Math.floor(index / 4)}_page${index % 4}.jpg`)

  it('by seed is the same for the same seed, and shares out what was asked for', async () => {
    const source = await makeSource(sideBySide(...names))
    const lists = async (seed: number) => {
      const { dir, summary } = await importFrom(source, { seed, testShare: 0.25 })
      expect(summary.totals.test.images).toBe(5)
      return linesIn(join(dir, 'test_list.txt'))
    }
    const [one, again, other] = [await lists(1), await lists(1), await lists(2)]
    expect(one).toEqual(again)
    expect(one).not.toEqual(other)
  })

  it('keeps groups together when told so', async () => {
    const source = await makeSource(sideBySide(...names))
    const { dir, summary } = await importFrom(source, { groupBy: 'prefix', testShare: 0.2 })
    const groups = new Set(linesIn(join(dir, 'test_list.txt')).map((text) => /\/(r\d)_/.exec(text)?.[1]))
    expect(groups.size).toBe(1)
    expect(summary.division).toMatchObject({ grouping: { groups: 5, singles: 0 } })
  })

  it('never parts images that are the same or look the same', async () => {
    const files: Record<string, string | Uint8Array> = {}
    for (let index = 0; index < 12; index++) {
      const name = String(index % 4)
      const drawn = patches(name, [160, 120])
      files[`${index}.jpg`] = await (index < 4 ? drawn.jpeg({ quality: 95 }) : drawn.jpeg({ quality: 60 })).toBuffer()
      files[`${index}.txt`] = line
    }
    for (const seed of [1, 2, 3]) {
      const { groundTruths, notes } = await importFrom(makeFolder(files), { seed, testShare: 0.25 })
      const tested = Object.keys(groundTruths).flatMap((path) => /^test_gts\/(\d+)/.exec(path)?.[1] ?? [])
      expect(new Set(tested.map((name) => Number(name) % 4)).size).toBe(1)
      expect(tested).toHaveLength(3)
      expect(notes).toEqual(['alike-together . | 8 images, such as 4.jpg like 0.jpg'])
    }
  })

  it('of a source that is a test part stays: by its folders, or by the name of the folder itself', async () => {
    const source = await makeSource({
      'testing_data/images/1.jpg': image(),
      'testing_data/images/1.txt': line,
      'testing_data/images/2.jpg': image(),
      'testing_data/images/2.txt': line,
    })
    for (const root of [source, join(source, 'testing_data')]) {
      const { dir, summary, notes } = await importFrom(root)
      expect(notes).toEqual(['test-part-only . | only test'])
      expect(summary.totals).toMatchObject({ train: { images: 0 }, test: { images: 2 } })
      expect(readdirSync(dir).sort()).toEqual(['test_gts', 'test_images', 'test_list.txt'])
      expect((await readDataset(dir)).problems.map(({ code }) => code)).toEqual(['test-part-only'])
      expect((await importFrom(root, { testShare: 0.5 })).summary.totals.train.images).toBe(1)
    }
    expect((await importFrom(source, { testShare: 1 })).summary.totals.test.images).toBe(2)
  })

  it('of a source with one image is refused, and nothing is left', async () => {
    const source = await makeSource(sideBySide('1.jpg'))
    const parent = makeFolder({})
    await expect(importDataset(join(parent, 'new'), { source })).rejects.toMatchObject({ code: 'split-too-few' })
    writeFileSync(join(source, '2.txt'), line)
    await expect(importDataset(join(parent, 'new'), { source })).rejects.toMatchObject({
      code: 'split-too-few',
      message: expect.stringMatching(/What was noted before:\n  error 2\.txt The image is not in the source/) as string,
      problems: [{ code: 'image-missing', where: '2.txt' }],
    })
    expect(readdirSync(parent)).toEqual([])
  })
})

describe('the target', () => {
  it('must be empty or new, and lie outside the source', async () => {
    const source = await makeSource(sideBySide('1.jpg', '2.jpg'))
    const full = makeFolder({ 'mine.txt': 'x' })
    await expect(importDataset(full, { source })).rejects.toMatchObject({
      code: 'target-not-empty',
      found: '1 entry, such as mine.txt',
    })
    await expect(importDataset(join(full, 'mine.txt'), { source })).rejects.toMatchObject({ code: 'target-not-empty' })
    await expect(importDataset(join(source, 'new'), { source })).rejects.toMatchObject({ code: 'target-inside-source' })
    expect(readdirSync(full)).toEqual(['mine.txt'])
    expect(readdirSync(source)).toHaveLength(4)
  })

  it('may be there and empty, and have parents that are not', async () => {
    const source = await makeSource(sideBySide('1.jpg', '2.jpg'))
    const empty = makeFolder({})
    const before = statSync(empty).ino
    await importDataset(empty, { source })
    expect(statSync(empty).ino).toBe(before)
    expect(readdirSync(empty).sort()).toEqual(
      ['test_gts', 'test_images', 'test_list.txt', 'train_gts', 'train_images', 'train_list.txt'].sort(),
    )
    const deep = join(makeFolder({}), 'a', 'b')
    await importDataset(deep, { source })
    expect(existsSync(join(deep, 'train_list.txt'))).toBe(true)
  })

  it('is not touched when the import stops or fails in the middle', async () => {
    const source = await makeSource(sideBySide('1.jpg', '2.jpg', '3.jpg'))
    const parent = makeFolder({})
    const stop = new AbortController()
    const onProgress = (step: string): void => {
      if (step === 'writing') stop.abort(new Error('stopped'))
    }
    await expect(importDataset(join(parent, 'new'), { source, onProgress, signal: stop.signal })).rejects.toThrow(
      'stopped',
    )
    expect(readdirSync(parent)).toEqual([])
    chmodSync(join(source, '2.jpg'), 0)
    if (process.getuid?.() !== 0) {
      await importDataset(join(parent, 'new'), { source })
      expect(linesIn(join(parent, 'new', 'train_list.txt'))).toHaveLength(1)
    }
    chmodSync(join(source, '2.jpg'), 0o600)
  })

  it('is cleared of what a killed import left', async () => {
    const source = await makeSource(sideBySide('1.jpg', '2.jpg'))
    const parent = makeFolder({})
    const gone = 2 ** 22 + 1 // above the largest process id of Linux
    mkdirSync(join(parent, `.new.unfinished.${hostInFileName()}.${gone}`))
    mkdirSync(join(parent, `.other.unfinished.${hostInFileName()}.${gone}`))
    await importDataset(join(parent, 'new'), { source })
    expect(readdirSync(parent).sort()).toEqual([`.other.unfinished.${hostInFileName()}.${gone}`, 'new'])
    const empty = makeFolder({})
    mkdirSync(join(empty, `..unfinished.${hostInFileName()}.${gone}`))
    writeFileSync(join(empty, `..unfinished.${hostInFileName()}.${gone}`, 'x'), '')
    await importDataset(empty, { source })
    expect(readdirSync(empty)).toHaveLength(6)
  })

  it('stays away when nothing could be imported, and the reasons are told', async () => {
    const parent = makeFolder({})
    const source = await makeSource({ '1.jpg': image(), 'Label.txt': '2.jpg\t[]\n3.jpg\t[]' })
    await expect(importDataset(join(parent, 'new'), { source })).rejects.toMatchObject({
      code: 'import-nothing',
      found: expect.stringContaining('Label.txt:1: The image is not in the source; it was left out (2.jpg)'),
      next: 'name the folder that holds the images: --images <folder>',
    })
    await expect(importDataset(join(parent, 'new'), { source, format: 'coco' })).rejects.toMatchObject({
      code: 'import-nothing',
    })
    expect(readdirSync(parent)).toEqual([])
  })
})
