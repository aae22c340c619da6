// Images a second from file to boxes: ours against OpenCV's own DB text detector with the same ONNX file, in turn.
// npm run bench:detect -- [--model latest] [--images 40] [--rounds 3] [--size 544x960] [--folder <photographs>]
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import sharp from 'sharp'
import { OUTPUT_NAME } from '../src/detect/detector.ts'
import { SETTINGS_KEY, settingsToText } from '../src/detect/settings.ts'
import { encodeModel } from '../src/formats/onnx/write.ts'
import type { Polygon } from '../src/geometry/points.ts'
import { iou } from '../src/geometry/overlap.ts'
import { reshape } from '../src/graph/build.ts'
import { emit } from '../src/graph/lowering/emit.ts'
import { inferenceGraph } from '../src/model/dbnet.ts'
import { findWeights } from '../src/tasks/models/models.ts'
import { synth } from '../src/tasks/data/synth.ts'
import { findPython, INSTALL_COMMAND } from '../tests/torch/python.ts'
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
    size: { type: 'string', default: '544x960' },
  },
})
/** Both read the network's pixels one to one: neither pads nor scales, so that their boxes can be compared. */
const [height, width] = values.size.split('x').map(Number)
/** High enough that single pixels, on which OpenCV's class gives up, do not become candidates. */
const thresholds = { binaryThreshold: 0.4, boxThreshold: 0.6 }
const python = findPython(['cv2'])
if (python === undefined) throw new Error(`no python3 with OpenCV: ${INSTALL_COMMAND}`)
const folder = mkdtempSync(join(tmpdir(), 'ocrdet-bench-detect-'))

try {
  const { settings, model } = await writeModel()
  await makeImages()
  const { binaryThreshold, boxThreshold, unclipRatio, maxCandidates } = settings.postProcessing
  const cvSettings = JSON.stringify({ binaryThreshold, boxThreshold, unclipRatio, maxCandidates, width, height })
  const ours: Detected[] = []
  const theirs: Detected[] = []
  for (let round = 0; round < Number(values.rounds); round++) {
    ours.push(run(process.execPath, ['--import', 'tsx', 'scripts/bench/detect-ours.ts', model]))
    theirs.push(run(python, ['scripts/bench/detect_opencv.py', model, cvSettings]))
  }
  const [us, them] = [rateOf(ours), rateOf(theirs)]
  const { share, pairs, extra, gaveUp } = agreement(ours[0], theirs[0])
  console.log(`${values.images} images of ${width}x${height}, medians of ${values.rounds} rounds in turn`)
  console.log(`ocrdet   ${us.toFixed(2)} images/s`)
  console.log(`OpenCV   ${them.toFixed(2)} images/s (cv2.dnn.TextDetectionModel_DB)`)
  verdict({ name: 'detection, times OpenCV', value: us / them, target: 1.3, atLeast: true })
  verdict({ name: `boxes that OpenCV has too, of ${pairs}`, value: share, target: 0.99, atLeast: true })
  console.log(`OpenCV has ${extra} boxes more (it takes holes for texts too), and gave up on ${gaveUp} images`)
} finally {
  rmSync(folder, { recursive: true })
}

/** The exported network with an output of two dimensions (H, W): OpenCV's detector class finds nothing on four. */
async function writeModel() {
  const { checkpoint, settings: own } = await findWeights(values.model, values.workdirs)
  const preprocessing = { ...own.preprocessing, size: [height, width] as const }
  const settings = { ...own, preprocessing, postProcessing: { ...own.postProcessing, ...thresholds } }
  const pred = reshape(inferenceGraph(checkpoint.parameters, [1, 3, height, width]), [height, width])
  const model = emit({ [OUTPUT_NAME]: pred }, { target: 'portable' })
  const path = join(folder, 'model.onnx')
  writeFileSync(path, encodeModel({ ...model, metadata: { [SETTINGS_KEY]: settingsToText(settings) } }))
  return { settings, model: path }
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

/** Share of our boxes that OpenCV has too, at IoU above 0.9, and how many it has besides. */
function agreement(ours: Detected, theirs: Detected) {
  let [pairs, agreed, all, gaveUp] = [0, 0, 0, 0]
  for (const [name, boxes] of Object.entries(ours.boxes)) {
    const others = theirs.boxes[name]?.map(polygonOf)
    if (boxes === null || others === undefined) {
      gaveUp++
      continue
    }
    pairs += boxes.length
    all += others.length
    agreed += boxes.filter((box) => others.some((other) => iou(polygonOf(box), other) > 0.9)).length
  }
  return { share: agreed / pairs, pairs, extra: Math.max(0, all - agreed), gaveUp }
}

function polygonOf(box: readonly number[]): Polygon {
  return [0, 2, 4, 6].map((index) => [box[index], box[index + 1]] as const)
}
