// Formats with one text file for each image, on small fixtures in the form of the real files.
import { describe, expect, it } from 'vitest'
import { byName, importFrom, makeSource, image } from './source.ts'

const bom = '\uFEFF'

describe('icdar2015', () => {
  it('reads gt files with a byte order mark and CRLF, and keeps transcripts with commas and quotes', async () => {
    const source = await makeSource({
      'ch4_training_images/img_1.jpg': image(),
      'ch4_training_localization_transcription_gt/gt_img_1.txt': `${bom}37,11,46,11,46,17,37,17,Genaxis Theatre\r\n10,10,50,10,50,20,10,20,###\r\n10,30,50,30,50,40,10,40,1,888\r\n`,
      'ch4_test_images/img_1.jpg': image(),
      'Challenge4_Test_Task1_GT/gt_img_1.txt': `${bom}10,30,50,30,50,40,10,40,"$5"\r\n`,
    })
    const imported = await importFrom(source)
    expect(imported.summary).toMatchObject({ format: 'icdar2015', detected: true, division: { by: 'source' } })
    expect(imported.groundTruths).toEqual({
      'train_gts/img_1.txt': [
        '37,11,46,11,46,17,37,17,Genaxis Theatre',
        '10,10,50,10,50,20,10,20,###',
        '10,30,50,30,50,40,10,40,1,888',
      ],
      'test_gts/img_1.txt': ['10,30,50,30,50,40,10,40,"""$5"""'],
    })
    expect(imported.summary.totals).toEqual({
      train: { images: 1, texts: 3, ignored: 1, imagesWithoutText: 0 },
      test: { images: 1, texts: 1, ignored: 0, imagesWithoutText: 0 },
    })
    expect(imported.notes).toEqual(['transcript-quoted Challenge4_Test_Task1_GT/gt_img_1.txt:1 | "$5"'])
  })

  it('takes outlines of more than four corners, and keeps numbers after a box in the transcript', async () => {
    const source = await makeSource({
      'img_1.jpg': image(),
      'img_2.jpg': image(),
      'gt_img_1.txt': '10,10,40,5,70,10,70,30,40,25,10,30,curved\n10,50,70,50,70,70,10,70,12,34\n',
      'gt_img_2.txt': '10,10,50,10,50,20,10,20,30,24,Main Street\n',
    })
    const { groundTruths } = await importFrom(source)
    expect(Object.values(groundTruths).flat().toSorted()).toEqual([
      '10,10,40,5,70,10,70,30,40,25,10,30,curved',
      '10,10,50,10,50,20,10,20,30,24,Main Street',
      '10,50,70,50,70,70,10,70,12,34',
    ])
  })

  it('tells broken lines with file and line, leaves their images out, and goes on', async () => {
    const source = await makeSource({
      'img_1.jpg': image(),
      'gt_img_1.txt':
        '1,2,3\n10,10,50,10,50,20,10,20,good\n10,10,50,ten,50,20,10,20,bad\n10,10,50,10,50,20,10,20,also good',
      'img_2.jpg': image(),
      'gt_img_2.txt': '10,10,50,10,50,20,10,20,word',
      'gt_img_3.txt': '10,10,50,10,50,20,10,20,word',
      'img_4.jpg': image(),
      'img_5.jpg': image(),
      'gt_img_5.txt': '10,10,50,10,50,20,10,20,word',
    })
    const imported = await importFrom(source)
    expect(Object.keys(byName(imported)).sort()).toEqual(['img_2.txt', 'img_5.txt'])
    expect(imported.notes).toEqual([
      'entry-malformed gt_img_1.txt:1 | 3 fields',
      'entry-malformed gt_img_1.txt:3 | "ten"',
      'image-missing gt_img_3.txt | img_3',
      'image-unannotated img_4.jpg',
      'image-unread gt_img_1.txt | 2 texts of unknown place on img_1.jpg',
    ])
  })
})

