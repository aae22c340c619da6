// Images a second from file to boxes: ours against OpenCV's own DB text detector with the same ONNX file, in turn.
// npm run bench:detect -- [--model latest] [--images 40] [--rounds 3] [--size 544x960] [--folder <photographs>] [--calibration <data set>]
// With a folder, its photographs are detected as they are too, in different ways (bench/detect-rows.ts); `--only-rows` leaves OpenCV out.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import sharp from 'sharp'
import { OUTPUT_NAME } from '../src/detect/detector.ts'
import { SETTINGS_KEY, settingsToText } from '../src/detect/settings.ts'
import { encodeModel } from '../src/formats/onnx/write.ts'
import type { Point, Polygon } from '../src/geometry/points.ts'
import { iou } from '../src/geometry/overlap.ts'
import { reshape } from '../src/graph/build.ts'
import type { Value } from '../src/graph/graph.ts'
import { emit } from '../src/graph/lowering/emit.ts'
import { inferenceGraph } from '../src/model/dbnet.ts'
import { findWeights } from '../src/tasks/models/models.ts'
import { synth } from '../src/tasks/data/synth.ts'
import { findPython, INSTALL_COMMAND } from '../tests/torch/python.ts'
import { printRows } from './bench/detect-rows.ts'
import { median, verdict } from './bench/figures.ts'

/** What one side found: seconds for all images but the first, and the boxes of each image. */
interface Detected {
  readonly seconds: number
  readonly images: number
  /** x1,y1,...,x4,y4 of each box, by file name; null where OpenCV gave up. */
  readonly boxes: Readonly<Record<string, readonly (readonly number[])[] | null>>
}

const { values } = parseArgs({
  options: {
    model: { type: 'string', default: 'latest' },
    workdirs: { type: 'string', default: 'workdirs' },
    images: { type: 'string', default: '40' },
    rounds: { type: 'string', default: '3' },
    folder: { type: 'string' },
    calibration: { type: 'string' },
    'only-rows': { type: 'boolean', default: false },
    size: { type: 'string', default: '544x960' },
  },
})
/** Both read the network's pixels one to one: neither pads nor scales, so that their boxes can be compared. */
const [height, width] = values.size.split('x').map(Number)
/** High enough that single pixels, on which OpenCV's class gives up, do not become candidates. */
const thresholds = { binaryThreshold: 0.4, boxThreshold: 0.6 }
const folder = mkdtempSync(join(tmpdir(), 'ocrdet-bench-detect-'))

try {
  if (!values['only-rows']) await compareWithOpenCv()
  if (values.folder !== undefined) {
    const { model, workdirs, folder: source, calibration } = values
    const counts = { images: Number(values.images), rounds: Number(values.rounds) }
    await printRows({ model, workdirs, source, calibration, folder, ...counts })
  }
} finally {
  rmSync(folder, { recursive: true })
}

async function compareWithOpenCv(): Promise<void> {
  const python = findPython(['cv2'])
  if (python === undefined) throw new Error(`no python3 with OpenCV: ${INSTALL_COMMAND}`)
  const { settings, model, flatModel } = await writeModels()
  await makeImages()
  const { binaryThreshold, boxThreshold, unclipRatio, maxCandidates } = settings.postProcessing
  const cvSettings = JSON.stringify({ binaryThreshold, boxThreshold, unclipRatio, maxCandidates, width, height })
  const ours: Detected[] = []
  const theirs: Detected[] = []
  for (let round = 0; round < Number(values.rounds); round++) {
    ours.push(run(process.execPath, ['--import', 'tsx', 'scripts/bench/detect-ours.ts', model]))
    theirs.push(run(python, ['scripts/bench/detect_opencv.py', flatModel, cvSettings]))
  }
  const [us, them] = [rateOf(ours), rateOf(theirs)]
  const { others, pairs, extra, gaveUp } = agreement(ours[0], theirs[0])
  console.log(`${values.images} images of ${width}x${height}, medians of ${values.rounds} rounds in turn`)
  console.log(`ocrdet   ${us.toFixed(2)} images/s`)
  console.log(`OpenCV   ${them.toFixed(2)} images/s (cv2.dnn.TextDetectionModel_DB)`)
  verdict({ name: 'detection, times OpenCV', value: us / them, target: 1.3, atLeast: true })
  verdict({
    name: `boxes that OpenCV has too, of ${pairs}`,
    value: 1 - others.length / pairs,
    target: 0.99,
    atLeast: true,
  })
  for (const one of others.slice(0, 10)) console.log(`  not there: ${one}`)
  console.log(
    `OpenCV has ${extra} boxes more (it scores a region inside its outline, we inside its rectangle as DB does, and it takes holes for texts too), and gave up on ${gaveUp} images`,
  )
}

