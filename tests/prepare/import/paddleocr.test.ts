// PaddleOCR's and PPOCRLabel's Label.txt, on small fixtures in the form of the real files.
import { describe, expect, it } from 'vitest'
import { byName, importFrom, makeSource, image } from './source.ts'

describe('paddleocr', () => {
  const texts = [
    {
      transcription: 'HUGO\tBOSS',
      points: [
        [10, 10],
        [60, 10],
        [60, 30],
        [10, 30],
      ],
      difficult: false,
    },
    {
      transcription: '*',
      points: [
        [70, 10],
        [90, 10],
        [90, 30],
        [70, 30],
      ],
    },
    {
      transcription: 'blurred',
      points: [
        [100, 10],
        [150, 10],
        [150, 30],
        [100, 30],
      ],
      difficult: true,
    },
  ]

  it('leaves out placeholders of texts that nobody transcribed, and does not care for illegible ones', async () => {
    const [{ points }] = texts
    const items = ['待识别', 'TEMPORARY', 'read', ''].map((transcription) => ({
      transcription,
      points,
      illegibility: true,
    }))
    const source = await makeSource({
      '1.jpg': image(),
      '2.jpg': image(60),
      'Label.txt': `1.jpg\t${JSON.stringify(items)}\n2.jpg\t${JSON.stringify([{ ...items[0], illegibility: false }])}\n`,
    })
    const imported = await importFrom(source)
    const transcripts = (lines: readonly string[]): string[] => lines.map((line) => line.split(',')[8])
    expect(transcripts(byName(imported)['1.txt'])).toEqual(['###', '###', 'read', '###'])
    expect(transcripts(byName(imported)['2.txt'])).toEqual([''])
    expect(imported.notes).toEqual([
      'transcript-placeholder Label.txt:1 | 待识别',
      'transcript-placeholder Label.txt:1 | TEMPORARY',
      'transcript-placeholder Label.txt:2 | 待识别',
    ])
  })

  it('reads Label.txt of PPOCRLabel beside its images', async () => {
    const source = await makeSource({
      'photos/a b.jpg': image(),
      'photos/c.jpg': image(),
      'photos/Label.txt': `photos/a b.jpg\t${JSON.stringify(texts)}\nphotos/c.jpg\t[]\nphotos/d.jpg\t${JSON.stringify(texts.slice(0, 1))}\nphotos/d.jpg\t[]\n`,
      'photos/d.jpg': image(),
      'photos/fileState.txt': 'C:\\photos\\a b.jpg\t1\n',
      'photos/rec_gt.txt': 'crop_img/a_crop_0.jpg\tHUGO BOSS\n',
    })
    const imported = await importFrom(source)
    expect(imported.summary.format).toBe('paddleocr')
    expect(byName(imported)).toEqual({
      'a b.txt': [
        '10,10,60,10,60,30,10,30,HUGO BOSS',
        '70,10,90,10,90,30,70,30,###',
        '100,10,150,10,150,30,100,30,###',
      ],
      'c.txt': [],
      'd.txt': ['10,10,60,10,60,30,10,30,HUGO BOSS'],
    })
    expect(imported.notes).toEqual(['image-twice photos/Label.txt:4 | the first is in photos/Label.txt:3'])
  })

  it('takes the parts from the names of the label files, and tells broken lines', async () => {
    const label = JSON.stringify(texts.slice(0, 1))
    const source = await makeSource({
      'images/train/1.jpg': image(),
      'images/test/1.jpg': image(),
      'images/test/3.jpg': image(),
      'train_label.txt': `1.jpg\t${label}\nimages/train/2.jpg\t${label}\nimages/train/1.jpg\t[{"transcription": "x", "points": [[1, 2]\n`,
      'test_label.txt': `1.jpg\t[{"transcription":"no points"},${label.slice(1)}\n3.jpg\t${label}\n`,
    })
    const imported = await importFrom(source)
    expect(imported.groundTruths).toEqual({
      'train_gts/1.txt': ['10,10,60,10,60,30,10,30,HUGO BOSS'],
      'test_gts/3.txt': ['10,10,60,10,60,30,10,30,HUGO BOSS'],
    })
    expect(imported.notes).toEqual([
      'entry-malformed test_label.txt:1 | nothing',
      'image-missing train_label.txt:2 | images/train/2.jpg',
      'file-malformed train_label.txt:3 | the end of the file',
      'image-unread test_label.txt:1 | 1 text of unknown place on 1.jpg',
    ])
  })
})
