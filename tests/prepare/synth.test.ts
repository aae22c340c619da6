// The synthetic data set: true boxes, equal bytes for equal seeds, and no harm to what lies in the folder.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { Random } from '../../src/core/random.ts'
import { fontFile, newCanvas } from '../../src/data/canvas.ts'
import { checkDataset } from '../../src/data/check.ts'
import { readDataset } from '../../src/data/dataset.ts'
import { makeImage } from '../../src/prepare/synth/make-image.ts'
import { measureInk, paintText } from '../../src/prepare/synth/paint-text.ts'
import { findPlace } from '../../src/prepare/synth/place.ts'
import { synthesize } from '../../src/prepare/synth/synthesize.ts'
import { allCharacters, randomText } from '../../src/prepare/synth/words.ts'
import { invertAffine, mapPoint, rotateAffine } from '../../src/geometry/affine.ts'
import { intersectionArea } from '../../src/geometry/overlap.ts'
import { isClockwise } from '../../src/geometry/points.ts'
import { makeFolder } from '../data/folder.ts'

/** Relative path to SHA-256 of every file below the folder. */
function digests(root: string): Record<string, string> {
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(root, name)).isFile(),
  )
  return Object.fromEntries(
    names.sort().map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(root, name)))
        .digest('hex'),
    ]),
  )
}

/** The characters of a WOFF 1.0 font: its zlib-compressed `cmap` table, subtables of format 4 and 12 (OpenType 1.9). */
function charactersOf(path: string): Set<number> {
  const file = readFileSync(path)
  const characters = new Set<number>()
  for (let entry = 44; entry < 44 + 20 * file.readUInt16BE(12); entry += 20) {
    if (file.toString('latin1', entry, entry + 4) !== 'cmap') continue
    const packed = file.subarray(file.readUInt32BE(entry + 4)).subarray(0, file.readUInt32BE(entry + 8))
    const cmap = packed.length === file.readUInt32BE(entry + 12) ? packed : inflateSync(packed)
    for (let record = 4; record < 4 + 8 * cmap.readUInt16BE(2); record += 8) {
      const table = cmap.subarray(cmap.readUInt32BE(record + 4))
      const isLong = table.readUInt16BE(0) === 12
      if (!isLong && table.readUInt16BE(0) !== 4) continue
      const segments = isLong ? table.readUInt32BE(12) : table.readUInt16BE(6) / 2
      for (let at = 0; at < segments; at++) {
        const last = isLong ? table.readUInt32BE(20 + 12 * at) : table.readUInt16BE(14 + 2 * at)
        const first = isLong ? table.readUInt32BE(16 + 12 * at) : table.readUInt16BE(16 + 2 * segments + 2 * at)
        for (let code = first; code <= last; code++) characters.add(code)
      }
    }
  }
  return characters
}

describe('synthesize', () => {
  it('makes a data set in which the check finds nothing to say', async () => {
    const root = join(makeFolder({}), '合成 data')
    const progress: number[] = []
    const summary = await synthesize(root, { train: 7, test: 2, seed: 3 }, (done) => progress.push(done))
    expect(progress).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
    const { problems, totals } = await checkDataset(await readDataset(root))
    expect(problems.filter(({ code }) => code !== 'few-images')).toEqual([])
    expect(totals.train).toMatchObject({
      images: 7,
      imagesWithoutText: 0,
      smallest: [256, 256],
      largest: [256, 256],
    })
    expect(totals.test.images).toBe(2)
    expect(summary).toEqual({
      root,
      images: 9,
      texts: totals.train.texts + totals.test.texts,
      ignored: totals.train.ignored + totals.test.ignored,
    })
    const names = readdirSync(join(root, 'train_images')).sort()
    expect(names).toEqual(['1.jpg', '2.jpg', '3.jpg', '4.png', '5.jpg', '6.jpg', '7.jpg'])
  })

  it('makes the same bytes from the same seed, and others from another', async () => {
    const [one, two, other] = [makeFolder({}), makeFolder({}), makeFolder({})]
    await synthesize(one, { train: 4, test: 1, seed: 5, size: [96, 160] })
    await synthesize(two, { train: 4, test: 1, seed: 5, size: [96, 160] })
    await synthesize(other, { train: 4, test: 1, seed: 6, size: [96, 160] })
    expect(digests(one)).toEqual(digests(two))
    expect(digests(other)['train_images/1.jpg']).not.toBe(digests(one)['train_images/1.jpg'])
    expect((await checkDataset(await readDataset(one))).totals.train.largest).toEqual([160, 96])
  })

  it('replaces a data set of its own and leaves what others put beside it', async () => {
    const root = makeFolder({})
    await synthesize(root, { train: 5, test: 2 })
    writeFileSync(join(root, 'train_images/mine.jpg'), 'x')
    await synthesize(root, { train: 2, test: 1 })
    expect(readdirSync(join(root, 'train_images')).sort()).toEqual(['1.jpg', '2.jpg', 'mine.jpg'])
    expect((await readDataset(root)).train.length).toBe(2)
  })

  it('refuses a folder with anything else in it, and writes nothing', async () => {
    const root = makeFolder({ 'train_images/1.jpg': 'mine', 'synth.json': '{"madeBy":"someone else"}' })
    const before = digests(root)
    await expect(synthesize(root, { train: 1, test: 1 })).rejects.toMatchObject({
      code: 'synth-folder-not-empty',
      found: '2 entries, such as synth.json',
      where: root,
    })
    expect(digests(root)).toEqual(before)
  })

  it.each([{ train: 0 }, { test: 1.5 }, { seed: Number.NaN }, { size: [32, 256] as const }])(
    'refuses %j',
    async (options) => {
      const root = join(makeFolder({}), 'new')
      await expect(synthesize(root, options)).rejects.toMatchObject({ code: 'synth-options' })
      expect(existsSync(root)).toBe(false)
    },
  )

  it('says when the path is a file', async () => {
    const path = join(makeFolder({ file: 'x' }), 'file')
    await expect(synthesize(path, { train: 1, test: 1 })).rejects.toMatchObject({ name: 'UserError' })
  })
})

