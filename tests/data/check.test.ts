// Checking: every image opened, boxes held against both sizes, totals counted.
import { describe, expect, it } from 'vitest'
import { checkDataset } from '../../src/data/check.ts'
import { readDataset } from '../../src/data/dataset.ts'
import { problem, renderProblem } from '../../src/data/problems.ts'
import { boxLine, makeFolder, imageBytes } from './folder.ts'
import { reported } from './told.ts'

/** Checks a data set whose only training sample is this image with this ground truth. */
async function checkOne(bytes: Uint8Array, groundTruth: string, name = '1.jpg'): Promise<string[]> {
  const root = makeFolder({
    'train_list.txt': name,
    [`train_images/${name}`]: bytes,
    'train_gts/1.txt': groundTruth,
    'test_list.txt': '9.jpg',
    'test_images/9.jpg': await imageBytes(100, 50),
    'test_gts/9.txt': boxLine(0, 0),
  })
  const { problems } = await checkDataset(await readDataset(root))
  return reported(problems.filter(({ code }) => code !== 'few-images'))
}

describe('checkDataset', () => {
  it('counts what is there and reports progress', async () => {
    const root = makeFolder({
      'train_list.txt': '1.jpg\n2.jpg',
      'train_images/1.jpg': await imageBytes(100, 50),
      'train_gts/1.txt': `${boxLine(0, 0)}\n${boxLine(50, 20, { text: '###' })}`,
      'train_images/2.jpg': await imageBytes(30, 200),
      'train_gts/2.txt': '',
      'test_list.txt': '9.jpg',
      'test_images/9.jpg': await imageBytes(100, 50, { orientation: 6 }),
      'test_gts/9.txt': boxLine(0, 70),
    })
    const progress: string[] = []
    const dataset = await readDataset(root)
    const { totals } = await checkDataset(dataset, { onProgress: (done, total) => progress.push(`${done}/${total}`) })
    expect(totals).toEqual({
      train: {
        images: 2,
        texts: 2,
        ignored: 1,
        imagesWithoutText: 1,
        smallest: [100, 50],
        largest: [30, 200],
        // 20 px high on an image of 100x50, which is enlarged eightfold.
        textHeights: { low: 160, median: 160, high: 160, tooSmall: 0 },
      },
      test: {
        images: 1,
        texts: 1,
        ignored: 0,
        imagesWithoutText: 0,
        smallest: [50, 100],
        largest: [50, 100],
        textHeights: { low: 160, median: 160, high: 160, tooSmall: 0 },
      },
    })
    expect(progress).toEqual(['1/3', '2/3', '3/3'])
  })

  it('keeps the problems of the reading in front of those of the images', async () => {
    expect(await checkOne(new Uint8Array(), `${boxLine(0, 0)}\n1,2,word`)).toEqual([
      'coordinate-count | train_gts/1.txt:2 | 2 numbers',
      'image-empty | train_images/1.jpg | 0 bytes',
    ])
  })

  it('finds damaged pixels by decoding, not by the header alone', async () => {
    const whole = await imageBytes(400, 400)
    const root = makeFolder({
      'test_list.txt': '9.jpg',
      'test_images/9.jpg': whole.subarray(0, whole.length - 40),
      'test_gts/9.txt': boxLine(0, 0),
    })
    const dataset = await readDataset(root, { splits: ['test'] })
    expect(reported((await checkDataset(dataset, { decode: false })).problems)).toEqual([
      'few-images | test_list.txt | 1 image',
    ])
    const { problems, totals } = await checkDataset(dataset)
    expect(problems.map(({ code }) => code)).toEqual(['image-truncated'])
    expect(totals.test.images).toBe(0)
  })

  it('takes an extension in any case', async () => {
    expect(await checkOne(await imageBytes(100, 51), boxLine(0, 0), '1.JPEG')).toEqual([])
  })

  // Stored 100x50, shown 50x100: a box at (0, 70) fits only the image as shown, one at (55, 0) only the image as stored.
  it.each([
    [6, boxLine(0, 70), 'exif-orientation', 'the boxes fit the size as turned'],
    [6, boxLine(55, 0), 'boxes-fit-raw-size', 'the boxes fit the size as stored'],
    [6, boxLine(0, 0), 'exif-orientation', 'the boxes fit both sizes'],
    [6, '', 'exif-orientation', 'there is no box to compare'],
  ])('holds the boxes against both sizes of EXIF orientation %i', async (orientation, groundTruth, code, fit) => {
    const reported = await checkOne(await imageBytes(100, 50, { orientation }), groundTruth)
    const turn = `orientation ${orientation}, 100x50 as stored, 50x100 as turned`
    expect(reported.filter((line) => !/^(no-texts|image-without-text)/.test(line))).toEqual([
      `${code} | train_images/1.jpg | ${turn}; ${fit}`,
    ])
  })

  it('cannot tell by size when the image is turned upside down', async () => {
    const [reported] = await checkOne(await imageBytes(100, 50, { orientation: 3 }), boxLine(0, 0))
    expect(reported).toContain('the size does not tell which one the boxes fit')
  })
})

describe('renderProblem', () => {
  it('prints a problem in three lines', () => {
    const text = renderProblem(problem({ code: 'box-past-edge', edge: 'top', by: 3, width: 9, height: 9 }, 'a.txt', 4))
    expect(text.split('\n')).toEqual([
      'warning a.txt:4 The box reaches past the edge of the image; only the part inside counts',
      '  expected: within 9x9; found: 3 px past the top edge',
      '  next: check that the ground truth was drawn at this size of the image',
    ])
  })
})
