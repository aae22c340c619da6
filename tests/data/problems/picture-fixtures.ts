// Fixtures of the kinds of problems that pictures can have.
import sharp from 'sharp'
import { expect } from 'vitest'
import type { PictureFacts } from '../../../src/data/problem-kinds.ts'
import { box, folder, patches, picture, told, without, type FixtureTable } from './fixture.ts'

const first = 'train_images/01.png'
const turned = { orientation: 6, rawWidth: 64, rawHeight: 48, width: 48, height: 64 }

/** The first picture as it is, with an EXIF orientation. */
const withOrientation = (orientation: number) => (clean: Uint8Array) =>
  sharp(clean).withMetadata({ orientation }).png().toBuffer()

/** A PNG header of a size that a few bytes can claim; its checksum is right. */
const hugeHeader = Buffer.from(
  '89504e470d0a1a0a0000000d494844520000ea600000ea6008020000000fb0e21500000001494441547876e684e6',
  'hex',
)

/** Above 0.97; how much above depends on how the pictures are resized. */
const likeness = expect.closeTo(0.99, 1) as number

/** The picture brightened and stored again a little smaller: other bytes, the same sight. */
function sameSight(name: string): Promise<Uint8Array> {
  return patches(name, [60, 45]).linear(0.9, 20).png().toBuffer()
}

export const pictureFixtures: FixtureTable<keyof PictureFacts> = {
  'picture-missing': {
    ...without(first),
    found: [told('picture-missing', first, { listed: 'train_list.txt:1', obstacle: { kind: 'missing' } })],
  },
  'picture-unreadable': {
    ...picture(() => folder),
    found: [told('picture-unreadable', first, { listed: 'train_list.txt:1', obstacle: { kind: 'folder' } })],
  },
  'picture-empty': { ...picture(() => new Uint8Array()), found: [told('picture-empty', first, {})] },
  'picture-undecodable': {
    ...picture(() => new TextEncoder().encode('<html>404</html>')),
    found: [told('picture-undecodable', first, { said: 'a web page, which is not read' })],
  },
  'picture-truncated': {
    ...picture((clean) => clean.subarray(0, clean.length - 100)),
    found: [
      told('picture-truncated', first, { said: 'a PNG picture: damaged data (decoder: vipspng: libpng read error)' }),
    ],
  },
  'picture-too-large': {
    ...picture(() => hugeHeader),
    found: [told('picture-too-large', first, { said: '60000x60000' })],
  },
  'picture-extension': {
    ...picture((clean) => sharp(clean).jpeg().toBuffer()),
    found: [told('picture-extension', first, { format: 'jpeg', extension: '.png', usual: '.jpg' })],
  },
  'picture-pages': {
    ...picture(async () => {
      const raw = await patches('two pages', [64, 96]).raw().toBuffer()
      return sharp(raw, { raw: { width: 64, height: 96, channels: 3, pageHeight: 48 } })
        .gif()
        .toBuffer()
    }),
    found: [
      told('picture-extension', first, { format: 'gif', extension: '.png', usual: '.gif' }),
      told('picture-pages', first, { pages: 2 }),
    ],
  },
  'exif-orientation': {
    ...picture(withOrientation(6)),
    found: [told('exif-orientation', first, { ...turned, fit: 'both' })],
  },
  'boxes-fit-raw-size': {
    change: async (files) => {
      await picture(withOrientation(6)).change(files)
      files['train_gts/01.txt'] = `${box(20, 20)}\n`
    },
    found: [told('boxes-fit-raw-size', first, turned)],
  },
  'duplicate-picture': {
    change: (files) => void (files['train_images/02.png'] = files[first]),
    found: [told('duplicate-picture', 'train_images/02.png', { other: first, sameTexts: true })],
  },
  'leaked-picture': {
    change: (files) => {
      files['test_images/32.png'] = files[first]
      files['test_gts/32.txt'] = `${box(5, 5)}\n`
    },
    found: [told('leaked-picture', 'test_images/32.png', { other: first, sameTexts: false })],
  },
  'similar-picture': {
    change: async (files) => void (files['train_images/02.png'] = await sameSight('01')),
    found: [told('similar-picture', 'train_images/02.png', { other: first, likeness })],
  },
  'leaked-similar-picture': {
    change: async (files) => void (files['test_images/32.png'] = await sameSight('01')),
    found: [told('leaked-similar-picture', 'test_images/32.png', { other: first, likeness })],
  },
}