describe('makeImage', () => {
  const images = Array.from({ length: 20 }, (_, at) => makeImage(new Random(at, 'test'), { width: 256, height: 256 }))

  it('puts two to seven texts of readable size on an image, apart from each other', () => {
    for (const { texts } of images) {
      expect(texts.length).toBeGreaterThanOrEqual(2)
      expect(texts.length).toBeLessThanOrEqual(7)
      texts.forEach(({ quad }, at) => {
        expect(isClockwise(quad)).toBe(true)
        for (const other of texts.slice(at + 1)) expect(intersectionArea(quad, other.quad)).toBe(0)
      })
    }
  })

  it('mixes Latin, Chinese and do-not-care texts', () => {
    const transcripts = images.flatMap(({ texts }) => texts.map(({ transcript }) => transcript))
    const share = (pattern: RegExp): number =>
      transcripts.filter((text) => pattern.test(text)).length / transcripts.length
    expect(share(/[\u4E00-\u9FFF]/)).toBeGreaterThan(0.25)
    expect(share(/[A-Za-z]/)).toBeGreaterThan(0.25)
    expect(share(/^###$/)).toBeGreaterThan(0.02)
    expect(share(/^###$/)).toBeLessThan(0.25)
  })
})

describe('the boxes', () => {
  it.each([
    ['Agjpqy 8', 0],
    ['小心地滑', 20],
    ['No.1 一', -50],
  ])('lie tightly around the ink of %s at any angle', (text, angle) => {
    const { context } = newCanvas(300, 300)
    context.fillStyle = '#fff'
    context.fillRect(0, 0, 300, 300)
    const lettering = { text, size: 48, weight: 400 as const, outline: 0 }
    const ink = measureInk(context, lettering)
    const place = { center: [150, 150] as const, angle, quad: [], guarded: [] }
    paintText(context, { lettering, ink, place, color: [0, 0, 0] })
    // Centres of dark pixels, turned back to level: they end half a pixel inside the ink, give or take a pixel.
    const level = invertAffine(rotateAffine(angle, [150, 150]))
    const { data } = context.getImageData(0, 0, 300, 300)
    const [xs, ys]: [number[], number[]] = [[], []]
    for (let at = 0; at < 300 * 300; at++) {
      if (data[at * 4] > 127) continue
      const [x, y] = mapPoint(level, [(at % 300) + 0.5, Math.floor(at / 300) + 0.5])
      xs.push(x)
      ys.push(y)
    }
    const found = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
    const expected = [150 - ink.width / 2, 150 - ink.height / 2, 150 + ink.width / 2, 150 + ink.height / 2]
    found.forEach((edge, side) => expect(Math.abs(edge - expected[side])).toBeLessThan(1.5))
  })

  it('start at the top-left of the reading direction', () => {
    const place = findPlace(new Random(1), {
      ink: { width: 60, height: 10 },
      image: { width: 200, height: 200 },
      taken: [],
    })
    const [topLeft, topRight, bottomRight] = place?.quad ?? []
    const angle = (Math.atan2(topRight[1] - topLeft[1], topRight[0] - topLeft[0]) * 180) / Math.PI
    expect(angle).toBeCloseTo(place?.angle ?? Number.NaN)
    expect(Math.hypot(topRight[0] - topLeft[0], topRight[1] - topLeft[1])).toBeCloseTo(60)
    expect(Math.hypot(bottomRight[0] - topRight[0], bottomRight[1] - topRight[1])).toBeCloseTo(10)
  })
})

describe('the words', () => {
  it.each([400, 700] as const)('are all in the fonts of weight %i', (weight) => {
    const known = new Set([
      ...charactersOf(fontFile('latin', weight)),
      ...charactersOf(fontFile('chinese-simplified', weight)),
    ])
    expect(known.size).toBeGreaterThan(5000)
    expect(Array.from(allCharacters()).filter((character) => !known.has(character.codePointAt(0) ?? -1))).toEqual([])
  })

  it('use only the characters that are checked', () => {
    const characters = new Set(allCharacters())
    const random = new Random(1)
    for (let at = 0; at < 3000; at++)
      for (const character of randomText(random)) expect(characters.has(character)).toBe(true)
  })
})
