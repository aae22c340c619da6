// Lines a second and errors of reading beside @gutenye/ocr-node and tesseract.js, in turn; a page with 300 lines; memory over many images.
// npm run bench:read -- [--data <data set>] [--images 20] [--rounds 3] [--pages 3] [--memory 500] [--others <folder>]
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { openDetector } from '../src/api/index.ts'
import { decodeImageBytes } from '../src/data/image.ts'
import { readDataset } from '../src/data/dataset.ts'
import { openRecognizer } from '../src/recognize/open.ts'
import { type ReadingScores, scoreReading } from '../src/recognize/reading-scores.ts'
import { synth } from '../src/tasks/data/synth.ts'
import { median, verdict } from './bench/figures.ts'
import { pageOf300Lines } from './bench/read-page.ts'
import type { ReadJob, ReadSide } from './bench/read-side.ts'

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    images: { type: 'string', default: '20' },
    rounds: { type: 'string', default: '3' },
    pages: { type: 'string', default: '3' },
    memory: { type: 'string', default: '500' },
    others: { type: 'string' },
  },
})
const install =
  'npm install --ignore-scripts --prefix $(mktemp -d) @gutenye/ocr-node tesseract.js @tesseract.js-data/eng'
const folder = mkdtempSync(join(tmpdir(), 'ocrdet-bench-read-'))

try {
  await compareReaders()
  await readLargePage()
  await watchMemory()
} finally {
  rmSync(folder, { recursive: true })
}

async function compareReaders(): Promise<void> {
  const samples = (await samplesOf()).slice(0, Number(values.images))
  const marked = samples.map(({ texts }) => texts.filter(({ ignore, transcript }) => !ignore && transcript !== ''))
  const job: ReadJob = {
    others: values.others === undefined ? '' : resolve(values.others),
    images: samples.map(({ imagePath: path }, at) => ({ path, polygons: marked[at].map(({ polygon }) => polygon) })),
    pages: Math.min(Number(values.pages), samples.length - 1),
  }
  const jobPath = join(folder, 'job.json')
  writeFileSync(jobPath, JSON.stringify(job))
  const sides = values.others === undefined ? ['ours'] : ['ours', 'gutenye', 'tesseract']
  if (values.others === undefined) console.log(`Alone; for the others: ${install}, then --others <that folder>`)
  const rounds = Array.from({ length: Number(values.rounds) }, () => sides.map((side) => runSide(side, jobPath)))
  const lines = marked.slice(1).reduce((sum, texts) => sum + texts.length, 0)
  console.log(`${lines} lines in true boxes, ${job.pages} whole images; medians of ${values.rounds} rounds in turn`)
  const rates = sides.map((side, at) => {
    const of = (pick: (one: ReadSide) => number): number => median(rounds.map((round) => pick(round[at])))
    const { lineAccuracy, characterErrorRate } = scoresOf(marked, rounds[0][at])
    const [rate, cpu] = [lines / of(({ seconds }) => seconds), (1000 * of(({ cpuSeconds }) => cpuSeconds)) / lines]
    const page = job.pages === 0 ? 0 : of(({ pageSeconds }) => pageSeconds) / job.pages
    console.log(
      `${side.padEnd(10)} ${rate.toFixed(1)} lines/s, ${cpu.toFixed(1)} ms of cores a line, ${page.toFixed(2)} s a whole image, line accuracy ${lineAccuracy.toFixed(3)}, character error rate ${characterErrorRate.toFixed(3)}`,
    )
    return rate
  })
  verdict({ name: 'character error rate in true boxes', value: scoresOf(marked, rounds[0][0]).characterErrorRate, target: 0.04, atLeast: false }) // prettier-ignore
  if (sides.length > 1) verdict({ name: 'lines/s, times @gutenye/ocr-node', value: rates[0] / rates[1], target: 2, atLeast: true }) // prettier-ignore
}

async function samplesOf() {
  const data = values.data ?? join(folder, 'data')
  if (!existsSync(data)) await synth(data, { train: 1, test: Number(values.images), size: [640, 640] })
  return (await readDataset(data)).test
}

function runSide(side: string, jobPath: string): ReadSide {
  const words = ['--import', 'tsx', 'scripts/bench/read-side.ts', side, jobPath]
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { maxBuffer: 2 ** 28 })
  if (status !== 0) throw new Error(`${side}: ${stderr.toString()}`)
  return JSON.parse(stdout.toString().trim().split('\n').at(-1) ?? '') as ReadSide
}

function scoresOf(marked: readonly (readonly { readonly transcript: string }[])[], { texts }: ReadSide): ReadingScores {
  return scoreReading(
    marked.flatMap((lines, image) => lines.map(({ transcript }, at) => ({ transcript, read: texts[image][at] }))),
  )
}

/** Reading alone, in true boxes; then from the file, where the detector has to find lines of 22 pixels in tiles. */
async function readLargePage(): Promise<void> {
  const { png, polygons } = pageOf300Lines()
  const recognizer = await openRecognizer()
  const image = await decodeImageBytes(png, 'page')
  const seconds: number[] = []
  for (let round = 0; round < 1 + Number(values.rounds); round++) {
    const started = performance.now()
    await recognizer.read(image, polygons)
    if (round > 0) seconds.push((performance.now() - started) / 1000)
  }
  await recognizer.release()
  verdict({ name: '300 lines of a page, seconds to read', value: median(seconds), target: 6, atLeast: false })
  const detector = await openDetector({ model: 'starter' })
  const started = performance.now()
  const { texts } = await detector.detect(png, { read: true, tile: 1240 })
  console.log(
    `the same page from its file: ${texts.length} found and read in ${((performance.now() - started) / 1000).toFixed(1)} s`,
  )
  await detector.close()
}

/** Small images: it is the number that counts. */
async function watchMemory(): Promise<void> {
  const total = Number(values.memory)
  if (total < 200) return
  const data = join(folder, 'small')
  await synth(data, { train: 1, test: 20, size: [320, 320] })
  const { test } = await readDataset(data)
  const detector = await openDetector({ model: 'starter', settings: { input_size: [320, 320] } })
  const resident: Record<number, number> = {}
  for (let done = 0; done <= total; done++) {
    if (done === 1 || done === 100 || done === total) resident[done] = process.memoryUsage.rss() / 1e6
    await detector.detect(test[done % test.length].imagePath, { read: true })
  }
  await detector.close()
  console.log(`memory, MB: ${Object.entries(resident).map(([done, size]) => `${size.toFixed(0)} after ${done}`).join(', ')}`) // prettier-ignore
  verdict({ name: `memory after ${total} images, times that after 100`, value: resident[total] / resident[100], target: 1.05, atLeast: false }) // prettier-ignore
}
