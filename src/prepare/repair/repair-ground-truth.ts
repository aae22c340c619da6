// One ground-truth file as a person would repair it, and what was done about each line.
import { assert } from '../../core/assert.ts'
import { convexHull } from '../../geometry/hull.ts'
import { minAreaRect } from '../../geometry/min-area-rect.ts'
import { area, boundingRectangle, boundsOf, type Polygon } from '../../geometry/points.ts'
import { isConvex } from '../../geometry/overlap.ts'
import { clipPolygon } from '../../data/augment/box.ts'
import { turnByOrientation } from '../import/exif.ts'
import { groundTruthLine } from '../../data/write/ground-truth-line.ts'
import type { ProblemCode } from '../../data/problem-kinds.ts'
import { problem, type Finding, type Problem } from '../../data/problems.ts'
import { readGroundTruthLine, type LineReading } from '../../data/read/coordinates.ts'
import { doNotCare, readGroundTruthLines, type GroundTruthLine } from '../../data/read/ground-truth.ts'
import { linesOfFile, type Line } from '../../data/read/text-file.ts'
import { oneBoxEach } from '../../data/rules/image/duplicate-boxes.ts'
import { insideEdges } from '../../data/rules/image/edges.ts'
import { drawnUpright } from '../../data/rules/image/orientation.ts'
import type { NetworkView, OpenedImage } from '../../data/rules/image/rule.ts'
import { normalisePolygon } from '../../data/rules/text/normalise.ts'
import type { TextInstance } from '../../data/types.ts'
import type { Fix } from './fixes.ts'
import { respell } from './respell.ts'

/** One problem and what was done about it. */
export interface Change {
  readonly fix: Fix
  readonly problem: Problem
}

/** Texts as they become, and what was done. */
interface RepairedTexts {
  readonly texts: readonly TextInstance[]
  readonly changes: readonly Change[]
}

/** A ground-truth file as it becomes. */
export interface RepairedGroundTruth {
  /** Without line ends. A line that needs no repairing stays as it is written. */
  readonly lines: readonly string[]
  readonly changes: readonly Change[]
}

/** Repairs the ground truth of an image. @param bytes the ground-truth file */
export function repairGroundTruth(bytes: Uint8Array, opened: OpenedImage, view: NetworkView): RepairedGroundTruth {
  const { lines: written } = linesOfFile(bytes)
  const { texts, changes } = repairTexts(written, opened, view)
  const changed = new Set(changes.map(({ problem }) => problem.line))
  const isWhole = changes.some(({ fix }) => fix === 'boxes-turned' || fix === 'column-dropped')
  const quotedLines = new Set(changes.flatMap(({ fix, problem }) => (fix === 'quoted' ? [problem.line] : [])))
  const asWritten = new Map(written.map(({ number, text }) => [number, text]))
  const lines = texts.map(({ polygon, transcript, line }) => {
    const original = isWhole || changed.has(line) ? undefined : asWritten.get(line)
    return original ?? groundTruthLine(polygon, transcript, quotedLines.has(line) ? 'always' : 'where-needed')
  })
  return { lines, changes }
}

/** Each step looks at what the one before it left, so that nothing repaired is refused later. */
function repairTexts(written: readonly Line[], opened: OpenedImage, view: NetworkView): RepairedTexts {
  let changes: Change[] = []
  const readings = readGroundTruthLines(written, readRepaired)
  const lines = written.flatMap(({ text }, index) =>
    repairLine(text, readings[index], { file: opened.groundTruth, changes }),
  )
  const steps = [turnBoxes, cutAtEdges, dropTwins]
  const texts = steps.reduce<readonly TextInstance[]>((texts, step) => {
    const current = { ...opened, sample: { ...opened.sample, texts } }
    const repaired = step(current, view)
    changes = changes.concat(repaired.changes)
    return repaired.texts
  }, lines)
  // What concerns the whole file first, then line by line.
  return { texts, changes: changes.toSorted((a, b) => (a.problem.line ?? 0) - (b.problem.line ?? 0)) }
}

/** A line as written, or respelled where that makes it readable. */
function readRepaired(line: string): LineReading {
  const first = readGroundTruthLine(line)
  const respelled = first.polygon === undefined ? respell(line) : undefined
  return respelled === undefined ? first : readGroundTruthLine(respelled)
}

/** What is done about what the reader says of a line that it can read. */
const lineFixes: Partial<Record<ProblemCode, Fix>> = {
  'transcript-missing': 'comma-added',
  'transcript-of-numbers': 'quoted',
  'extra-column': 'column-dropped',
}

