// Times the check of a data set of 1280x720 photographs: whole, headers only, and against mere decoding, in turn.
// npm run bench:check -- <data set> [--images 10000] [--rounds 3]
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import sharp from 'sharp'
import { Random } from '../src/core/random.ts'
import { readDataset } from '../src/data/dataset.ts'
import { decodeImage } from '../src/data/image.ts'
import { mapBounded } from '../src/data/pool.ts'
import { check } from '../src/tasks/data/check.ts'

const { values, positionals } = parseArgs({
  options: { images: { type: 'string', default: '2000' }, rounds: { type: 'string', default: '3' } },
  allowPositionals: true,
})
if (positionals.length !== 1) throw new Error('usage: npm run bench:check -- <data set with photographs>')
const [count, rounds] = [Number(values.images), Number(values.rounds)]
const size = { width: 1280, height: 720 }
const folder = mkdtempSync(join(tmpdir(), 'ocrdet-bench-check-'))

try {
  await makePhotographs(positionals[0])
  const ways = {
    'decoding only': decodeAll,
    check: () => check({ data: folder }),
    'check --fast': () => check({ data: folder, fast: true }),
  }
  const rates = Object.keys(ways).map((): number[] => [])
  for (let round = 0; round < rounds; round++)
    for (const [index, run] of Object.values(ways).entries()) {
      const started = performance.now()
      await run()
      rates[index].push((1000 * count) / (performance.now() - started))
    }
  const medians = rates.map((some) => some.toSorted((a, b) => a - b)[Math.floor(some.length / 2)])
  console.log(`${count} images of ${size.width}x${size.height}, ${availableParallelism()} cores, medians of ${rounds}`)
  for (const [index, way] of Object.keys(ways).entries())
    console.log(`${way.padEnd(14)} ${medians[index].toFixed(0).padStart(6)} images/s`)
  console.log(`check / decoding only: ${(medians[1] / medians[0]).toFixed(2)}`)
} finally {
  rmSync(folder, { recursive: true })
}

/** Different windows of the data set's photographs, enlarged, each with ten texts. */
async function makePhotographs(source: string): Promise<void> {
  const { train, test } = await readDataset(source)
  const originals = [...train, ...test]
  for (const name of ['images', 'gts']) mkdirSync(join(folder, name))
  const random = new Random(1, 'bench-check')
  const indices = Array.from({ length: count }, (_, index) => index)
  const windows = indices.map(() => [random.int(640), random.int(360)] as const)
  await mapBounded(indices, availableParallelism() + 1, async (index) => {
    const [left, top] = windows[index]
    const large = { width: size.width * 1.5, height: size.height * 1.5, fit: 'fill' } as const
    const image = sharp(originals[index % originals.length].imagePath).resize(large)
    await image
      .extract({ left, top, ...size })
      .jpeg({ quality: 85 })
      .toFile(join(folder, 'images', `${index}.jpg`))
  })
  for (const index of indices) {
    const boxes = Array.from({ length: 10 }, (_, row) => {
      const [left, top] = [40 + ((index * 7) % 300), 30 + row * 60]
      return `${left},${top},${left + 200},${top},${left + 200},${top + 40},${left},${top + 40},word ${row}`
    })
    writeFileSync(join(folder, 'gts', `${index}.txt`), boxes.join('\n'))
  }
  const line = (index: number): string => `images/${index}.jpg\tgts/${index}.txt\n`
  writeFileSync(join(folder, 'train_list.txt'), indices.slice(10).map(line).join(''))
  writeFileSync(join(folder, 'test_list.txt'), indices.slice(0, 10).map(line).join(''))
}

async function decodeAll(): Promise<void> {
  const { train, test } = await readDataset(folder)
  await mapBounded([...train, ...test], availableParallelism() + 1, ({ imagePath }) => decodeImage(imagePath))
}
