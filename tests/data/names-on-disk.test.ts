// Names that are spelt otherwise on the disk than in a list: found, and told.
import { expect, it } from 'vitest'
import { readDataset } from '../../src/data/dataset.ts'
import { boxLine, makeFolder } from './folder.ts'
import { reported } from './told.ts'

const box = boxLine(0, 0)

function withTraining(list: string | Uint8Array, names: readonly string[]): string {
  const files = names.flatMap((name) => [
    [`train_images/${name}.jpg`, 'x'],
    [`train_gts/${name}.txt`, box],
  ])
  return makeFolder({ 'train_list.txt': list, ...Object.fromEntries(files) })
}

async function train(root: string): Promise<[names: string[], reported: string[]]> {
  const dataset = await readDataset(root, { splits: ['train'] })
  return [dataset.train.map(({ name }) => name), reported(dataset.problems)]
}

it('takes single paths: with a dot, with backslashes, absolute, and of another machine', async () => {
  const lines = [
    './train_images/1.jpg',
    String.raw`train_images\2.jpg`,
    '@/train_images/3.jpg',
    'D:/old/train_images/4.jpg',
    '5.jpg',
  ]
  const root = withTraining('', ['1', '2', '3', '4', '5'])
  const list = lines.join('\n').replace('@', root)
  const [names, problems] = await train(withTraining(list, ['1', '2', '4', '5']))
  expect(names).toEqual(['1.jpg', '2.jpg', '3.jpg', '4.jpg', '5.jpg'])
  expect(problems).toEqual(['name-respelled | train_list.txt:4 | train_images/4.jpg'])
})

it('takes a file whose name differs in case or in Unicode form, and says which', async () => {
  const root = withTraining('A.JPG\ncafe\u0301.jpg', ['a', 'caf\u00e9'])
  expect(await train(root)).toEqual([
    ['a.jpg', 'caf\u00e9.jpg'],
    [
      'name-respelled | train_list.txt:1 | train_images/a.jpg',
      'name-respelled | train_list.txt:2 | train_images/caf\u00e9.jpg',
    ],
  ])
})

it('reads a list in GBK that is UTF-8 by chance as the files on the disk say', async () => {
  // U+5C0F U+7968 (a receipt) in GBK.
  const name = Uint8Array.of(0xd0, 0xa1, 0xc6, 0xb1)
  const list = Buffer.concat([name, Buffer.from('.jpg')])
  expect(new TextDecoder('utf-8', { fatal: true }).decode(list)).toHaveLength(6)
  expect(await train(withTraining(list, ['\u5c0f\u7968']))).toEqual([
    ['\u5c0f\u7968.jpg'],
    ['not-utf8 | train_list.txt | read as GBK (GB18030)'],
  ])
})
