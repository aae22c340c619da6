// One ground-truth file as a person would mend it, and what was done about each line.
import { assert } from '../../core/assert.ts'
import { convexHull } from '../../geometry/hull.ts'
import { minAreaRect } from '../../geometry/min-area-rect.ts'
import { area, boundingRectangle, boundsOf, type Polygon } from '../../geometry/points.ts'
import { isConvex } from '../../geometry/overlap.ts'
import { clipPolygon } from '../augment/box.ts'
import { turnByOrientation } from '../import/exif.ts'
import { truthLine } from '../import/layout/truth-line.ts'
import type { ProblemCode } from '../problem-kinds.ts'
import { problem, type Finding, type Problem } from '../problems.ts'
import { readTruthLine, type LineReading } from '../read/coordinates.ts'
import { doNotCare, readTruthLines, type TruthLine } from '../read/ground-truth.ts'
import { linesOfFile, type Line } from '../read/text-file.ts'
import { oneBoxEach } from '../rules/picture/duplicate-boxes.ts'
import { insideEdges } from '../rules/picture/edges.ts'
import { drawnUpright } from '../rules/picture/orientation.ts'
import type { NetworkView, OpenedPicture } from '../rules/picture/rule.ts'
import { settlePolygon } from '../rules/text/settle.ts'
import type { Text } from '../types.ts'
import type { Deed } from './deeds.ts'
import { respell } from './respell.ts'

/** One problem and what was done about it. */
export interface Change {
  readonly deed: Deed
  readonly problem: Problem
}

/** Texts as they become, and what was done. */
interface MendedTexts {
  readonly texts: readonly Text[]
  readonly changes: readonly Change[]
}

/** A ground-truth file as it becomes. */
export interface MendedTruth {
  /** Without line ends. A line that needs no mending stays as it is written. */
  readonly lines: readonly string[]
  readonly changes: readonly Change[]
}

/** Mends the ground truth of a picture. @param bytes the ground-truth file */
export function mendTruth(bytes: Uint8Array, opened: OpenedPicture, view: NetworkView): MendedTruth {
  const { lines: written } = linesOfFile(bytes)
  const { texts, changes } = mendTexts(written, opened, view)
  const changed = new Set(changes.map(({ problem }) => problem.line))
  const isWhole = changes.some(({ deed }) => deed === 'boxes-turned' || deed === 'column-dropped')
  const quotedLines = new Set(changes.flatMap(({ deed, problem }) => (deed === 'quoted' ? [problem.line] : [])))
  const asWritten = new Map(written.map(({ number, text }) => [number, text]))
  const lines = texts.map(({ polygon, transcript, line }) => {
    const original = isWhole || changed.has(line) ? undefined : asWritten.get(line)
    return original ?? truthLine(polygon, transcript, quotedLines.has(line) ? 'always' : 'where-needed')
  })
  return { lines, changes }
}

/** Each step looks at what the one before it left, so that nothing mended is refused later. */
function mendTexts(written: readonly Line[], opened: OpenedPicture, view: NetworkView): MendedTexts {
  let changes: Change[] = []
  const readings = readTruthLines(written, readMended)
  const lines = written.flatMap(({ text }, index) => mendLine(text, readings[index], { file: opened.truth, changes }))
  const steps = [turnBoxes, cutAtEdges, dropTwins]
  const texts = steps.reduce<readonly Text[]>((texts, step) => {
    const current = { ...opened, sample: { ...opened.sample, texts } }
    const mended = step(current, view)
    changes = changes.concat(mended.changes)
    return mended.texts
  }, lines)
  // What concerns the whole file first, then line by line.
  return { texts, changes: changes.toSorted((a, b) => (a.problem.line ?? 0) - (b.problem.line ?? 0)) }
}

/** A line as written, or respelled where that makes it readable. */
function readMended(line: string): LineReading {
  const first = readTruthLine(line)
  const respelled = first.polygon === undefined ? respell(line) : undefined
  return respelled === undefined ? first : readTruthLine(respelled)
}

/** What is done about what the reader says of a line that it can read. */
const lineDeeds: Partial<Record<ProblemCode, Deed>> = {
  'transcript-missing': 'comma-added',
  'transcript-of-numbers': 'quoted',
  'extra-column': 'column-dropped',
}

/** The text of one line, or none. */
function mendLine(
  line: string,
  { number, polygon, transcript, ignore, findings }: TruthLine,
  { file, changes }: { readonly file: string; readonly changes: Change[] },
): Text[] {
  const tell = (finding: Finding, deed: Deed): void => {
    changes.push({ deed, problem: problem(finding, file, number) })
  }
  const first = readTruthLine(line)
  if (polygon === undefined) {
    if (first.finding !== undefined) tell(first.finding, 'text-left-out')
    return []
  }
  if (first.polygon === undefined && first.finding !== undefined) tell(first.finding, 'respelled')
  for (const finding of findings) tell(finding, lineDeeds[finding.code] ?? 'kept')
  const settled = mendPolygon(polygon, ignore)
  for (const { finding, deed } of settled.told) tell(finding, deed)
  if (settled.polygon === undefined) return []
  const masked = ignore || settled.masked
  return [{ polygon: settled.polygon, transcript: masked ? doNotCare : transcript, ignore: masked, line: number }]
}

