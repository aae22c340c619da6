// Proof on real photographs: eight images with legible text, memorised from scratch, must reach F 0.90 on those same eight.
// npm run proof:overfit -- <icdar2015 data set> [--epochs 140] [--size 448x768]; prints the log of the training.
import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { readDataset, type Sample } from '../src/data/dataset.ts'
import { minAreaRect } from '../src/geometry/min-area-rect.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { epochs: { type: 'string', default: '140' }, size: { type: 'string', default: '448x768' } },
})
/** Short side of a legible text in pixels of the photograph, so that it stays readable at the input size. */
const LEGIBLE = 14

/** Images all of whose legible texts are large, those with the most texts first. */
function chooseEight(samples: readonly Sample[]): readonly Sample[] {
  const heights = ({ texts }: Sample) =>
    texts.filter(({ ignore }) => !ignore).map(({ polygon }) => minAreaRect(polygon).shortSide)
  return samples
    .filter((sample) => heights(sample).length >= 3 && Math.min(...heights(sample)) >= LEGIBLE)
    .toSorted((a, b) => heights(b).length - heights(a).length)
    .slice(0, 8)
}

/** The eight as a data set whose test images are its training images. */
function copyOut(samples: readonly Sample[]): string {
  const root = mkdtempSync(join(tmpdir(), 'ocrdet-overfit-'))
  for (const split of ['train', 'test']) {
    for (const kind of ['images', 'gts']) mkdirSync(join(root, `${split}_${kind}`))
    for (const { imagePath, groundTruthPath } of samples) {
      cpSync(imagePath, join(root, `${split}_images`, basename(imagePath)))
      cpSync(groundTruthPath, join(root, `${split}_gts`, basename(groundTruthPath)))
    }
    const lines = samples.map(
      ({ imagePath, groundTruthPath }) =>
        `${split}_images/${basename(imagePath)} ${split}_gts/${basename(groundTruthPath)}\n`,
    )
    writeFileSync(join(root, `${split}_list.txt`), lines.join(''))
  }
  return root
}

const eight = chooseEight((await readDataset(positionals[0])).train)
const root = copyOut(eight)
const texts = eight.map(({ texts }) => texts.filter(({ ignore }) => !ignore).length)
console.log(`${eight.map(({ name }) => name).join(' ')}: ${texts.reduce((a, b) => a + b, 0)} legible texts in ${root}`)
const flags = `--input-size ${values.size} --batch-size 2 --num-epochs ${values.epochs} --eval-interval 20
  --optimizer Adam --learning-rate 0.001 --scheduler poly --warmup-iters 20 --augment false --seed 1
  --binary-threshold 0.4`
const words = ['dist/cli/main.js', 'train', root, ...flags.split(/\s+/), '--workdirs', join(root, 'workdirs')]
process.exitCode = spawnSync(process.execPath, words, { stdio: 'inherit' }).status ?? 1
