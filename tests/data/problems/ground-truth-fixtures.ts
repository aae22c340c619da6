// Fixtures of the kinds of problems that ground truths, boxes and whole splits can have.
import type { BoxFacts, SplitFacts, GroundTruthFacts } from '../../../src/data/problem-kinds.ts'
import {
  box,
  folder,
  reported,
  testNames,
  trainNames,
  groundTruth,
  without,
  type Files,
  type FixtureTable,
} from './fixture.ts'

const first = 'train_gts/01.txt'
const listed = 'train_list.txt:1'
const inside = { width: 64, height: 48 }

export const groundTruthFixtures: FixtureTable<keyof GroundTruthFacts> = {
  'ground-truth-missing': {
    ...without(first),
    found: [reported('ground-truth-missing', first, { listed, fileError: { kind: 'missing' } })],
  },
  'ground-truth-unreadable': {
    change: (files) => void (files[first] = folder),
    found: [reported('ground-truth-unreadable', first, { listed, fileError: { kind: 'folder' } })],
  },
  'image-without-text': { ...groundTruth(), found: [reported('image-without-text', first, {})] },
  'wrong-separator': {
    ...groundTruth(box(4, 4), '4，24，40，24，40，40，4，40，word', '4 24 40 24 40 40 4 40 word'),
    found: [
      reported('wrong-separator', `${first}:2`, { separator: 'full-width-comma' }),
      reported('wrong-separator', `${first}:3`, { separator: 'space' }),
    ],
  },
  'coordinate-count': {
    ...groundTruth(box(4, 4), '4,24,40,24,40,40,word'),
    found: [reported('coordinate-count', `${first}:2`, { numbers: 6 })],
  },
  'coordinate-not-a-number': {
    ...groundTruth(box(4, 4), '4,24,4O,24,40,40,4,40,word', '4,24,1e9,24,40,40,4,40,word'),
    found: [
      reported('coordinate-not-a-number', `${first}:2`, { text: '4O', position: 3 }),
      reported('coordinate-not-a-number', `${first}:3`, { text: '1000000000' }),
    ],
  },
  'transcript-missing': {
    ...groundTruth(box(4, 4), '4,24,40,24,40,40,4,40'),
    found: [reported('transcript-missing', `${first}:2`, { corners: 4 })],
  },
  'transcript-of-numbers': {
    ...groundTruth(box(4, 4), '4,24,40,24,40,40,4,40,90,90,1,1'),
    found: [reported('transcript-of-numbers', `${first}:2`, { transcript: '90,90,1,1' })],
  },
  'corners-after-a-box': {
    ...groundTruth('4,4,40,4,40,20,4,20,1,12,word'),
    found: [reported('corners-after-a-box', `${first}:1`, { corners: 5, transcript: 'word' })],
  },
  'extra-column': {
    ...groundTruth(box(4, 4, { text: 'Latin,word' }), box(4, 24, { text: 'None,###' })),
    found: [reported('extra-column', `${first}:1`, { column: 'script', texts: 2, ignored: 1 })],
  },
}

