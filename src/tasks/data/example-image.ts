// An image of a data set to try a model on: the first of its test list that is there.
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { readRegularText } from '../../core/read-file.ts'
import { readListLine } from '../../data/read/list.ts'

/** Characters of a list that are looked at. */
const maxStart = 10_000

/** Path of the image; undefined where there is none, or no list that can be read. @param data folder of the data set */
export function exampleImage(data: string): string | undefined {
  const list = startOf(resolve(data, 'test_list.txt'))
  for (const line of list.split(/\r?\n/).filter((text) => text.trim() !== '')) {
    const reading = readListLine(line.trim())
    const names =
      reading.form === 'pair'
        ? reading.candidates.map(({ image }) => image)
        : reading.form === 'bare'
          ? [`test_images/${reading.name}`, reading.name]
          : []
    const there = names.map((name) => resolve(data, name)).find((path) => existsSync(path))
    if (there !== undefined) return there
  }
  return undefined
}

function startOf(path: string): string {
  try {
    return readRegularText(path).slice(0, maxStart)
  } catch {
    return ''
  }
}
