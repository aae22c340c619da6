// Asks OpenCV, pyclipper and Shapely through one run of python3.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Point, Polygon } from '../../src/geometry/points.ts'

/** Questions by kind: see geometry_opencv.py beside this file. */
export interface Questions {
  readonly fill?: readonly { width: number; height: number; margin: number; polygon: Polygon }[]
  readonly contours?: readonly { width: number; height: number; data: string }[]
  readonly rect?: readonly (readonly Point[])[]
  readonly offset?: readonly { polygon: Polygon; distance: number }[]
  readonly overlap?: readonly { a: Polygon; b: Polygon }[]
  readonly valid?: readonly Polygon[]
  readonly texts?: readonly { size: number; data: string }[]
}

/** What cv2.minAreaRect and cv2.convexHull say of a set of points. */
export interface RectAnswer {
  readonly sides: readonly [number, number]
  readonly corners: Polygon
  readonly hullArea: number
  readonly hullSize: number
}

/** One answer per question; null where the library is not installed. */
export interface Answers {
  readonly fill: readonly string[]
  readonly contours: readonly Polygon[][]
  readonly rect: readonly RectAnswer[]
  readonly offset: readonly (Polygon[] | null)[]
  readonly overlap: readonly ({ intersection: number; iou: number } | null)[]
  readonly valid: readonly (boolean | null)[]
  readonly texts: readonly ({ corners: Polygon; score: number }[] | null)[]
}

/** The first python3 that has cv2. */
function pythonWithOpenCv(): string {
  const candidates = [process.env['PYTHON'], 'python3', '/usr/bin/python3'].filter((path) => path !== undefined)
  const found = candidates.find((path) => spawnSync(path, ['-c', 'import cv2']).status === 0)
  if (found === undefined) throw new Error('no python3 with OpenCV: apt-get install python3-opencv (or set PYTHON)')
  return found
}

/** Answers all questions; throws with Python's words when it fails. */
export function askOpenCv(questions: Questions): Answers {
  const script = fileURLToPath(new URL('geometry_opencv.py', import.meta.url))
  const { status, stdout, stderr } = spawnSync(pythonWithOpenCv(), [script], {
    input: JSON.stringify(questions),
    encoding: 'utf8',
    maxBuffer: 256 * 2 ** 20,
  })
  if (status !== 0) throw new Error(`geometry_opencv.py failed:\n${stderr}`)
  return JSON.parse(stdout) as Answers
}
