// One side of bench-read.ts, in a process of its own: reads the lines of images in given boxes, then whole images, and prints a line of JSON.
import { readFileSync } from 'node:fs'
import { decodeImage } from '../../src/data/image.ts'
import type { Polygon } from '../../src/geometry/points.ts'
import { openRecognizer } from '../../src/recognize/open.ts'
import { openDetector } from '../../src/api/index.ts'
import { openGutenye, openTesseract } from './read-others.ts'

/** A reader of either side. */
export interface Reading {
  readonly readLines: (path: string, polygons: readonly Polygon[]) => Promise<readonly string[]>
  readonly readPage: (path: string) => Promise<unknown>
  readonly close?: () => Promise<unknown>
}

/** What is to be read. */
export interface ReadJob {
  readonly others: string
  readonly images: readonly { readonly path: string; readonly polygons: readonly Polygon[] }[]
  /** Images that are read whole, too. */
  readonly pages: number
}

/** What was read: seconds by the clock and of all cores together; the first image warms up and counts in neither. */
export interface ReadSide {
  readonly texts: readonly (readonly string[])[]
  readonly seconds: number
  readonly cpuSeconds: number
  readonly pageSeconds: number
}

async function openOurs(): Promise<Reading> {
  const recognizer = await openRecognizer()
  const detector = await openDetector({ model: 'starter' })
  return {
    readLines: async (path, polygons) =>
      (await recognizer.read(await decodeImage(path), polygons)).map(({ text }) => text),
    readPage: (path) => detector.detect(path, { read: true }),
  }
}

const [side, jobPath] = process.argv.slice(2)
const { others, images, pages } = JSON.parse(readFileSync(jobPath, 'utf8')) as ReadJob
const open = { ours: openOurs, gutenye: () => openGutenye(others), tesseract: () => openTesseract(others) }
const reading = await open[side as keyof typeof open]()
const texts = [await reading.readLines(images[0].path, images[0].polygons)]
const [cpu, started] = [process.cpuUsage(), performance.now()]
for (const { path, polygons } of images.slice(1)) texts.push(await reading.readLines(path, polygons))
const seconds = (performance.now() - started) / 1000
const { user, system } = process.cpuUsage(cpu)
if (pages > 0) await reading.readPage(images[0].path)
const onPages = performance.now()
for (const { path } of images.slice(1, 1 + pages)) await reading.readPage(path)
const pageSeconds = (performance.now() - onPages) / 1000
const result: ReadSide = { texts, seconds, cpuSeconds: (user + system) / 1e6, pageSeconds }
console.log(JSON.stringify(result))
await reading.close?.()
process.exit(0)
