// What labelling by a model saves: labels of a set are hidden, made by the starter, and made again by models that were fine-tuned on the first
// images as a person would have corrected them.
// npm run bench:label -- <data set> [--images 100] [--corrected 20,50] [--label-size 1216x1216] [--words] [--training='--preset thorough']
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { readDataset, type Sample } from '../src/data/dataset.ts'
import { overlapsOf } from '../src/geometry/overlap.ts'
import { labelImages } from '../src/tasks/annotate/label.ts'

const {
  values,
  positionals: [source],
} = parseArgs({
  allowPositionals: true,
  options: {
    images: { type: 'string', default: '100' },
    corrected: { type: 'string', default: '20,50' },
    'label-size': { type: 'string' },
    words: { type: 'boolean', default: false },
    /** The recommended settings at batches of 2 and 640x640, so that 20 images are forty steps and everything takes a quarter of an hour on two cores at most. */
    training: { type: 'string', default: '--num-epochs 4 --input-size 640 --eval-interval 2' },
  },
})
if (source === undefined) throw new Error('name a data set')
/** A box that overlaps more needs no correction; one that overlaps less than the second is another text. */
const good = 0.7
const same = 0.3
const training = ['--batch-size', '2', '--seed', '1', ...values.training.split(' ')]
const labelSize = values['label-size']?.split('x').map(Number)
/** Images of the test list that each training is measured on. */
const measured = 10

const work = mkdtempSync(join(tmpdir(), 'ocrdet-bench-label-'))
const corrections = values.corrected === '' ? [] : values.corrected.split(',').map(Number)
const { train, test } = await readDataset(resolve(source))
const hidden = train.slice(0, Number(values.images))
const rest = hidden.slice(Math.max(0, ...corrections))
if (rest.length === 0) throw new Error('name more images than are corrected')
console.log(
  `${hidden.length} images of ${basename(source)} without their labels; scores on the last ${rest.length}, which no model saw`,
)
console.log(
  `${values.words ? 'words' : 'lines'} labelled at ${values['label-size'] ?? "the model's own size"}, fine-tuned with ${training.join(' ')}; a box is right where its IoU is above ${good}`,
)
console.log('labels by           texts   right  to move  to draw  to delete  clicks an image  drawing all  seconds')
try {
  await report('starter', 'starter')
  for (const corrected of corrections) {
    const begun = performance.now()
    const model = fineTuned(corrected)
    await report(`after ${corrected} images`, model, (performance.now() - begun) / 1000)
  }
} finally {
  rmSync(work, { recursive: true, force: true })
}

/** Labels the images with a model, and counts what a person would have to do. */
async function report(what: string, model: string, trainingSeconds = 0): Promise<void> {
  const begun = performance.now()
  const dir = join(work, `labelled by ${what}`)
  await labelImages({
    inputs: rest.map(({ imagePath }) => imagePath),
    dir,
    model,
    ...(values.words ? { words: true } : { recognizer: 'none' }),
    workdirs: work,
    ...(labelSize !== undefined && { options: { input_size: [labelSize[0], labelSize[1]] } }),
  })
  const labels = new Map((await readDataset(dir)).train.map((sample) => [sample.name, sample]))
  const sums = { texts: 0, right: 0, move: 0, draw: 0, remove: 0 }
  for (const sample of rest) {
    const one = workOn(sample, labels.get(sample.name))
    for (const key of Object.keys(sums) as (keyof typeof sums)[]) sums[key] += one[key]
  }
  // A box is drawn by two clicks, moved or deleted by two (choose, then drag or press); an image is accepted by one.
  const clicks = (2 * (sums.move + sums.draw + sums.remove)) / rest.length + 1
  const all = (2 * sums.texts) / rest.length + 1
  const cells = [
    what.padEnd(19),
    String(sums.texts).padStart(5),
    `${((100 * sums.right) / sums.texts).toFixed(1)} %`.padStart(7),
    String(sums.move).padStart(8),
    String(sums.draw).padStart(8),
    String(sums.remove).padStart(10),
    clicks.toFixed(1).padStart(16),
    all.toFixed(1).padStart(12),
    (trainingSeconds + (performance.now() - begun) / 1000).toFixed(0).padStart(8),
  ]
  console.log(cells.join(' '))
}

/** Texts that are not to be cared for cost nothing, and neither do boxes on them. */
function workOn({ texts }: Sample, labelled: Sample | undefined) {
  const boxes = labelled?.texts ?? []
  const counting = texts.filter(({ ignore }) => !ignore)
  const onIgnored = new Set(
    overlapsOf(texts, boxes).flatMap(({ groundTruth, detection, ofDetection }) =>
      texts[groundTruth].ignore && ofDetection > 0.5 ? [detection] : [],
    ),
  )
  const taken = new Map<number, number>()
  const used = new Set<number>()
  const pairs = overlapsOf(counting, boxes).toSorted((a, b) => b.iou - a.iou)
  for (const { groundTruth, detection, iou } of pairs) {
    if (iou < same || taken.has(groundTruth) || used.has(detection)) continue
    taken.set(groundTruth, iou)
    used.add(detection)
  }
  const right = [...taken.values()].filter((iou) => iou > good).length
  return {
    texts: counting.length,
    right,
    move: taken.size - right,
    draw: counting.length - taken.size,
    remove: boxes.filter((_, index) => !used.has(index) && !onIgnored.has(index)).length,
  }
}

/** A model that was fine-tuned on so many of the hidden images, with their true labels. */
function fineTuned(images: number): string {
  const data = join(work, `corrected_${images}`)
  const parts = { train: hidden.slice(0, images), test: test.slice(0, measured) }
  for (const [split, samples] of Object.entries(parts)) {
    for (const folder of ['images', 'gts']) mkdirSync(join(data, `${split}_${folder}`), { recursive: true })
    for (const { name, imagePath, groundTruthPath } of samples) {
      cpSync(imagePath, join(data, `${split}_images`, name))
      cpSync(groundTruthPath, join(data, `${split}_gts`, name.replace(/\.[^.]+$/, '.txt')))
    }
    writeFileSync(join(data, `${split}_list.txt`), samples.map(({ name }) => `${name}\n`).join(''))
  }
  const workdirs = join(work, `workdirs_${images}`)
  const words = ['dist/cli/main.js', 'train', data, ...training, '--workdirs', workdirs, '--no-tensorboard']
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr === '' ? stdout : stderr)
  const found = spawnSync(process.execPath, ['dist/cli/main.js', 'runs', '--workdirs', workdirs, '--json'], {
    encoding: 'utf8',
  })
  const [{ folder }] = (JSON.parse(found.stdout) as { runs: { folder: string }[] }).runs
  return folder
}
