// Fixtures of the kinds of problems that images can have.
import sharp from 'sharp'
import { expect } from 'vitest'
import type { ImageFacts } from '../../../src/data/problem-kinds.ts'
import { box, folder, patches, image, reported, without, type FixtureTable } from './fixture.ts'

const first = 'train_images/01.png'
const turned = { orientation: 6, rawWidth: 64, rawHeight: 48, width: 48, height: 64 }

/** The first image as it is, with an EXIF orientation. */
const withOrientation = (orientation: number) => (clean: Uint8Array) =>
  sharp(clean).withMetadata({ orientation }).png().toBuffer()

/** A PNG header of a size that a few bytes can claim; its checksum is right. */
const hugeHeader = Buffer.from(
  '89504e470d0a1a0a0000000d494844520000ea600000ea6008020000000fb0e21500000001494441547876e684e6',
  'hex',
)

/** Above 0.97; how much above depends on how the images are resized. */
const likeness = expect.closeTo(0.99, 1) as number

/** The image brightened and stored again a little smaller: other bytes, the same sight. */
function sameSight(name: string): Promise<Uint8Array> {
  return patches(name, [60, 45]).linear(0.9, 20).png().toBuffer()
}

export const imageFixtures: FixtureTable<keyof ImageFacts> = {
  'image-missing': {
    ...without(first),
    found: [reported('image-missing', first, { listed: 'train_list.txt:1', fileError: { kind: 'missing' } })],
  },
  'image-unreadable': {
    ...image(() => folder),
    found: [reported('image-unreadable', first, { listed: 'train_list.txt:1', fileError: { kind: 'folder' } })],
  },
  'image-empty': { ...image(() => new Uint8Array()), found: [reported('image-empty', first, {})] },
  'image-undecodable': {
    ...image(() => new TextEncoder().encode('<html>404</html>')),
    found: [
      reported('image-undecodable', first, {
        reason: { en: 'a web page, which is not read', zh: '网页，无法作为图片读取' },
      }),
    ],
  },
  'image-truncated': {
    ...image((clean) => clean.subarray(0, clean.length - 100)),
    found: [
      reported('image-truncated', first, {
        reason: {
          en: 'a PNG image: damaged data (decoder: vipspng: libpng read error)',
          zh: 'PNG 图片：数据已损坏（解码器：vipspng: libpng read error）',
        },
      }),
    ],
  },
  'image-too-large': {
    ...image(() => hugeHeader),
    found: [reported('image-too-large', first, { reason: '60000x60000' })],
  },
  'image-extension': {
    ...image((clean) => sharp(clean).jpeg().toBuffer()),
    found: [reported('image-extension', first, { format: 'jpeg', extension: '.png', usual: '.jpg' })],
  },
  'image-pages': {
    ...image(async () => {
      const raw = await patches('two pages', [64, 96]).raw().toBuffer()
      return sharp(raw, { raw: { width: 64, height: 96, channels: 3, pageHeight: 48 } })
        .gif()
        .toBuffer()
    }),
    found: [
      reported('image-extension', first, { format: 'gif', extension: '.png', usual: '.gif' }),
      reported('image-pages', first, { pages: 2 }),
    ],
  },
  'exif-orientation': {
    ...image(withOrientation(6)),
    found: [reported('exif-orientation', first, { ...turned, fit: 'both' })],
  },
  'boxes-fit-raw-size': {
    change: async (files) => {
      await image(withOrientation(6)).change(files)
      files['train_gts/01.txt'] = `${box(20, 20)}\n`
    },
    found: [reported('boxes-fit-raw-size', first, turned)],
  },
  'duplicate-image': {
    change: (files) => void (files['train_images/02.png'] = files[first]),
    found: [reported('duplicate-image', 'train_images/02.png', { other: first, sameTexts: true })],
  },
  'leaked-image': {
    change: (files) => {
      files['test_images/32.png'] = files[first]
      files['test_gts/32.txt'] = `${box(5, 5)}\n`
    },
    found: [reported('leaked-image', 'test_images/32.png', { other: first, sameTexts: false })],
  },
  'similar-image': {
    change: async (files) => void (files['train_images/02.png'] = await sameSight('01')),
    found: [reported('similar-image', 'train_images/02.png', { other: first, likeness })],
  },
  'leaked-similar-image': {
    change: async (files) => void (files['test_images/32.png'] = await sameSight('01')),
    found: [reported('leaked-similar-image', 'test_images/32.png', { other: first, likeness })],
  },
}