describe('icdar2017-mlt', () => {
  it('takes the script column away and makes the validation part the test list', async () => {
    const source = await makeSource({
      'ch8_training_images_1/img_1.jpg': image(),
      'ch8_training_images_2/img_2.png': image(),
      'ch8_training_localization_transcription_gt_v2/gt_img_1.txt':
        '10,10,50,10,50,20,10,20,Latin,a, b\n10,30,50,30,50,40,10,40,None,###',
      'ch8_training_localization_transcription_gt_v2/gt_img_2.txt': '10,10,50,10,50,20,10,20,Chinese,中文',
      'ch8_validation_images/img_1.jpg': image(),
      'ch8_validation_localization_transcription_gt_v2/gt_img_1.txt': '10,10,50,10,50,20,10,20,Arabic,x',
    })
    const imported = await importFrom(source)
    expect(imported.summary.format).toBe('icdar2017-mlt')
    expect(imported.groundTruths).toEqual({
      'train_gts/img_1.txt': ['10,10,50,10,50,20,10,20,a, b', '10,30,50,30,50,40,10,40,###'],
      'train_gts/img_2.txt': ['10,10,50,10,50,20,10,20,中文'],
      'test_gts/img_1.txt': ['10,10,50,10,50,20,10,20,x'],
    })
    expect(imported.notes).toEqual(['validation-as-test .'])
  })
})

describe('icdar2013', () => {
  it('reads lines with spaces (training part) and with commas (test part), and takes escapes away', async () => {
    const source = await makeSource({
      'Challenge2_Training_Task12_Images/100.jpg': image(),
      'Challenge2_Training_Task1_GT/gt_100.txt': '158 28 191 81 "Footpath"\r\n43 28 101 69 "To"\r\n',
      'Challenge2_Test_Task12_Images/img_1.jpg': image(),
      'Challenge2_Test_Task1_GT/gt_img_1.txt': String.raw`38, 43, 92, 55, "Tired, \"really\" \\"`,
    })
    const imported = await importFrom(source)
    expect(imported.summary.format).toBe('icdar2013')
    expect(imported.groundTruths).toEqual({
      'train_gts/100.txt': ['158,28,191,28,191,81,158,81,Footpath', '43,28,101,28,101,69,43,69,To'],
      'test_gts/img_1.txt': [String.raw`38,43,92,43,92,55,38,55,Tired, "really" \ `.trim()],
    })
  })
})

describe('total-text', () => {
  it('reads records over several lines, Python strings, and # as do not care', async () => {
    const source = await makeSource({
      'Images/Train/img11.jpg': image(),
      'txt_format/Train/poly_gt_img11.txt': [
        "x: [[10 40 70 70 40 10]], y: [[30 20 30 50 40 50]], ornt: [u'c'], transcriptions: [u'PETROSAINS']",
        "x: [[110 140 170 170\n  140 110]], y: [[30 20 30 50\n 40 50]], ornt: [u'c'], transcriptions: [u\"Joe's caf\\xe9\"]",
        "x: [[168 179 179 167]], y: [[39 39 52 53]], ornt: [u'#'], transcriptions: [u'#']",
      ].join('\n'),
      'Images/Test/img1.jpg': image(),
      'txt_format/Test/poly_gt_img1.txt':
        "x: [[ 53 120 121  56]], y: [[46 43 56 58]], ornt: [u'h'], transcriptions: [u'PENILAI']",
    })
    const imported = await importFrom(source)
    expect(imported.summary.format).toBe('total-text')
    expect(imported.groundTruths).toEqual({
      'train_gts/img11.txt': [
        '10,30,40,20,70,30,70,50,40,40,10,50,PETROSAINS',
        "110,30,140,20,170,30,170,50,140,40,110,50,Joe's café",
        '168,39,179,39,179,52,167,53,###',
      ],
      'test_gts/img1.txt': ['53,46,120,43,121,56,56,58,PENILAI'],
    })
  })

  it('reads the plain polygon form when it is named', async () => {
    const source = await makeSource({
      'train_images/img11.jpg': image(),
      'train_gts/img11.jpg.txt': '10,30,40,20,70,30,70,50,40,40,10,50,PETROSAINS\n168,39,179,39,179,52,167,53,#',
      'test_images/img1.jpg': image(),
      'test_gts/img1.jpg.txt': '10,30,40,20,70,30,70,50,40,40,25,48,10,50,###\n53,46,120,43,121,56,56,58,PENILAI',
    })
    const imported = await importFrom(source, { format: 'total-text' })
    expect(imported.groundTruths).toEqual({
      'train_gts/img11.txt': ['10,30,40,20,70,30,70,50,40,40,10,50,PETROSAINS', '168,39,179,39,179,52,167,53,###'],
      'test_gts/img1.txt': ['10,30,40,20,70,30,70,50,40,40,25,48,10,50,###', '53,46,120,43,121,56,56,58,PENILAI'],
    })
  })

  it('tells a record that is cut off', async () => {
    const source = await makeSource({
      'img1.jpg': image(),
      'poly_gt_img1.txt':
        "x: [[ 53 120 121  56]], y: [[46 43\nx: [[53 120 121 56]], y: [[46 43 56 58]], ornt: [u'h'], transcriptions: [u'A']",
      'img2.jpg': image(),
      'poly_gt_img2.txt':
        "x: [[53 120 121]], y: [[46 43]], ornt: [u'h'], transcriptions: [u'A']\nx: [[53 120 121 56]], y: [[46 43 56 58]], ornt: [u'h'], transcriptions: [u'A']",
      ...Object.fromEntries(
        ['img3', 'img4'].flatMap((name) => [
          [`${name}.jpg`, image()],
          [`poly_gt_${name}.txt`, "x: [[53 120 121 56]], y: [[46 43 56 58]], ornt: [u'h'], transcriptions: [u'A']"],
        ]),
      ),
    })
    const { notes } = await importFrom(source)
    expect(notes.map((text) => text.split(' |')[0])).toEqual([
      'entry-malformed poly_gt_img1.txt:1',
      'entry-malformed poly_gt_img2.txt:1',
      'image-unread poly_gt_img1.txt',
      'image-unread poly_gt_img2.txt',
    ])
  })
})

