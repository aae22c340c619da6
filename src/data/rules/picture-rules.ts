// Rules over a picture's header and its boxes: is the file what it says, and do the boxes fit it?
import { extname } from 'node:path'
import { boundsOf, type Bounds } from '../../geometry/points.ts'
import type { PictureHeader } from '../picture.ts'
import { problem, type Finding, type Problem } from '../problems.ts'
import type { Sample } from '../types.ts'

/** What the rules look at. `picture` and `truth` are the files' names as problems spell them. */
export interface PictureFacts {
  readonly sample: Sample
  readonly header: PictureHeader
  readonly picture: string
  readonly truth: string
}

type PictureRule = (facts: PictureFacts) => readonly Problem[]

const pictureRules: readonly PictureRule[] = [extensionRule, orientationRule, edgeRule]

/** Everything there is to say about one picture and its boxes, short of decoding it. */
export function pictureProblems(facts: PictureFacts): Problem[] {
  return pictureRules.flatMap((rule) => rule(facts))
}

/** Extensions by what libvips calls the format. */
const extensions: Record<string, readonly string[]> = {
  jpeg: ['.jpg', '.jpeg', '.jpe', '.jfif'],
  png: ['.png'],
  webp: ['.webp'],
  tiff: ['.tif', '.tiff'],
  gif: ['.gif'],
  heif: ['.avif', '.heic', '.heif'],
}

function extensionRule({ sample, header, picture }: PictureFacts): Problem[] {
  const extension = extname(sample.imagePath).toLowerCase()
  const usual = extensions[header.format]
  if (usual === undefined || usual.includes(extension)) return []
  const facts = { expected: usual[0], found: `${header.format} content named ${extension || 'without extension'}` }
  return [problem({ code: 'picture-extension', ...facts }, picture)]
}

/** Pixels a corner may lie past the edge without a word: annotators click the edge, programs round and count from 1. */
const edgeTolerance = 2

function orientationRule({ sample, header, picture }: PictureFacts): Problem[] {
  if (header.orientation === 1) return []
  const turn = `orientation ${header.orientation}, ${header.rawWidth}x${header.rawHeight} as stored, ${sizeOf(header)} as turned`
  const finding = (code: Finding['code'], fit: string): Problem[] => [
    problem({ code, found: `${turn}; ${fit}` }, picture),
  ]
  if (sample.texts.length === 0) return finding('exif-orientation', 'there is no box to compare')
  if (header.width === header.rawWidth)
    return finding('exif-orientation', 'the size does not tell which one the boxes fit')
  const { turned, raw } = fit(sample, header)
  if (raw && !turned) return finding('boxes-fit-raw-size', 'the boxes fit the size as stored')
  if (turned && !raw) return finding('exif-orientation', 'the boxes fit the size as turned')
  return finding('exif-orientation', `the boxes fit ${turned ? 'both sizes' : 'neither size'}`)
}

function edgeRule({ sample, header, truth }: PictureFacts): Problem[] {
  const sizes = fit(sample, header)
  // Boxes drawn on the picture as stored are one problem, told by the orientation rule, not one for each box.
  if (sizes.raw && !sizes.turned) return []
  return sample.texts.flatMap(({ polygon, ignore, line }) => {
    const bounds = boundsOf(polygon)
    const { edge, by } = overshoot(bounds, header)
    if (by <= edgeTolerance) return []
    const outside = bounds.maxX <= 0 || bounds.maxY <= 0 || bounds.minX >= header.width || bounds.minY >= header.height
    const facts = { expected: `within ${sizeOf(header)}`, found: `${Number(by.toFixed(2))} px past the ${edge} edge` }
    return [problem({ code: outside && !ignore ? 'box-outside-picture' : 'box-past-edge', ...facts }, truth, line)]
  })
}

interface Size {
  readonly width: number
  readonly height: number
}

function sizeOf({ width, height }: Size): string {
  return `${width}x${height}`
}

/** Share of boxes that may reach past the edge of the size they were drawn at. */
const strayShare = 0.1

/** Whether the boxes fit the picture as turned by its EXIF orientation, and as stored. */
function fit({ texts }: Sample, header: PictureHeader): { turned: boolean; raw: boolean } {
  const bounds = texts.map((text) => boundsOf(text.polygon))
  const fits = (size: Size): boolean =>
    bounds.filter((box) => overshoot(box, size).by > edgeTolerance).length <= strayShare * bounds.length
  return { turned: fits(header), raw: fits({ width: header.rawWidth, height: header.rawHeight }) }
}

/** The edge that is passed farthest, and by how many pixels; 0 or less when none is. */
function overshoot({ minX, minY, maxX, maxY }: Bounds, { width, height }: Size): { edge: string; by: number } {
  const past = [
    { edge: 'left', by: -minX },
    { edge: 'top', by: -minY },
    { edge: 'right', by: maxX - width },
    { edge: 'bottom', by: maxY - height },
  ]
  return past.reduce((most, some) => (some.by > most.by ? some : most))
}
