// `import`, `split` and `export-data` from outside: what they print, their exit codes, and what lies on the disk then.
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openForEditing } from '../../src/annotate/open.ts'
import { readDataset } from '../../src/data/dataset.ts'
import { formatWords } from '../../src/cli/commands/import.ts'
import { formatNames } from '../../src/prepare/import/formats.ts'
import { makeFolder } from '../data/folder.ts'
import { makeSource, image } from '../prepare/import/source.ts'
import { ocrdet } from './run-built.ts'

const line = '10,10,50,10,50,20,10,20,word'

async function fourImages(): Promise<string> {
  const files = [1, 2, 3, 4].flatMap((number) => [
    [`r${Math.ceil(number / 2)}_page${number}.jpg`, image()],
    [`r${Math.ceil(number / 2)}_page${number}.txt`, line],
  ])
  return await makeSource(Object.fromEntries(files))
}

describe('ocrdet import', () => {
  it('finds the format, says what it made, and what to type next', async () => {
    const [source, dir] = [await fourImages(), join(makeFolder({}), 'set')]
    const { code, out, err } = await ocrdet(['import', source, dir])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain('Imported side-by-side (found by looking into the files)')
    expect(out).toMatch(/images +3 +1\n/)
    expect(out).toContain('Divided by seed 1: about 10 % of the images to measure on.')
    expect(out).toContain('0 errors, 0 warnings, 0 notes: everything is there.')
    expect(out).toContain(`npx ocrdet check ${dir}`)
    expect(existsSync(join(dir, 'train_list.txt'))).toBe(true)
  })

  it('ends with exit code 1 when something was left out, and prints everything as JSON on request', async () => {
    const source = await fourImages()
    const broken = await makeSource({
      '1.jpg': image(),
      '1.txt': `${line}\n1,2`,
      '2.jpg': image(),
      '2.txt': line,
      '3.jpg': image(),
      '3.txt': line,
    })
    const text = await ocrdet(['import', 'auto', broken, join(makeFolder({}), 'set')])
    expect(text.code).toBe(1)
    expect(text.out).toMatch(/^error entry-malformed \(1\)\n.*\n.*\n {4}1\.txt:2\n/m)
    expect(text.out).toContain('2 errors, 0 warnings, 0 notes: what is listed as an error is not in the new data set.')
    const json = await ocrdet([
      'import',
      'side-by-side',
      source,
      join(makeFolder({}), 'set'),
      '--json',
      '--group-by',
      'prefix',
    ])
    expect(json.code).toBe(0)
    expect(JSON.parse(json.out)).toMatchObject({
      format: 'side-by-side',
      detected: false,
      division: { by: 'seed', grouping: { groups: 2 } },
      errors: 0,
      notes: [],
      problems: [],
    })
  })

  it.each([
    [['import', 'x'], 2, 'A source and a folder for the new data set are needed'],
    [['import', 'a', 'b', 'c', 'd'], 2, 'There are too many words'],
    [['import', 'cocoo', '.', 'x'], 2, 'Did you mean coco?'],
    [['import', 'missing', 'x'], 1, 'The source cannot be opened'],
    [['import', '.', 'x', '--test-share', '0'], 2, '--test-share does not take'],
    [['split', '.', '--write-lists', '--to', 'x'], 2, 'The lists can go to one place only'],
    [['export-data', '.', '--to', 'coco'], 2, '--out is missing'],
    [['export-data', '.', '--to', 'yolo', '--out', 'x'], 2, 'one of paddleocr, coco'],
  ] as const)('%j ends with a clear message', async (words, expected, message) => {
    const { code, out, err } = await ocrdet(words)
    expect({ code, out }).toEqual({ code: expected, out: '' })
    expect(err).toContain(message)
  })

  it('names every format in its help', () => {
    expect(formatWords.replaceAll(/ \([^)]*\)/g, '').split(', ')).toEqual([...formatNames])
  })
})

describe('ocrdet split', () => {
  it('tells what it would do, then does exactly that', async () => {
    const data = await fourImages()
    const plan = await ocrdet(['split', data, '--group-by', 'prefix', '--seed', '7'])
    expect(plan.code).toBe(0)
    expect(plan.out).toContain('would be divided like this; nothing was written')
    expect(plan.out).toContain('kept together by file names up to their last separator: 2 groups, 0 of one image.')
    const next = /npx ocrdet (split .*)\n?$/.exec(plan.out)?.[1] ?? ''
    expect(next).toBe(`split ${data} --write-lists --seed 7 --group-by prefix`)
    const done = await ocrdet(next.split(' '))
    expect(done.code).toBe(0)
    expect(done.out).toMatch(/images +2 +2\n/)
    const pages = readFileSync(join(data, 'test_list.txt'), 'utf8').match(/r\d(?=_page\d\.jpg)/g)
    expect(new Set(pages).size).toBe(1)
  })

  it('moves images of a set that is open for editing from its training to its test list, and says so before', async () => {
    const data = await fourImages()
    expect((await ocrdet(['split', data, '--write-lists'])).code).toBe(0)
    await openForEditing(await readDataset(data), 'a test')
    const lists = () => ['train', 'test'].map((name) => readFileSync(join(data, `${name}_list.txt`), 'utf8'))
    const before = lists()
    const share = ['--test-share', '0.5']
    const plan = await ocrdet(['split', data, ...share])
    expect(plan.out).toContain(`1 image of ${data} would go from the training to the test list: 2 and 2 then`)
    expect(lists()).toEqual(before)
    const next = /npx ocrdet (split .*)\n?$/.exec(plan.out)?.[1] ?? ''
    expect(next).toBe(`split ${data} --write-lists ${share.join(' ')}`)
    expect((await ocrdet(next.split(' '))).out).toContain(
      `1 image went from the training to the test list of ${data}: 2 and 2 now`,
    )
    const [train, test] = lists().map((text) => text.trim().split('\n'))
    expect([train.length, test.length]).toEqual([2, 2])
    expect(test[0]).toBe(before[1].trim())
  })

  it('ends with exit code 2 for a pattern that is none', async () => {
    const { code, err } = await ocrdet(['split', await fourImages(), '--group-pattern', '('])
    expect(code).toBe(2)
    expect(err).toContain('The pattern of the groups is no regular expression')
  })
})

describe('ocrdet export-data', () => {
  it('writes what import reads', async () => {
    const folder = makeFolder({})
    const [set, out, back] = ['set', 'out', 'back'].map((name) => join(folder, name))
    await ocrdet(['import', await fourImages(), set])
    const { code, out: text } = await ocrdet(['export-data', set, '--to', 'coco', '--out', out, '--link'])
    expect(code).toBe(0)
    expect(text).toContain('annotations/train.json, annotations/test.json; images are linked')
    expect((await ocrdet(['import', out, back])).code).toBe(0)
    expect(readFileSync(join(back, 'train_list.txt'), 'utf8')).toBe(readFileSync(join(set, 'train_list.txt'), 'utf8'))
    expect(readdirSync(folder).sort()).toEqual(['back', 'out', 'set'])
  })
})