describe('msra-td500', () => {
  // The box from (20, 50) to (80, 70) turned by a quarter about (50, 60), clockwise on the screen: its upper left corner,
  // (-30, -10) from the centre, comes to (10, -30) from it, that is (60, 30).
  it('turns boxes about their centre, and does not care for difficult ones', async () => {
    const source = await makeSource({
      'train/IMG_0059.JPG': image(),
      'train/IMG_0059.gt': `0 0 20 50 60 20 ${Math.PI / 2}\n1 1 100 10 60 20 0.000000\n`,
      'test/IMG_0080.JPG': image(),
      'test/IMG_0080.gt': '0 0 100 10 60 20 0\n',
    })
    const imported = await importFrom(source)
    expect(imported.summary.format).toBe('msra-td500')
    expect(imported.groundTruths).toEqual({
      'train_gts/IMG_0059.txt': ['60,30,60,90,40,90,40,30,', '100,10,160,10,160,30,100,30,###'],
      'test_gts/IMG_0080.txt': ['100,10,160,10,160,30,100,30,'],
    })
  })
})

describe('msra-td500 with an EXIF orientation', () => {
  it('turns boxes with the image: they lie on the image as stored', async () => {
    const source = await makeSource({
      'train/1.JPG': image(200, 100, 6),
      'train/1.gt': '0 0 100 10 60 20 0\n',
      'test/2.JPG': image(200, 100, 6),
      'test/2.gt': '0 0 10 10 60 20 0\n',
    })
    const imported = await importFrom(source)
    // Stored 200x100, shown 100x200: x becomes 100 - y, y becomes x.
    expect(byName(imported)).toEqual({
      '1.txt': ['90,100,90,160,70,160,70,100,'],
      '2.txt': ['90,10,90,70,70,70,70,10,'],
    })
    expect(imported.notes.map((text) => text.split(' ')[0])).toEqual(['boxes-turned', 'boxes-turned'])
  })
})

describe('our own lines beside images', () => {
  it('with an EXIF orientation are turned when they fit only the stored image, and told when that is not clear', async () => {
    const source = await makeSource({
      '1.jpg': image(200, 100, 6),
      '1.txt': '110,10,150,10,150,20,110,20,stored',
      '2.jpg': image(200, 100, 6),
      '2.txt': '10,10,50,10,50,20,10,20,either',
    })
    expect((await importFrom(source)).notes).toEqual([
      'boxes-turned 1.txt | EXIF orientation 6',
      'orientation-unsure 2.txt | EXIF orientation 6; the texts fit both forms of it',
    ])
  })

  it('may have the column of difficulty of RCTW: hard texts do not count', async () => {
    const lines = '10,10,50,10,50,20,10,20,0,"你好"\n10,30,50,30,50,40,10,40,1,"a,b"'
    const source = await makeSource({ '1.jpg': image(), '1.txt': lines, '2.jpg': image(), '2.txt': lines })
    const imported = await importFrom(source)
    expect(byName(imported)['1.txt']).toEqual(['10,10,50,10,50,20,10,20,你好', '10,30,50,30,50,40,10,40,###'])
    expect(imported.notes).toEqual(['extra-column 1.txt | difficulty', 'extra-column 2.txt | difficulty'])
  })
})

