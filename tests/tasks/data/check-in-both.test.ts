// What the page is told of a check: problems of one kind once and with figures, and how the data set is spread.
import { expect, it } from 'vitest'
import { checkInBoth } from '../../../src/tasks/data/check-in-both.ts'
import { boxLine, imageBytes, makeFolder } from '../../data/folder.ts'

/** Two images of 800x400 for training, one for testing; in each of the first two a text of 5 pixels and one of 20, in the last one upright text. */
async function dataset(): Promise<string> {
  const image = await imageBytes(800, 400)
  const lines = (y: number): string =>
    `${boxLine(10, y, { height: 5 })}\n${boxLine(10, y + 40)}\n${boxLine(10, 200, { height: 0 })}\n`
  const files: Record<string, string | Uint8Array> = {
    'train_list.txt': 'train_images/1.jpg train_gts/1.txt\ntrain_images/2.jpg train_gts/2.txt\n',
    'test_list.txt': 'test_images/3.jpg test_gts/3.txt\n',
    'train_gts/1.txt': lines(10),
    'train_gts/2.txt': lines(90),
    'test_gts/3.txt': '110,10,110,90,80,90,80,10,down\n',
  }
  for (const name of ['train_images/1', 'train_images/2', 'test_images/3']) files[`${name}.jpg`] = image
  return makeFolder(files)
}

it('tells problems of one kind once, each place with its image', async () => {
  const { groups, errors, warnings } = await checkInBoth({ data: await dataset(), fast: true })
  const zero = groups.find(({ code }) => code === 'zero-area')
  expect(zero).toMatchObject({ severity: 'error', count: 2 })
  expect(zero?.title.en).toBe('Invalid box format in …: it encloses no area')
  expect(zero?.problems).toMatchObject([
    { file: 'train_gts/1.txt', line: 3, image: { split: 'train', index: 0, line: 3 }, found: { en: '0', zh: '0' } },
    { file: 'train_gts/2.txt', line: 3, image: { split: 'train', index: 1, line: 3 } },
  ])
  expect(groups.filter(({ severity }) => severity === 'error').reduce((sum, { count }) => sum + count, 0)).toBe(errors)
  expect(groups.map(({ severity }) => severity)).toEqual([
    ...groups.filter(({ severity }) => severity === 'error').map(() => 'error'),
    ...groups.filter(({ severity }) => severity === 'warning').map(() => 'warning'),
    ...groups.filter(({ severity }) => severity === 'info').map(() => 'info'),
  ])
  expect(warnings).toBeGreaterThan(0)
})

it('leads to the image also from problems of a list, and of the image as a whole', async () => {
  const image = await imageBytes(200, 100)
  const { groups } = await checkInBoth({
    data: makeFolder({
      'train_list.txt': 'a.jpg\nb.jpg\nb.jpg\n',
      'test_list.txt': 'train_images/c.jpg train_gts/c.txt\ntrain_images/b.jpg train_gts/b.txt\n',
      'train_gts/a.txt': '',
      'train_gts/b.txt': `${boxLine(10, 10)}\n`,
      'train_gts/c.txt': `${boxLine(10, 10)}\n`,
      'train_images/a.jpg': image,
      'train_images/b.jpg': image,
      'train_images/c.jpg': image,
    }),
    fast: true,
  })
  const placesOf = (code: string) =>
    groups.find((group) => group.code === code)?.problems.map(({ file, line, image: place }) => [file, line, place])
  expect(placesOf('image-without-text')).toEqual([['train_gts/a.txt', undefined, { split: 'train', index: 0 }]])
  expect(placesOf('duplicate-entry')).toEqual([['train_list.txt', 3, { split: 'train', index: 1 }]])
  expect(placesOf('in-both-splits')).toEqual([['test_list.txt', 2, { split: 'test', index: 1 }]])
})

it('says how many texts are too small, and at which input size they are not', async () => {
  const { groups } = await checkInBoth({ data: await dataset(), fast: true })
  expect(groups.find(({ code }) => code === 'text-too-small')).toMatchObject({
    count: 2,
    title: {
      en: '2 texts are under 8 px at 800x800; 0 at 1280x1280: use 1280x1280',
      zh: '800x800 下有 2 处文字的短边不足 8 像素，1280x1280 下为 0 处，建议使用 1280x1280',
    },
  })
})

it('counts sizes, heights, angles and texts an image, training and test apart', async () => {
  const { distributions } = await checkInBoth({ data: await dataset(), fast: true })
  const of = (measure: string) => distributions.find((one) => one.of === measure)
  expect(of('longSide')).toEqual({ of: 'longSide', from: 800, step: 1, train: [2], test: [1] })
  expect(of('textsPerImage')).toEqual({ of: 'textsPerImage', from: 1, step: 1, train: [0, 2], test: [1, 0] })
  const { from = 0, step = 1, train = [], test = [] } = of('angle') ?? {}
  expect([from + step * train.findIndex((count) => count === 4), from + step * test.indexOf(1)]).toEqual([0, 90])
  expect(of('textHeight')?.train.reduce((sum, count) => sum + count)).toBe(4)
})
