// List lines: bare names and pairs, with spaces, quotes, tabs and backslashes.
import { describe, expect, it } from 'vitest'
import { bareNamePaths, readListLine } from '../../src/data/read/list.ts'

const pair = (image: string, groundTruth: string): unknown => ({ form: 'pair', candidates: [{ image, groundTruth }] })

describe('readListLine', () => {
  it.each([
    ['train_images/1.jpg train_gts/1.txt', pair('train_images/1.jpg', 'train_gts/1.txt')],
    ['train_images/1.jpg\ttrain_gts/1.txt', pair('train_images/1.jpg', 'train_gts/1.txt')],
    ['train_images\\1.jpg train_gts\\1.txt', pair('train_images/1.jpg', 'train_gts/1.txt')],
    ['train_images/图 1.jpg   train_gts/图 1.txt', pair('train_images/图 1.jpg', 'train_gts/图 1.txt')],
    ['my images/a b.PNG my ground truths/a b.txt', pair('my images/a b.PNG', 'my ground truths/a b.txt')],
    ['"a b.txt c.jpg" "d e.txt"', pair('a b.txt c.jpg', 'd e.txt')],
    ["'a b.jpg' c.txt", pair('a b.jpg', 'c.txt')],
    ['a.jpg "b c.txt"', pair('a.jpg', 'b c.txt')],
    ['scan.ppm gt.txt', pair('scan.ppm', 'gt.txt')],
    ['a b.jpg\tc d.txt e.txt', pair('a b.jpg', 'c d.txt e.txt')],
    ['1.jpg', { form: 'bare', name: '1.jpg' }],
    ['receipt 1 of 2.jpg', { form: 'bare', name: 'receipt 1 of 2.jpg' }],
    ['"receipt 1.jpg"', { form: 'bare', name: 'receipt 1.jpg' }],
    ['"a.jpg" "b.txt" "c.txt"', { form: 'unclear' }],
  ])('reads %s', (line, expected) => {
    expect(readListLine(line)).toEqual(expected)
  })

  it('keeps every split that the spaces allow', () => {
    expect(readListLine('a.jpg b.jpg c.txt')).toEqual({
      form: 'pair',
      candidates: [
        { image: 'a.jpg', groundTruth: 'b.jpg c.txt' },
        { image: 'a.jpg b.jpg', groundTruth: 'c.txt' },
      ],
    })
  })
})

describe('bareNamePaths', () => {
  it('looks in the folders of the split, for the three usual names of a ground truth', () => {
    expect(bareNamePaths('3.jpg', 'test')).toEqual({
      image: 'test_images/3.jpg',
      groundTruths: ['test_gts/3.txt', 'test_gts/gt_3.txt', 'test_gts/3.jpg.txt'],
    })
  })

  it('accepts the folder spelled out, and folders below it', () => {
    expect(bareNamePaths('train_images/a/3.v2.jpg', 'train')).toEqual({
      image: 'train_images/a/3.v2.jpg',
      groundTruths: ['train_gts/a/3.v2.txt', 'train_gts/a/gt_3.v2.txt', 'train_gts/a/3.v2.jpg.txt'],
    })
  })
})