/** The text of one line, or none. */
function repairLine(
  line: string,
  { number, polygon, transcript, ignore, findings }: GroundTruthLine,
  { file, changes }: { readonly file: string; readonly changes: Change[] },
): TextInstance[] {
  const tell = (finding: Finding, fix: Fix): void => {
    changes.push({ fix, problem: problem(finding, file, number) })
  }
  const first = readGroundTruthLine(line)
  if (polygon === undefined) {
    if (first.finding !== undefined) tell(first.finding, 'text-left-out')
    return []
  }
  if (first.polygon === undefined && first.finding !== undefined) tell(first.finding, 'respelled')
  for (const finding of findings) tell(finding, lineFixes[finding.code] ?? 'kept')
  const normalised = repairPolygon(polygon, ignore)
  for (const { finding, fix } of normalised.reported) tell(finding, fix)
  if (normalised.polygon === undefined) return []
  const masked = ignore || normalised.masked
  return [{ polygon: normalised.polygon, transcript: masked ? doNotCare : transcript, ignore: masked, line: number }]
}

interface RepairedPolygon {
  readonly polygon?: Polygon
  /** A legible text that must be marked as do not care. */
  readonly masked: boolean
  readonly reported: readonly { readonly finding: Finding; readonly fix: Fix }[]
}

/** What the reader makes of the polygon; where it would leave a text out because it crosses itself, its corners are put in order. */
function repairPolygon(written: Polygon, ignore: boolean): RepairedPolygon {
  const { polygon, findings } = normalisePolygon(written, ignore)
  const reported = findings.map((finding) => ({ finding, fix: polygonFixes[finding.code] ?? 'text-left-out' }))
  const [crossing] = findings
  if (crossing?.code === 'too-many-corners') return masking(boundingRectangle(written), crossing)
  if (polygon !== undefined || crossing?.code !== 'self-crossing')
    return { ...(polygon && { polygon }), masked: false, reported }
  const hull = convexHull(written)
  const ordered = written.length === 4 && hull.length === 4 && area(hull) >= 1
  if (!ordered) return masking(minAreaRect(written).corners, crossing)
  return { polygon: hull, masked: false, reported: [{ finding: crossing, fix: 'corners-ordered' }] }
}

/** A region marked as do not care in the place of a text, where it encloses anything. */
function masking(outline: Polygon, finding: Finding): RepairedPolygon {
  if (area(outline) < 1) return { masked: false, reported: [{ finding, fix: 'text-left-out' }] }
  return { polygon: outline, masked: true, reported: [{ finding, fix: 'region-ignored' }] }
}

/** What is done about what the reader says of a polygon, where it can go on with one. */
const polygonFixes: Partial<Record<ProblemCode, Fix>> = {
  'counter-clockwise': 'turned-round',
  'self-crossing-ignored': 'rectangle-written',
  'zero-area-ignored': 'region-dropped',
}

type Step = (opened: OpenedImage, view: NetworkView) => RepairedTexts

/** Boxes that were drawn on the image as stored, as it is shown. */
const turnBoxes: Step = (opened, view) => {
  const { sample, header } = opened
  const [turned] = drawnUpright(opened, view)
  if (turned?.code !== 'boxes-fit-raw-size') return { texts: sample.texts, changes: [] }
  const stored = { width: header.rawWidth, height: header.rawHeight }
  const texts = sample.texts.flatMap((text) => {
    // Settled again: some orientations mirror, which reverses the direction of the corners.
    const { polygon } = normalisePolygon(turnByOrientation(text.polygon, header.orientation, stored), text.ignore)
    return polygon === undefined ? [] : [{ ...text, polygon }]
  })
  return { texts, changes: [{ fix: 'boxes-turned', problem: turned }] }
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
    const fix = inside === undefined ? 'box-dropped' : inside === text.polygon ? 'not-repairable' : 'box-cut'
    changes.push({ fix, problem: past })
    return inside === undefined ? [] : [{ ...text, polygon: inside }]
  })
  return { texts, changes }
}

/** The part inside the image; undefined when there is none. A concave outline could fall apart, so it stays as it is. */
function insideOf(polygon: Polygon, { width, height }: OpenedImage['header']): Polygon | undefined {
  const { minX, minY, maxX, maxY } = boundsOf(polygon)
  if (maxX <= 0 || maxY <= 0 || minX >= width || minY >= height) return undefined
  if (!isConvex(polygon)) return polygon
  const clipped = clipPolygon(polygon, { minX: 0, minY: 0, maxX: width, maxY: height })
  const rounded = clipped.map(([x, y]) => [hundredths(x), hundredths(y)] as const)
  const normalised = rounded.length < 3 ? undefined : normalisePolygon(rounded, false).polygon
  return normalised
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
    changes.push({ fix: 'second-box-dropped', problem: twin })
  }
  return { texts: texts.filter(({ line }) => !dropped.has(line)), changes }
}
