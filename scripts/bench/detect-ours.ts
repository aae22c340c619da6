// One process that detects texts on every image of a folder and prints seconds and boxes as JSON; the first image warms up.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { detectTexts } from '../../src/tasks/models/detect.ts'

const [model, folder] = process.argv.slice(2)
const out = mkdtempSync(join(tmpdir(), 'ocrdet-bench-'))
let started = 0
let ended = 0
const { results } = await detectTexts({ inputs: [folder], model, out, workdirs: out, draw: false, recognizer: 'none' }, () => {
  if (started === 0) started = performance.now()
  ended = performance.now()
})
rmSync(out, { recursive: true })
const boxes = Object.fromEntries(results.map(({ image_path, boxes: found }) => [basename(image_path), found]))
console.log(JSON.stringify({ seconds: (ended - started) / 1000, images: results.length - 1, boxes }))
