// Whatever a data set holds comes back from every format that it is written to: to a hundredth of a pixel, and to the letter.
import { join } from 'node:path'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { readDataset } from '../../src/data/dataset.ts'
import { groundTruthLine } from '../../src/data/write/ground-truth-line.ts'
import { exportFormatNames } from '../../src/prepare/export-data/export-data.ts'
import { importDataset } from '../../src/prepare/import/import.ts'
import { exportData } from '../../src/tasks/data/export-data.ts'
import { imageBytes, makeFolder } from '../data/folder.ts'

const [width, height] = [400, 300]
const corner = (x: number, y: number) => [x / 10, y / 10] as const

/** Quadrilaterals and hexagons inside the image, clockwise, in tenths of a pixel. */
const outline = fc
  .tuple(
    fc.integer({ min: 200, max: 3700 }),
    fc.integer({ min: 200, max: 2700 }),
    fc.integer({ min: 30, max: 190 }),
    fc.integer({ min: 30, max: 190 }),
    fc.boolean(),
  )
  .map(([x, y, w, h, isHexagon]) => [
    corner(x - w, y - h),
    ...(isHexagon ? [corner(x, y - h - 5)] : []),
    corner(x + w, y - h + 7),
    corner(x + w - 9, y + h),
    ...(isHexagon ? [corner(x, y + h + 5)] : []),
    corner(x - w + 3, y + h),
  ])
/** What people write, and what files trip over; not what means do not care in a format that has no sign of its own for it. */
const transcript = fc.oneof(
  fc.constantFrom(
    '',
    '中文，标点。',
    '"quoted", with commas',
    '<b> & </b>',
    "it's",
    '1,2,3,4',
    'a\tb',
    '\\n',
    ']]>',
    '[{"x":1}]',
    'ignore',
    '🙂',
    'مرحبا',
  ),
  fc.string({ unit: 'grapheme', maxLength: 10 }),
)
const text = fc.record({ polygon: outline, transcript, ignore: fc.boolean() })

/** A transcript as a ground truth holds it. */
const oneLine = (words: string): string => words.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()

it.each(exportFormatNames)('%s gives back what it was given', { timeout: 120_000 }, async (format) => {
  const jpeg = await imageBytes(width, height)
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 5 }), async (drawn) => {
      // A set in which no text counts is refused.
      const texts = [{ ...drawn[0], ignore: false, transcript: 'counts' }, ...drawn]
      const lines = texts.map(({ polygon, transcript: words, ignore }) =>
        groundTruthLine(polygon, ignore ? '###' : oneLine(words), 'always'),
      )
      const data = makeFolder({
        'test_list.txt': '1.jpg',
        'test_images/1.jpg': jpeg,
        'test_gts/1.txt': lines.join('\n'),
      })
      const [out, back] = [join(makeFolder({}), 'out'), join(makeFolder({}), 'back')]
      await exportData({ data, out, format })
      await importDataset(back, { source: out })
      const [before] = (await readDataset(data)).test
      const [after] = (await readDataset(back)).test
      expect(after.texts.map(({ transcript: words, ignore }) => [words, ignore])).toEqual(
        before.texts.map(({ transcript: words, ignore }) => [words, ignore]),
      )
      after.texts.forEach(({ polygon }, index) =>
        polygon.forEach(([x, y], place) => {
          expect(Math.abs(x - before.texts[index].polygon[place][0])).toBeLessThanOrEqual(0.01)
          expect(Math.abs(y - before.texts[index].polygon[place][1])).toBeLessThanOrEqual(0.01)
        }),
      )
    }),
    { numRuns: 12 },
  )
})