interface MendedPolygon {
  readonly polygon?: Polygon
  /** A legible text that must be marked as do not care. */
  readonly masked: boolean
  readonly told: readonly { readonly finding: Finding; readonly deed: Deed }[]
}

/** What the reader makes of the polygon; where it would leave a text out because it crosses itself, its corners are put in order. */
function mendPolygon(written: Polygon, ignore: boolean): MendedPolygon {
  const { polygon, findings } = settlePolygon(written, ignore)
  const told = findings.map((finding) => ({ finding, deed: polygonDeeds[finding.code] ?? 'text-left-out' }))
  const [crossing] = findings
  if (crossing?.code === 'too-many-corners') return masking(boundingRectangle(written), crossing)
  if (polygon !== undefined || crossing?.code !== 'self-crossing')
    return { ...(polygon && { polygon }), masked: false, told }
  const hull = convexHull(written)
  const ordered = written.length === 4 && hull.length === 4 && area(hull) >= 1
  if (!ordered) return masking(minAreaRect(written).corners, crossing)
  return { polygon: hull, masked: false, told: [{ finding: crossing, deed: 'corners-ordered' }] }
}

/** A region marked as do not care in the place of a text, where it encloses anything. */
function masking(outline: Polygon, finding: Finding): MendedPolygon {
  if (area(outline) < 1) return { masked: false, told: [{ finding, deed: 'text-left-out' }] }
  return { polygon: outline, masked: true, told: [{ finding, deed: 'region-ignored' }] }
}

/** What is done about what the reader says of a polygon, where it can go on with one. */
const polygonDeeds: Partial<Record<ProblemCode, Deed>> = {
  'counter-clockwise': 'turned-round',
  'self-crossing-ignored': 'rectangle-written',
  'zero-area-ignored': 'region-dropped',
}

type Step = (opened: OpenedPicture, view: NetworkView) => MendedTexts

/** Boxes that were drawn on the picture as stored, as it is shown. */
const turnBoxes: Step = (opened, view) => {
  const { sample, header } = opened
  const [turned] = drawnUpright(opened, view)
  if (turned?.code !== 'boxes-fit-raw-size') return { texts: sample.texts, changes: [] }
  const stored = { width: header.rawWidth, height: header.rawHeight }
  const texts = sample.texts.flatMap((text) => {
    // Settled again: some orientations mirror, which reverses the direction of the corners.
    const { polygon } = settlePolygon(turnByOrientation(text.polygon, header.orientation, stored), text.ignore)
    return polygon === undefined ? [] : [{ ...text, polygon }]
  })
  return { texts, changes: [{ deed: 'boxes-turned', problem: turned }] }
}

/** Boxes that reach past the edge are cut there; those that lie outside are left out. */
const cutAtEdges: Step = (opened, view) => {
  const { header, sample } = opened
  const byLine = new Map(insideEdges(opened, view).map((problem) => [problem.line, problem]))
  const changes: Change[] = []
  const texts = sample.texts.flatMap((text) => {
    const past = byLine.get(text.line)
    if (past === undefined) return [text]
    const inside = insideOf(text.polygon, header)
    const deed = inside === undefined ? 'box-dropped' : inside === text.polygon ? 'not-mendable' : 'box-cut'
    changes.push({ deed, problem: past })
    return inside === undefined ? [] : [{ ...text, polygon: inside }]
  })
  return { texts, changes }
}

/** The part inside the picture; undefined when there is none. A concave outline could fall apart, so it stays as it is. */
function insideOf(polygon: Polygon, { width, height }: OpenedPicture['header']): Polygon | undefined {
  const { minX, minY, maxX, maxY } = boundsOf(polygon)
  if (maxX <= 0 || maxY <= 0 || minX >= width || minY >= height) return undefined
  if (!isConvex(polygon)) return polygon
  const clipped = clipPolygon(polygon, { minX: 0, minY: 0, maxX: width, maxY: height })
  const rounded = clipped.map(([x, y]) => [hundredths(x), hundredths(y)] as const)
  const settled = rounded.length < 3 ? undefined : settlePolygon(rounded, false).polygon
  return settled
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100
}

/** Of two boxes on one text the legible one stays, else the first. */
const dropTwins: Step = (opened, view) => {
  const { texts } = opened.sample
  const byLine = new Map(texts.map((text) => [text.line, text]))
  const changes: Change[] = []
  const dropped = new Set<number | undefined>()
  for (const twin of oneBoxEach(opened, view)) {
    assert(twin.code === 'duplicate-box', 'the rule tells of boxes on each other')
    const second = byLine.get(twin.line ?? 0)
    const first = twin.facts.otherLine
    dropped.add(second?.ignore === false && byLine.get(first)?.ignore === true ? first : twin.line)
    changes.push({ deed: 'second-box-dropped', problem: twin })
  }
  return { texts: texts.filter(({ line }) => !dropped.has(line)), changes }
}
