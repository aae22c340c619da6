// No item of an annotation file vanishes: whatever stands in its place is told as an error or a warning.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { formatNames, formats, type FormatName } from '../../../src/prepare/import/formats.ts'
import { openSource } from '../../../src/prepare/import/source.ts'
import { normaliseEntry } from '../../../src/prepare/import/normalise.ts'
import { image, makeSource } from './source.ts'

type Value = null | string | number | boolean | readonly Value[] | { readonly [key: string]: Value }

/** What may stand where an annotation should. */
const broken: readonly Value[] = [null, 'x', 7, [], {}]
const ids = [1, 2, 3] as const
const lefts = [10, 70] as const
const corners = (left: number): Value => [[left, 10], [left + 40, 10], [left + 40, 20], [left, 20]] // prettier-ignore
const quad = (left: number): string => `${left},10,${left + 40},10,${left + 40},20,${left},20`
const size = { original_width: 200, original_height: 100 }
const percents = (left: number): Value => ({ x: left / 2, y: 10, width: 20, height: 10, rotation: 0 })

/** Good files of three images, two texts on each, and under which names the lists of annotations stand. */
interface JsonSource {
  readonly format: FormatName
  readonly files: Readonly<Record<string, Value>>
  readonly lists: readonly string[]
}

function result(left: number): Value {
  return { id: `r${left}`, type: 'rectanglelabels', ...size, value: percents(left) }
}

const jsonSources: Readonly<Record<string, JsonSource>> = {
  coco: {
    format: 'coco',
    files: {
      'x.json': {
        images: ids.map((id) => ({ id, file_name: `${id}.jpg`, width: 200, height: 100 })),
        annotations: ids.flatMap((id) => lefts.map((left) => ({ image_id: id, bbox: [left, 10, 40, 10] }))),
      },
    },
    lists: ['images', 'annotations'],
  },
  labelme: {
    format: 'labelme',
    files: Object.fromEntries(
      ids.map((id) => [
        `${id}.json`,
        {
          imagePath: `${id}.jpg`,
          imageWidth: 200,
          imageHeight: 100,
          shapes: lefts.map((left) => ({ label: 'a', points: corners(left) })),
        },
      ]),
    ),
    lists: ['shapes'],
  },
  'label-studio': {
    format: 'label-studio',
    files: {
      'x.json': {
        tasks: ids.map((id) => ({ data: { image: `${id}.jpg` }, annotations: [{ result: lefts.map(result) }] })),
      },
    },
    lists: ['tasks', 'annotations', 'result'],
  },
  'label-studio (JSON-MIN)': {
    format: 'label-studio',
    files: {
      'x.json': {
        tasks: ids.map((id) => ({
          image: `${id}.jpg`,
          bbox: lefts.map((left) => ({ ...(percents(left) as object), ...size })),
        })),
      },
    },
    lists: ['tasks', 'bbox'],
  },
  mmocr: {
    format: 'mmocr',
    files: {
      'x.json': {
        metainfo: {},
        data_list: ids.map((id) => ({
          img_path: `${id}.jpg`,
          width: 200,
          height: 100,
          instances: lefts.map((left) => ({ bbox: [left, 10, left + 40, 20] })),
        })),
      },
    },
    lists: ['data_list', 'instances'],
  },
  funsd: {
    format: 'funsd',
    files: Object.fromEntries(
      ids.map((id) => [
        `${id}.json`,
        { form: lefts.map((left) => ({ words: [{ box: [left, 10, left + 40, 20], text: 'a' }] })) },
      ]),
    ),
    lists: ['form', 'words'],
  },
  paddleocr: {
    format: 'paddleocr',
    files: {
      'Label.txt': Object.fromEntries(
        ids.map((id) => [`${id}.jpg`, lefts.map((left) => ({ transcription: 'a', points: corners(left) }))]),
      ),
    },
    lists: ids.map((id) => `${id}.jpg`),
  },
}

/** Lists of tasks stand at the top of their file; `Label.txt` has a list in each line. */
function written(file: string, value: Value): string {
  const object = value as Record<string, Value>
  if (file === 'Label.txt')
    return Object.entries(object)
      .map(([name, list]) => `${name}\t${JSON.stringify(list)}`)
      .join('\n')
  return JSON.stringify('tasks' in object ? object['tasks'] : value)
}

