// Fixtures of the kinds of problems that the folder, its lists and its text files can have.
import { join } from 'node:path'
import type { ListFacts, TextFileFacts } from '../../../src/data/problem-kinds.ts'
import { box, folder, listed, reported, trainNames, groundTruth, type FixtureTable } from './fixture.ts'

const latin = (text: string): Uint8Array => new TextEncoder().encode(text)

export const listFixtures: FixtureTable<keyof ListFacts> = {
  'root-missing': {
    change: () => {},
    checked: 'nowhere',
    found: (path) => [reported('root-missing', '.', { path })],
  },
  'root-unreadable': {
    change: () => {},
    checked: 'train_list.txt',
    found: (path) => [reported('root-unreadable', '.', { path, isFile: true })],
  },
  'no-lists': {
    change: (files) => {
      for (const split of ['train', 'test']) delete files[`${split}_list.txt`]
      Object.assign(files, { '1.jpg': '', '2.JPG': '', 'Label.txt': '', 'a.json': '' })
    },
    found: [reported('no-lists', '.', { images: 2, textFiles: 1, jsonFiles: 1, folders: 4 })],
  },
  'list-missing': {
    change: (files) => {
      files['Test_List.txt'] = files['test_list.txt']
      delete files['test_list.txt']
    },
    found: [reported('list-missing', 'test_list.txt', { fileError: { kind: 'missing', similar: 'Test_List.txt' } })],
  },
  'test-part-only': {
    change: (files) => {
      for (const name of Object.keys(files)) if (name.startsWith('train')) delete files[name]
    },
    found: [reported('test-part-only', 'train_list.txt', {})],
  },
  'list-unreadable': {
    change: (files) => void (files['test_list.txt'] = folder),
    found: [reported('list-unreadable', 'test_list.txt', { fileError: { kind: 'folder' } })],
  },
  'list-empty': {
    change: (files) => void (files['test_list.txt'] = '\n \n'),
    found: [reported('list-empty', 'test_list.txt', {})],
  },
  'list-line-unclear': {
    ...listed('train', '"a.jpg" "b.txt" "c.txt"'),
    found: [reported('list-line-unclear', 'train_list.txt:32', { text: '"a.jpg" "b.txt" "c.txt"' })],
  },
  'name-respelled': {
    change: (files) => {
      files['train_list.txt'] = String(files['train_list.txt']).replace('01.png', '01.PNG')
    },
    found: [
      reported('name-respelled', 'train_list.txt:1', { written: 'train_images/01.PNG', taken: 'train_images/01.png' }),
    ],
  },
  'duplicate-entry': {
    ...listed('train', './train_images/01.png train_gts/01.txt'),
    found: [reported('duplicate-entry', 'train_list.txt:32', { image: 'train_images/01.png', otherLine: 1 })],
  },
  'conflicting-entry': {
    ...listed('train', 'train_images/01.png train_gts/02.txt'),
    found: [reported('conflicting-entry', 'train_list.txt:32', { image: 'train_images/01.png', otherLine: 1 })],
  },
  'shared-ground-truth': {
    change: (files) => {
      const names = trainNames.filter((name) => name !== '02').map((name) => `${name}.png\n`)
      files['train_list.txt'] = `${names.join('')}train_images/02.png train_gts/01.txt\n`
    },
    found: [
      reported('shared-ground-truth', 'train_list.txt:31', {
        groundTruth: 'train_gts/01.txt',
        image: 'train_images/02.png',
        otherImage: 'train_images/01.png',
        otherLine: 1,
      }),
    ],
  },
  'in-both-splits': {
    ...listed('test', 'train_images/01.png train_gts/01.txt'),
    found: [
      reported('in-both-splits', 'test_list.txt:12', { image: 'train_images/01.png', other: 'train_list.txt:1' }),
    ],
  },
}

export const textFileFixtures: FixtureTable<keyof TextFileFacts> = {
  'not-utf8': {
    // 收据 in GBK.
    change: (files) =>
      void (files['train_gts/01.txt'] = Uint8Array.of(...latin(box(4, 4, { text: '' })), 0xca, 0xd5, 0xbe, 0xdd)),
    found: [reported('not-utf8', 'train_gts/01.txt', { encoding: 'gb18030' })],
  },
  'not-text': {
    change: (files) => void (files['train_gts/01.txt'] = files['train_images/01.png']),
    found: [
      reported('not-text', 'train_gts/01.txt', { encoding: 'binary' }),
      reported('image-without-text', 'train_gts/01.txt', {}),
    ],
  },
  'byte-order-mark': {
    ...groundTruth(`\ufeff${box(4, 4)}`),
    found: [reported('byte-order-mark', 'train_gts/01.txt', { files: 1 })],
  },
  'line-endings': {
    change: (files) => {
      files['train_list.txt'] = trainNames.map((name) => `${name}.png\r\n`).join('')
      files['train_gts/02.txt'] = `${box(4, 4)}\r`
      files['train_gts/03.txt'] = `${box(4, 4)}\r`
      files['test_gts/32.txt'] = `${box(4, 4)}\r\n\n`
    },
    found: [
      reported('line-endings', 'train_list.txt', { files: 1, endings: 'crlf' }),
      reported('line-endings', 'train_gts/02.txt', { files: 2, endings: 'cr' }),
      reported('line-endings', 'test_gts/32.txt', { files: 1, endings: 'mixed' }),
    ],
  },
}

/** The path that a fixture has checked. */
export function checkedPath(root: string, checked: string | undefined): string {
  return checked === undefined ? root : join(root, checked)
}
