// Fixtures of the kinds of problems that ground truths, boxes and whole splits can have.
import type { BoxFacts, SplitFacts, TruthFacts } from '../../../src/data/problem-kinds.ts'
import { box, folder, told, testNames, trainNames, truth, without, type Files, type FixtureTable } from './fixture.ts'

const first = 'train_gts/01.txt'
const listed = 'train_list.txt:1'
const inside = { width: 64, height: 48 }

export const truthFixtures: FixtureTable<keyof TruthFacts> = {
  'truth-missing': {
    ...without(first),
    found: [told('truth-missing', first, { listed, obstacle: { kind: 'missing' } })],
  },
  'truth-unreadable': {
    change: (files) => void (files[first] = folder),
    found: [told('truth-unreadable', first, { listed, obstacle: { kind: 'folder' } })],
  },
  'picture-without-text': { ...truth(), found: [told('picture-without-text', first, {})] },
  'wrong-separator': {
    ...truth(box(4, 4), '4，24，40，24，40，40，4，40，word', '4 24 40 24 40 40 4 40 word'),
    found: [
      told('wrong-separator', `${first}:2`, { separator: 'full-width-comma' }),
      told('wrong-separator', `${first}:3`, { separator: 'space' }),
    ],
  },
  'coordinate-count': {
    ...truth(box(4, 4), '4,24,40,24,40,40,word'),
    found: [told('coordinate-count', `${first}:2`, { numbers: 6 })],
  },
  'coordinate-not-a-number': {
    ...truth(box(4, 4), '4,24,4O,24,40,40,4,40,word', '4,24,1e9,24,40,40,4,40,word'),
    found: [
      told('coordinate-not-a-number', `${first}:2`, { text: '4O', position: 3 }),
      told('coordinate-not-a-number', `${first}:3`, { text: '1000000000' }),
    ],
  },
  'transcript-missing': {
    ...truth(box(4, 4), '4,24,40,24,40,40,4,40'),
    found: [told('transcript-missing', `${first}:2`, { corners: 4 })],
  },
  'transcript-of-numbers': {
    ...truth(box(4, 4), '4,24,40,24,40,40,4,40,90,90,1,1'),
    found: [told('transcript-of-numbers', `${first}:2`, { transcript: '90,90,1,1' })],
  },
  'corners-after-a-box': {
    ...truth('4,4,40,4,40,20,4,20,1,12,word'),
    found: [told('corners-after-a-box', `${first}:1`, { corners: 5, transcript: 'word' })],
  },
  'extra-column': {
    ...truth(box(4, 4, { text: 'Latin,word' }), box(4, 24, { text: 'None,###' })),
    found: [told('extra-column', `${first}:1`, { column: 'script', texts: 2, ignored: 1 })],
  },
}

export const boxFixtures: FixtureTable<keyof BoxFacts> = {
  'too-many-corners': {
    ...truth(
      box(4, 4),
      `${Array.from({ length: 1001 }, (_, index) => `${4 + index / 100},${24 + (index % 2)}`).join(',')},fine`,
    ),
    found: [told('too-many-corners', `${first}:2`, { corners: 1001, most: 1000 })],
  },
  'counter-clockwise': {
    ...truth('4,4,4,20,40,20,40,4,word'),
    found: [told('counter-clockwise', `${first}:1`, {})],
  },
  'self-crossing': {
    ...truth(box(4, 4), '4,24,40,40,40,24,4,40,bow tie'),
    found: [told('self-crossing', `${first}:2`, { first: '1-2', second: '3-4' })],
  },
  'self-crossing-ignored': {
    ...truth(box(4, 4), '4,24,40,40,40,24,4,40,###'),
    found: [told('self-crossing-ignored', `${first}:2`, { first: '1-2', second: '3-4' })],
  },
  'zero-area': {
    ...truth(box(4, 4), '9,9,9,9,9,9,9,9,click'),
    found: [told('zero-area', `${first}:2`, { area: 0 })],
  },
  'zero-area-ignored': {
    ...truth(box(4, 4), '9,9,20,9,30,9,20,9,###'),
    found: [told('zero-area-ignored', `${first}:2`, { area: 0 })],
  },
  'box-outside-picture': {
    ...truth(box(4, 4), box(70, 4)),
    found: [told('box-outside-picture', `${first}:2`, { edge: 'right', by: 42, ...inside })],
  },
  'box-past-edge': {
    ...truth(box(4, 4), box(4, 36), box(-6.5, 21, { height: 8 })),
    found: [
      told('box-past-edge', `${first}:2`, { edge: 'bottom', by: 4, ...inside }),
      told('box-past-edge', `${first}:3`, { edge: 'left', by: 6.5, ...inside }),
    ],
  },
  'duplicate-box': {
    ...truth(box(4, 4), box(4, 24), box(4, 4, { text: '###' })),
    found: [told('duplicate-box', `${first}:3`, { otherLine: 1, overlap: 1, mixed: true })],
  },
  'text-too-small': {
    ...truth(box(4, 4), box(4, 24, { height: 0.5 })),
    // 800 network pixels for 64.
    found: [told('text-too-small', `${first}:2`, { part: 'train', size: 6.25, least: 8, input: [800, 800] })],
  },
}

/** Writes the ground truths of all training pictures. */
function truths(files: Files, textOf: (index: number) => string): void {
  for (const [index, name] of trainNames.entries()) files[`train_gts/${name}.txt`] = textOf(index)
}

const ignored = box(4, 4, { text: '###' })
/** At 32x32 the pictures are halved. */
const tiny = { size: 6, least: 8, input: [32, 32] } as const

export const splitFixtures: FixtureTable<keyof SplitFacts> = {
  'no-texts': {
    change: (files) => truths(files, () => ''),
    found: [
      told('no-texts', 'train_list.txt', { pictures: 31 }),
      ...trainNames.map((name) => told('picture-without-text', `train_gts/${name}.txt`, {})),
    ],
  },
  'all-texts-ignored': {
    change: (files) => truths(files, () => ignored),
    found: [told('all-texts-ignored', 'train_list.txt', { ignored: 31, texts: 31 })],
  },
  'most-texts-ignored': {
    change: (files) => truths(files, (index) => (index < 2 ? box(4, 4) : ignored)),
    found: [told('most-texts-ignored', 'train_list.txt', { ignored: 29, texts: 31 })],
  },
  'few-pictures': {
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
      told('few-pictures', 'train_list.txt', { pictures: 29, least: 30 }),
      told('few-pictures', 'test_list.txt', { pictures: 9, least: 10 }),
    ],
  },
  'small-texts': {
    input: [32, 32],
    change: (files) => truths(files, () => box(4, 4, { height: 12 })),
    found: [
      ...trainNames.map((name) => told('text-too-small', `train_gts/${name}.txt:1`, { part: 'train', ...tiny })),
      told('small-texts', 'train_list.txt', { median: 6, least: 8, input: [32, 32], mend: [64, 64] }),
    ],
  },
  'unlisted-pictures': {
    change: (files) => {
      Object.assign(files, {
        'train_images/forgotten.jpg': '',
        'train_images/also.jpg': '',
        'train_images/notes.txt': '',
      })
    },
    found: [told('unlisted-pictures', 'train_images', { pictures: 2, example: 'train_images/also.jpg' })],
  },
}