/** The value once for each item of the named lists and each thing in its place. */
function* damaged(value: Value, lists: readonly string[], isList = false): Generator<Value> {
  if (typeof value !== 'object' || value === null) return
  for (const [key, inside] of Object.entries(value)) {
    if (isList) for (const one of broken) yield replaced(value, key, one)
    for (const one of damaged(inside, lists, !Array.isArray(value) && lists.includes(key)))
      yield replaced(value, key, one)
  }
}

/** The value once for each field that says where a text lies and each thing in its place. */
function* misplaced(value: Value): Generator<Value> {
  if (typeof value !== 'object' || value === null) return
  for (const [key, inside] of Object.entries(value)) {
    const isPlace = /^(?:x|y|rotation|bbox|box|points|polygon|\w*width|\w*height)$/i.test(key)
    for (const one of isPlace ? ['a', true, {}, [null]] : misplaced(inside)) yield replaced(value, key, one)
    if (isPlace && !/(?:width|height)$/i.test(key)) yield replaced(value, key, null)
  }
}

function replaced(value: object, key: string, inside: Value): Value {
  return Array.isArray(value) ? (value.with(Number(key), inside) as Value) : { ...value, [key]: inside }
}

const header = { width: 200, height: 100, rawWidth: 200, rawHeight: 100, orientation: 1 } as const
const images = { '1.jpg': image(), '2.jpg': image(), '3.jpg': image() }

/** What is told of a source as errors and warnings, and how many texts come out of it. */
async function reading(format: FormatName, root: string): Promise<{ told: readonly string[]; texts: number }> {
  const { entries, notes } = await formats[format].read(await openSource(root))
  const all = [...notes]
  const lines = entries.flatMap(
    (entry) => normaliseEntry(entry, { ...header, format: 'jpeg', channels: 3, pages: 1, bytes: 1 }, all)?.lines ?? [],
  )
  const told = all.filter(({ severity }) => severity !== 'info').map(({ code, where }) => `${code} ${where}`)
  return { told, texts: lines.length }
}

/** The contents under which a source, good with what it has, lost texts without a word. */
async function silent(format: FormatName, root: string, file: string, contents: Iterable<string>): Promise<string[]> {
  expect(await reading(format, root)).toEqual({ told: [], texts: 6 })
  const found: string[] = []
  for (const content of contents) {
    writeFileSync(join(root, file), content)
    const { told } = await reading(format, root)
    if (!told.some((line) => line.includes(file))) found.push(content)
  }
  return found
}