export const boxFixtures: FixtureTable<keyof BoxFacts> = {
  'too-many-corners': {
    ...groundTruth(
      box(4, 4),
      `${Array.from({ length: 1001 }, (_, index) => `${4 + index / 100},${24 + (index % 2)}`).join(',')},fine`,
    ),
    found: [reported('too-many-corners', `${first}:2`, { corners: 1001, max: 1000 })],
  },
  'counter-clockwise': {
    ...groundTruth('4,4,4,20,40,20,40,4,word'),
    found: [reported('counter-clockwise', `${first}:1`, {})],
  },
  'self-crossing': {
    ...groundTruth(box(4, 4), '4,24,40,40,40,24,4,40,bow tie'),
    found: [reported('self-crossing', `${first}:2`, { first: '1-2', second: '3-4' })],
  },
  'self-crossing-ignored': {
    ...groundTruth(box(4, 4), '4,24,40,40,40,24,4,40,###'),
    found: [reported('self-crossing-ignored', `${first}:2`, { first: '1-2', second: '3-4' })],
  },
  'zero-area': {
    ...groundTruth(box(4, 4), '9,9,9,9,9,9,9,9,click'),
    found: [reported('zero-area', `${first}:2`, { area: 0 })],
  },
  'zero-area-ignored': {
    ...groundTruth(box(4, 4), '9,9,20,9,30,9,20,9,###'),
    found: [reported('zero-area-ignored', `${first}:2`, { area: 0 })],
  },
  'box-outside-image': {
    ...groundTruth(box(4, 4), box(70, 4)),
    found: [reported('box-outside-image', `${first}:2`, { edge: 'right', by: 42, ...inside })],
  },
  'box-past-edge': {
    ...groundTruth(box(4, 4), box(4, 36), box(-6.5, 21, { height: 8 })),
    found: [
      reported('box-past-edge', `${first}:2`, { edge: 'bottom', by: 4, ...inside }),
      reported('box-past-edge', `${first}:3`, { edge: 'left', by: 6.5, ...inside }),
    ],
  },
  'duplicate-box': {
    ...groundTruth(box(4, 4), box(4, 24), box(4, 4, { text: '###' })),
    found: [reported('duplicate-box', `${first}:3`, { otherLine: 1, overlap: 1, mixed: true })],
  },
  'text-too-small': {
    ...groundTruth(box(4, 4), box(4, 24, { height: 0.5 })),
    // 800 network pixels for 64.
    found: [reported('text-too-small', `${first}:2`, { part: 'train', size: 6.25, least: 8, input: [800, 800] })],
  },
}

/** Writes the ground truths of all training images. */
function groundTruths(files: Files, textOf: (index: number) => string): void {
  for (const [index, name] of trainNames.entries()) files[`train_gts/${name}.txt`] = textOf(index)
}

const ignored = box(4, 4, { text: '###' })
/** At 32x32 the images are halved. */
const tiny = { size: 6, least: 8, input: [32, 32] } as const

export const splitFixtures: FixtureTable<keyof SplitFacts> = {
  'no-texts': {
    change: (files) => groundTruths(files, () => ''),
    found: [
      reported('no-texts', 'train_list.txt', { images: 31 }),
      ...trainNames.map((name) => reported('image-without-text', `train_gts/${name}.txt`, {})),
    ],
  },
  'all-texts-ignored': {
    change: (files) => groundTruths(files, () => ignored),
    found: [reported('all-texts-ignored', 'train_list.txt', { ignored: 31, texts: 31 })],
  },
  'most-texts-ignored': {
    change: (files) => groundTruths(files, (index) => (index < 2 ? box(4, 4) : ignored)),
    found: [reported('most-texts-ignored', 'train_list.txt', { ignored: 29, texts: 31 })],
  },
  'few-images': {
    change: (files) => {
      files['train_list.txt'] = trainNames
        .slice(2)
        .map((name) => `${name}.png\n`)
        .join('')
      files['test_list.txt'] = testNames
        .slice(2)
        .map((name) => `${name}.png\n`)
        .join('')
      for (const name of ['train_images/01', 'train_images/02', 'test_images/32', 'test_images/33'])
        delete files[`${name}.png`]
    },
    found: [
      reported('few-images', 'train_list.txt', { images: 29, least: 30 }),
      reported('few-images', 'test_list.txt', { images: 9, least: 10 }),
    ],
  },
  'small-texts': {
    input: [32, 32],
    change: (files) => groundTruths(files, () => box(4, 4, { height: 12 })),
    found: [
      ...trainNames.map((name) => reported('text-too-small', `train_gts/${name}.txt:1`, { part: 'train', ...tiny })),
      reported('small-texts', 'train_list.txt', { median: 6, least: 8, input: [32, 32], repair: [64, 64] }),
    ],
  },
  'unlisted-images': {
    change: (files) => {
      Object.assign(files, {
        'train_images/forgotten.jpg': '',
        'train_images/also.jpg': '',
        'train_images/notes.txt': '',
      })
    },
    found: [reported('unlisted-images', 'train_images', { images: 2, example: 'train_images/also.jpg' })],
  },
}
