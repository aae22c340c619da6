// Files that are damaged in any way are told or left out; they never crash an import, and what comes out passes the gate.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from '../../../src/core/random.ts'
import type { FormatName } from '../../../src/prepare/import/formats.ts'
import { formats } from '../../../src/prepare/import/formats.ts'
import { normaliseEntry } from '../../../src/prepare/import/normalise.ts'
import { openSource } from '../../../src/prepare/import/source.ts'
import { parseGroundTruth } from '../../../src/data/read/ground-truth.ts'
import { makeSource, image } from './source.ts'

const quad = '10,10,50,10,50,20,10,20'
const corners = [[10, 10], [50, 10], [50, 20], [10, 20]] // prettier-ignore

/** One annotation file for each format. */
const samples: Readonly<Record<FormatName, readonly [file: string, content: string]>> = {
  paddleocr: ['Label.txt', `1.jpg\t${JSON.stringify([{ transcription: 'a', points: corners, difficult: false }])}`],
  'page-xml': [
    '1.xml',
    `<PcGts><Page imageFilename="1.jpg" imageWidth="200" imageHeight="100"><TextRegion><TextLine><Coords points="10,10 50,10 50,20 10,20"/><TextEquiv><Unicode>a</Unicode></TextEquiv></TextLine></TextRegion></Page></PcGts>`,
  ],
  alto: [
    '1.xml',
    `<alto><Layout><Page WIDTH="200" HEIGHT="100"><PrintSpace><TextBlock><TextLine HPOS="10" VPOS="10" WIDTH="40" HEIGHT="10"><String CONTENT="a"/></TextLine></TextBlock></PrintSpace></Page></Layout></alto>`,
  ],
  labelme: [
    '1.json',
    JSON.stringify({
      shapes: [{ label: 'a', points: corners, shape_type: 'polygon' }],
      imagePath: '1.jpg',
      imageWidth: 200,
      imageHeight: 100,
    }),
  ],
  'label-studio': [
    'x.json',
    JSON.stringify([
      {
        data: { image: '1.jpg' },
        annotations: [
          {
            result: [
              {
                id: 'a',
                original_width: 200,
                original_height: 100,
                value: { x: 5, y: 5, width: 9, height: 9, rotation: 3 },
              },
            ],
          },
        ],
      },
    ]),
  ],
  cvat: [
    'x.xml',
    `<annotations><image id="0" name="1.jpg" width="200" height="100"><box label="t" xtl="1" ytl="2" xbr="30" ybr="40" rotation="5"><attribute name="text">a&amp;b</attribute></box></image></annotations>`,
  ],
  coco: [
    'x.json',
    JSON.stringify({
      images: [{ id: 1, file_name: '1.jpg', width: 200, height: 100 }],
      annotations: [{ image_id: 1, bbox: [1, 2, 30, 40], segmentation: [corners.flat()], category_id: 1 }],
      categories: [],
    }),
  ],
  mmocr: [
    'train.json',
    '{"metainfo": {}, "data_list": [{"img_path": "1.jpg", "height": 100, "width": 200, "instances": [{"polygon": [1, 2, 30, 2, 30, 40], "ignore": false, "text": "a"}]}]}',
  ],
  'side-by-side': ['1.txt', `${quad},a\n${quad},60,30,x`],
  icdar2013: ['gt_1.txt', '10, 10, 50, 20, "a"\n10 10 50 20 "b"'],
  icdar2015: ['gt_1.txt', `\uFEFF${quad},a\r\n${quad},###`],
  'icdar2017-mlt': ['gt_1.txt', `${quad},Latin,a`],
  'total-text': ['poly_gt_1.txt', "x: [[10 50 50 10]], y: [[10 10 20 20]], ornt: [u'h'], transcriptions: [u'a']"],
  'msra-td500': ['1.gt', '0 0 10 10 40 10 0.5'],
  sroie: ['1.txt', `${quad},a`],
  funsd: [
    '1.json',
    JSON.stringify({ form: [{ box: [1, 2, 30, 40], text: 'a', words: [{ box: [1, 2, 30, 40], text: 'a' }] }] }),
  ],
}

const header = {
  width: 200,
  height: 100,
  rawWidth: 200,
  rawHeight: 100,
  orientation: 1,
  format: 'jpeg',
  channels: 3,
  pages: 1,
  bytes: 1000,
}

/** Bytes cut out, doubled, or replaced. */
function mutate(bytes: Uint8Array, random: Random): Uint8Array {
  const parts = [...bytes]
  for (let count = 1 + random.int(4); count > 0; count--) {
    const at = random.int(parts.length + 1)
    const length = random.int(6)
    const kind = random.int(4)
    if (kind === 0) parts.splice(at, length)
    else if (kind === 1) parts.splice(at, 0, ...parts.slice(at, at + length))
    else if (kind === 2) parts.splice(at, length, ...Array.from({ length }, () => random.int(256)))
    else
      parts.splice(
        at,
        1,
        ...Buffer.from(
          random.pick(['-', '1e400', 'NaN', '"', '[', '}', ',', 'null', '\u0000', '\n', '99999999', '<', '&#x0;']),
        ),
      )
  }
  return Uint8Array.from(parts)
}

describe('damaged annotation files', () => {
  it.each(Object.entries(samples))('of %s are read or told', async (name, [file, content]) => {
    const root = await makeSource({ '1.jpg': image(), [file]: content })
    const format = formats[name as FormatName]
    const whole = await format.read(await openSource(root))
    expect(whole.entries.flatMap(({ texts }) => texts).length).toBeGreaterThan(0)
    const random = new Random(1, 'damage', name)
    for (let round = 0; round < 150; round++) {
      writeFileSync(join(root, file), mutate(Buffer.from(content), random))
      const notes = []
      const { entries, notes: reported } = await format.read(await openSource(root))
      notes.push(...reported)
      for (const entry of entries) {
        const lines = normaliseEntry(entry, header, notes)?.lines ?? []
        const { texts, problems } = parseGroundTruth(Buffer.from(lines.join('\n')), 'x')
        const errors = problems.filter(({ severity }) => severity === 'error')
        if (errors.length > 0 || texts.length !== lines.length)
          throw new Error(`${readFileSync(join(root, file), 'latin1')}\n${lines.join('\n')}\n${JSON.stringify(errors)}`)
      }
    }
  })

  it('with any outline give lines that the gate accepts', () => {
    const coordinate = fc.oneof(fc.integer({ min: -50, max: 250 }), fc.double({ min: -50, max: 250 }), fc.double())
    const outline = fc.array(fc.tuple(coordinate, coordinate), { maxLength: 9 })
    fc.assert(
      fc.property(outline, fc.string(), fc.boolean(), (polygon, transcript, ignore) => {
        const entry = { image: '1.jpg', where: 'x', texts: [{ polygon, transcript, ignore, where: 'x:1' }] }
        const lines = normaliseEntry(entry, header, [])?.lines ?? []
        const { texts, problems } = parseGroundTruth(Buffer.from(lines.join('\n')), 'x')
        expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
        expect(texts).toHaveLength(lines.length)
      }),
      { seed: 20260101, numRuns: 2000 },
    )
  })
})