describe('an item that cannot be understood', () => {
  const silentWith = async (name: string, damage: (value: Value, lists: readonly string[]) => Iterable<Value>) => {
    const { format, files, lists } = jsonSources[name]
    const texts = Object.fromEntries(Object.entries(files).map(([file, value]) => [file, written(file, value)]))
    const [file] = Object.keys(files)
    const contents = [...damage(files[file], lists)].map((value) => written(file, value))
    expect(contents.length).toBeGreaterThanOrEqual(10)
    return await silent(format, await makeSource({ ...images, ...texts }), file, contents)
  }

  it.each(Object.keys(jsonSources))('of %s is told, in whichever list it stands', async (name) => {
    expect(await silentWith(name, damaged)).toEqual([])
  })

  it.each(Object.keys(jsonSources))('of %s is told, whichever field of its place is none', async (name) => {
    expect(await silentWith(name, misplaced)).toEqual([])
  })

  const box = (left: number): string => `<box label="a" xtl="${left}" ytl="10" xbr="${left + 40}" ybr="20"></box>`
  const cvatFile = (shapes: readonly string[]): string =>
    `<annotations>${ids.map((id) => `<image name="${id}.jpg">${shapes.join('')}</image>`).join('\n')}</annotations>`

  it.each(['<x/>', '<constructor/>', '<box/>', 'x', '<polygon points=""/>', '<polygon points="1,2"/>', '<points/>'])(
    'of cvat is told where %s stands for it',
    async (one) => {
      const whole = cvatFile(lefts.map(box))
      const places = [...whole.matchAll(/<box.*?<\/box>/g)].flatMap(({ index, 0: { length } }) => [
        whole.slice(0, index) + one + whole.slice(index + length),
        whole.slice(0, index + length - '</box>'.length) + one + whole.slice(index + length - '</box>'.length),
      ])
      const beside = [...whole.matchAll(/<\/image>/g)].map(
        ({ index }) => `${whole.slice(0, index)}</image>${one}${whole.slice(index + '</image>'.length)}`,
      )
      const root = await makeSource({ ...images, 'x.xml': whole })
      expect(await silent('cvat', root, 'x.xml', [...places, ...beside])).toEqual([])
    },
  )

  /** Formats of one XML file a page: a good file of two lines, and what a line is in it. */
  const pageFormats = {
    'page-xml': {
      line: (left: number) =>
        `<TextLine><Coords points="${left},10 ${left + 40},10 ${left + 40},20 ${left},20"/></TextLine>`,
      file: (id: number, lines: string) =>
        `<PcGts><Page imageFilename="${id}.jpg" imageWidth="200" imageHeight="100"><TextRegion>${lines}</TextRegion></Page></PcGts>`,
      broken: [
        '<TextLine/>',
        '<TextLine><Coords points=""/></TextLine>',
        '<TextLine><Coords points="1,2"/></TextLine>',
      ],
    },
    alto: {
      line: (left: number) => `<TextLine HPOS="${left}" VPOS="10" WIDTH="40" HEIGHT="10"></TextLine>`,
      file: (id: number, lines: string) =>
        `<alto><Description><sourceImageInformation><fileName>${id}.jpg</fileName></sourceImageInformation></Description><Layout><Page WIDTH="200" HEIGHT="100"><PrintSpace><TextBlock>${lines}</TextBlock></PrintSpace></Page></Layout></alto>`,
      broken: ['<TextLine/>', '<TextLine HPOS="x" VPOS="10" WIDTH="40" HEIGHT="10"/>'],
    },
  } as const

  it.each(Object.entries(pageFormats))('of %s is told as an element', async (format, { line, file, broken: wrong }) => {
    const whole = file(1, lefts.map(line).join(''))
    const places = [...whole.matchAll(/<TextLine.*?<\/TextLine>/g)].flatMap(({ index, 0: { length } }) =>
      ['<x/>', 'x', ...wrong].flatMap((one) => [
        whole.slice(0, index) + one + whole.slice(index + length),
        whole.slice(0, index + length - '</TextLine>'.length) +
          one +
          whole.slice(index + length - '</TextLine>'.length),
      ]),
    )
    const files = Object.fromEntries(ids.map((id) => [`${id}.xml`, file(id, lefts.map(line).join(''))]))
    expect(await silent(format as FormatName, await makeSource({ ...images, ...files }), '1.xml', places)).toEqual([])
  })

  /** How a line of each format of lines begins its file, and is written. */
  const lineFormats: Readonly<Partial<Record<FormatName, readonly [name: string, line: (left: number) => string]>>> = {
    'side-by-side': ['1.txt', (left) => `${quad(left)},a`],
    icdar2013: ['gt_1.txt', (left) => `${left}, 10, ${left + 40}, 20, "a"`],
    icdar2015: ['gt_1.txt', (left) => `${quad(left)},a`],
    'icdar2017-mlt': ['gt_1.txt', (left) => `${quad(left)},Latin,a`],
    'total-text': [
      'poly_gt_1.txt',
      (left) =>
        `x: [[${left} ${left + 40} ${left + 40} ${left}]], y: [[10 10 20 20]], ornt: [u'h'], transcriptions: [u'a']`,
    ],
    'msra-td500': ['1.gt', (left) => `0 0 ${left} 10 40 10 0`],
    sroie: ['1.txt', (left) => `${quad(left)},a`],
  }

  it.each(Object.entries(lineFormats))('of %s is told as a line', async (format, [name, line]) => {
    const whole = lefts.map(line)
    const files = Object.fromEntries(ids.map((id) => [name.replace('1', String(id)), whole.join('\n')]))
    const contents = whole.flatMap((_, index) =>
      [...broken.map((one) => JSON.stringify(one)), 'x: [[1', '1,2,3'].map((one) => whole.with(index, one).join('\n')),
    )
    expect(await silent(format as FormatName, await makeSource({ ...images, ...files }), name, contents)).toEqual([])
  })

  it('is looked for in every format', () => {
    const known = new Set([
      ...Object.values(jsonSources).map(({ format }) => format),
      ...Object.keys(lineFormats),
      ...Object.keys(pageFormats),
      'cvat',
    ])
    expect(formatNames.filter((name) => !known.has(name))).toEqual([])
  })
})
