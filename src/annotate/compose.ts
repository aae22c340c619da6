// The annotations of one image, as an editor has them, to and from a ground-truth file, so that nothing of the file is lost.
import { createHash } from 'node:crypto'
import { errorDetails } from '../core/error-details.ts'
import { UserError } from '../core/errors.ts'
import { say } from '../core/say.ts'
import { problem, problemInBoth, type Finding } from '../data/problems.ts'
import { doNotCare, readGroundTruthLines } from '../data/read/ground-truth.ts'
import { linesOfFile } from '../data/read/text-file.ts'
import { normalisePolygon } from '../data/rules/text/normalise.ts'
import { groundTruthLine, oneLine } from '../data/write/ground-truth-line.ts'
import { samePoint, type Polygon } from '../geometry/points.ts'

/** One text of an image, in pixels of the upright image. */
export interface Annotation {
  readonly polygon: Polygon
  /** Without a line break; `###` where it is not to be cared for. */
  readonly transcript: string
  /** Do not care: neither trained on nor counted. */
  readonly ignore: boolean
}

/** A text as it stands in a file. */
export interface ReadAnnotation extends Annotation {
  /** In the ground-truth file, from 1. */
  readonly line: number
}

/** A line that holds no text that can be used; an editor keeps it unless it is told to drop it. */
export interface UnreadLine {
  /** From 1. */
  readonly line: number
  readonly text: string
}

/** What a ground-truth file holds. */
export interface AnnotatedFile {
  /** Of the bytes: another file has another one. */
  readonly revision: string
  readonly texts: readonly ReadAnnotation[]
  readonly unread: readonly UnreadLine[]
}

/** What an editor wants the file to hold. */
export interface Wanted {
  readonly texts: readonly Annotation[]
  /** Leaves out the lines that cannot be used. */
  readonly dropUnread?: boolean
}

/** Corners are written to a tenth of a pixel. */
const perPixel = 10

/** SHA-256 of the bytes, in hex. */
export function revisionOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Takes a ground-truth file apart. */
export function annotationsOf(bytes: Uint8Array): AnnotatedFile {
  const lines = readLines(bytes)
  return {
    revision: revisionOf(bytes),
    texts: lines.flatMap(({ annotation, line }) => (annotation === undefined ? [] : [{ ...annotation, line }])),
    unread: lines.flatMap(({ annotation, line, text }) => (annotation === undefined ? [{ line, text }] : [])),
  }
}

/**
 * The file with the wanted texts, as UTF-8 with LF. Lines of texts that stay as they are stay to the letter, and so do lines that
 * cannot be used, unless they are to be dropped.
 * @param before the bytes that stand there
 * @throws UserError annotation-invalid: an outline that crosses itself or encloses nothing
 */
export function groundTruthWith({ texts, dropUnread = false }: Wanted, before: Uint8Array, file: string): string {
  const lines = readLines(before)
  // A column between corners and transcripts belongs to all lines or to none.
  const hasColumn = lines.some(({ hasColumn: inLine }) => inLine)
  const written = texts.map((wanted, index) => {
    const drawn = normalised(wanted, { file, index })
    const same = hasColumn ? undefined : lines.find(({ annotation }) => annotation && isSame(annotation, drawn))
    return same?.text ?? lineOf(drawn)
  })
  const kept = dropUnread ? [] : lines.filter(({ annotation }) => annotation === undefined).map(({ text }) => text)
  return [...written, ...kept].map((line) => `${line}\n`).join('')
}

interface ReadLine extends UnreadLine {
  readonly annotation: Annotation | undefined
  readonly hasColumn: boolean
}

function readLines(bytes: Uint8Array): ReadLine[] {
  const { lines } = linesOfFile(bytes)
  return readGroundTruthLines(lines).map(({ number, polygon: written, transcript, ignore, findings }, index) => {
    const polygon = written && normalisePolygon(written, ignore).polygon
    return {
      line: number,
      text: lines[index].text,
      annotation: polygon && { polygon, transcript, ignore },
      hasColumn: findings.some(({ code }) => code === 'extra-column'),
    }
  })
}

/** As it will be read back: corners to a tenth of a pixel, clockwise, a transcript of one line that says whether it is to be cared for. */
function normalised({ polygon, transcript, ignore }: Annotation, at: { file: string; index: number }): Annotation {
  const rounded = polygon.map(([x, y]) => [toTenth(x), toTenth(y)] as const)
  const { polygon: usable, findings } = normalisePolygon(rounded, ignore)
  if (usable === undefined) throw invalid(findings[findings.length - 1], at)
  const words = ignore ? doNotCare : oneLine(transcript)
  return { polygon: usable, transcript: words, ignore: words === doNotCare }
}

const toTenth = (value: number): number => Math.round(value * perPixel) / perPixel

function lineOf({ polygon, transcript }: Annotation): string {
  return groundTruthLine(polygon, transcript)
}

/** Whether two annotations outline the same to a tenth of a pixel, and say the same. */
function isSame(one: Annotation, other: Annotation): boolean {
  return (
    one.transcript === other.transcript &&
    one.ignore === other.ignore &&
    one.polygon.length === other.polygon.length &&
    one.polygon.every(([x, y], index) => samePoint([toTenth(x), toTenth(y)], other.polygon[index]))
  )
}

function invalid(finding: Finding, { file, index }: { file: string; index: number }): UserError {
  return new UserError({
    code: 'annotation-invalid',
    message: say(errorDetails['annotation-invalid'].message, { number: index + 1 }),
    expected: say(errorDetails['annotation-invalid'].expected),
    found: problemInBoth(problem(finding, file)).message,
    where: file,
    next: say(errorDetails['annotation-invalid'].next),
  })
}