/** The exported network, and the same with an output of two dimensions (H, W): OpenCV's detector class finds nothing on four. */
async function writeModels() {
  const { checkpoint, settings: own } = await findWeights(values.model, values.workdirs)
  const preprocessing = { ...own.preprocessing, size: [height, width] as const }
  const settings = { ...own, preprocessing, postProcessing: { ...own.postProcessing, ...thresholds } }
  const pred = inferenceGraph(checkpoint.parameters, [1, 3, height, width])
  const write = (name: string, output: Value): string => {
    const model = emit({ [OUTPUT_NAME]: output }, { target: 'portable' })
    const path = join(folder, name)
    writeFileSync(path, encodeModel({ ...model, metadata: { [SETTINGS_KEY]: settingsToText(settings) } }))
    return path
  }
  return { settings, model: write('model.onnx', pred), flatModel: write('flat.onnx', reshape(pred, [height, width])) }
}

/** JPEGs of the network's size: photographs of a folder, or synthetic ones. */
async function makeImages(): Promise<void> {
  const count = Number(values.images) + 1 // the first one warms up
  const target = join(folder, 'images')
  mkdirSync(target)
  if (values.folder === undefined) {
    await synth(join(folder, 'synth'), { train: count, test: 1, seed: 1, size: [height, width] })
  }
  const source = resolve(values.folder ?? join(folder, 'synth', 'train_images'))
  const names = readdirSync(source).filter((name) => /\.(?:jpe?g|png)$/i.test(name))
  for (const name of names.toSorted().slice(0, count)) {
    const image = sharp(join(source, name)).resize({ width, height, fit: 'cover' }).jpeg({ quality: 92 })
    await image.toFile(join(target, `${name}.jpg`))
  }
}

function run(command: string, words: readonly string[]): Detected {
  const { stdout, stderr, status } = spawnSync(command, [...words, join(folder, 'images')], {
    encoding: 'utf8',
    maxBuffer: 1e9,
  })
  if (status !== 0) throw new Error(`${command} ${words.join(' ')} failed:\n${stderr}`)
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Detected
}

function rateOf(rounds: readonly Detected[]): number {
  return median(rounds.map(({ images, seconds }) => images / seconds))
}

/** OpenCV gives corners as whole numbers: the same corner is at most so far away, in pixels, along either axis. */
const rounding = 1

/** Which of our boxes OpenCV does not have too, and how many it has besides: a box of 8x7 pixels whose corners were rounded has an IoU of 0.86 only. */
function agreement(ours: Detected, theirs: Detected) {
  let [pairs, all, gaveUp] = [0, 0, 0]
  const alone: string[] = []
  for (const [name, boxes] of Object.entries(ours.boxes)) {
    const others = theirs.boxes[name]?.map(polygonOf)
    if (boxes === null || others === undefined) {
      gaveUp++
      continue
    }
    pairs += boxes.length
    all += others.length
    for (const box of boxes.map(polygonOf)) {
      if (others.some((other) => isSame(box, other))) continue
      const best = Math.max(0, ...others.map((other) => iou(box, other)))
      alone.push(
        `${name} ${box.map((point) => point.map((value) => value.toFixed(1)).join(',')).join(' ')}, best IoU ${best.toFixed(2)}`,
      )
    }
  }
  return { others: alone, pairs, extra: Math.max(0, all - (pairs - alone.length)), gaveUp }
}

function isSame(box: Polygon, other: Polygon): boolean {
  const isNear = ([x, y]: Point): boolean =>
    other.some(([otherX, otherY]) => Math.abs(x - otherX) <= rounding && Math.abs(y - otherY) <= rounding)
  return iou(box, other) > 0.9 || box.every(isNear)
}

function polygonOf(box: readonly number[]): Polygon {
  return [0, 2, 4, 6].map((index) => [box[index], box[index + 1]] as const)
}