describe('sroie', () => {
  it('reads the copy with folders img and box and files .csv', async () => {
    const source = await makeSource({
      'img/000.jpg': image(),
      'img/001.jpg': image(),
      'box/000.csv': '72,25,126,25,126,64,72,64,TAN WOON YANN',
      'box/001.csv': '72,25,126,25,126,64,72,64,9.00, 10',
      'key/000.json': '{"company": "x"}',
    })
    const imported = await importFrom(source)
    expect(imported.summary.format).toBe('sroie')
    expect(byName(imported)).toEqual({
      '000.txt': ['72,25,126,25,126,64,72,64,TAN WOON YANN'],
      '001.txt': ['72,25,126,25,126,64,72,64,9.00, 10'],
    })
  })

  it('reads the folders img and box, and passes the other tasks over', async () => {
    const source = await makeSource({
      'train/img/X51005255805.jpg': image(),
      'train/box/X51005255805.txt': '72,25,126,25,126,64,72,64,TAN WOON YANN\n10,25,60,25,60,64,10,64,9.00, 10',
      'train/entities/X51005255805.txt': '{\n"company": "x"\n}',
      'test/img/X00016469612.jpg': image(),
      'test/box/X00016469612.txt': '72,25,126,25,126,64,72,64,12/28/2017 8:13:39 PM',
    })
    const imported = await importFrom(source)
    expect(imported.summary.format).toBe('sroie')
    expect(imported.groundTruths).toEqual({
      'train_gts/X51005255805.txt': ['72,25,126,25,126,64,72,64,TAN WOON YANN', '10,25,60,25,60,64,10,64,9.00, 10'],
      'test_gts/X00016469612.txt': ['72,25,126,25,126,64,72,64,12/28/2017 8:13:39 PM'],
    })
    expect(imported.notes).toEqual([])
  })

  it('reads the original folder, whose files lie side by side', async () => {
    const source = await makeSource({
      '0325updated.task1train(626p)/X00016469612.jpg': image(),
      '0325updated.task1train(626p)/X00016469612.txt': '72,25,126,25,126,64,72,64,A',
      '0325updated.task1train(626p)/X00016469612(1).jpg': image(),
      '0325updated.task1train(626p)/X00016469612(1).txt': '72,25,126,25,126,64,72,64,A',
    })
    const imported = await importFrom(source)
    expect(imported.summary.format).toBe('sroie')
    expect(imported.summary.division).toMatchObject({ by: 'seed', seed: 1, testShare: 0.1 })
    expect(imported.notes).toEqual(['one-part-only . | only train'])
  })
})

describe('side-by-side', () => {
  it('reads our own lines beside the images and leaves other text files alone', async () => {
    const source = await makeSource({
      'img_1.jpg': image(),
      'img_1.txt': '88.82,8.33,147.95,9.33,156.95,84.42,98.82,91.42,薄利汽配',
      'img_2.jpg': image(),
      'img_2.txt': '',
      'img_3.jpg': image(),
      'img_3.txt': '10,10,50,10,50,20,10,20,x\n10，10，50，10，50，20，10，20，wide',
      'img_4.jpg': image(),
      'img_4.txt': '10,10,50,10,50,20,10,20,x',
      'readme.txt': 'Ten images of the web',
    })
    const imported = await importFrom(source)
    expect(imported.summary.format).toBe('side-by-side')
    expect(byName(imported)).toEqual({
      'img_1.txt': ['88.82,8.33,147.95,9.33,156.95,84.42,98.82,91.42,薄利汽配'],
      'img_2.txt': [],
      'img_4.txt': ['10,10,50,10,50,20,10,20,x'],
    })
    expect(imported.notes).toEqual([
      'entry-malformed img_3.txt:2 | full-width commas',
      'file-unused readme.txt',
      'image-unread img_3.txt | 1 text of unknown place on img_3.jpg',
    ])
  })
})
