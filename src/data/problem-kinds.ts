// Every kind of problem a data set can have, by its code: the facts that a case of it states, and how bad it is.
import type { Text } from '../core/errors.ts'
import { problemSeverities, type Severity } from '../core/problem-codes.ts'
import type { FileError } from './read/disk.ts'
import type { Split } from './read/list.ts'
import type { TextEncoding, UnreadEncoding } from './read/text-file.ts'

export type { ProblemCode, Severity } from '../core/problem-codes.ts'

/** A kind whose code says everything. */
type NoFacts = object

/** Problems of the folder and of its lists. */
export interface ListFacts {
  readonly 'root-missing': { readonly path: string }
  readonly 'root-unreadable': { readonly path: string; readonly isFile: boolean }
  /** Neither list is there: what is there instead, as counts of the folder's entries. */
  readonly 'no-lists': {
    readonly images: number
    readonly textFiles: number
    readonly jsonFiles: number
    readonly folders: number
  }
  readonly 'list-missing': { readonly fileError: FileError }
  /** No training list beside a test list. */
  readonly 'test-part-only': NoFacts
  readonly 'list-unreadable': { readonly fileError: FileError }
  readonly 'list-empty': NoFacts
  readonly 'list-line-unclear': { readonly text: string }
  /** A file of the list that is not there as written, and the one that was taken for it. */
  readonly 'name-respelled': { readonly written: string; readonly taken: string }
  readonly 'duplicate-entry': { readonly image: string; readonly otherLine: number }
  readonly 'conflicting-entry': { readonly image: string; readonly otherLine: number }
  readonly 'shared-ground-truth': {
    readonly groundTruth: string
    readonly image: string
    readonly otherImage: string
    readonly otherLine: number
  }
  /** `other` is the place in the other list, `train_list.txt:3`. */
  readonly 'in-both-splits': { readonly image: string; readonly other: string }
}

/** Problems of how a list or a ground truth is stored as text. */
export interface TextFileFacts {
  readonly 'not-utf8': { readonly encoding: TextEncoding }
  readonly 'not-text': { readonly encoding: UnreadEncoding }
  /** Told once for all lists and once for all ground truths of a split; `files` says of how many it is true. */
  readonly 'byte-order-mark': { readonly files: number }
  readonly 'line-endings': { readonly files: number; readonly endings: 'crlf' | 'cr' | 'mixed' }
}

/** How an image is stored and shown; sizes in pixels. */
export interface OrientationFacts {
  /** EXIF orientation, 2 to 8. */
  readonly orientation: number
  readonly rawWidth: number
  readonly rawHeight: number
  readonly width: number
  readonly height: number
}

/** Problems of images. `reason` is what the file system or the decoder said. */
export interface ImageFacts {
  /** `listed` is the place in the list, `train_list.txt:3`. */
  readonly 'image-missing': { readonly listed?: string; readonly fileError: FileError }
  readonly 'image-unreadable': { readonly listed?: string; readonly fileError: FileError }
  readonly 'image-empty': NoFacts
  readonly 'image-undecodable': { readonly reason: Text }
  readonly 'image-truncated': { readonly reason: Text }
  readonly 'image-too-large': { readonly reason: Text }
  readonly 'image-extension': { readonly format: string; readonly extension: string; readonly usual: string }
  readonly 'image-pages': { readonly pages: number }
  readonly 'exif-orientation': OrientationFacts & {
    readonly fit: 'turned' | 'both' | 'neither' | 'no-box' | 'same-size'
  }
  readonly 'boxes-fit-raw-size': OrientationFacts
  /** `other` is the other image; `sameTexts` whether both have the same boxes and transcripts. */
  readonly 'duplicate-image': { readonly other: string; readonly sameTexts: boolean }
  readonly 'leaked-image': { readonly other: string; readonly sameTexts: boolean }
  /** `likeness` is the correlation of the two images' thumbnails, at most 1. */
  readonly 'similar-image': { readonly other: string; readonly likeness: number }
  readonly 'leaked-similar-image': { readonly other: string; readonly likeness: number }
}

/** Problems of ground-truth files and their lines. */
export interface GroundTruthFacts {
  readonly 'ground-truth-missing': { readonly listed: string; readonly fileError: FileError }
  readonly 'ground-truth-unreadable': { readonly listed: string; readonly fileError: FileError }
  readonly 'image-without-text': NoFacts
  readonly 'wrong-separator': { readonly separator: Separator }
  readonly 'coordinate-count': { readonly numbers: number }
  /** `position` counts from 1; without it the number is beyond any image. */
  readonly 'coordinate-not-a-number': { readonly text: string; readonly position?: number }
  readonly 'transcript-missing': { readonly corners: number }
  readonly 'transcript-of-numbers': { readonly transcript: string }
  readonly 'corners-after-a-box': { readonly corners: number; readonly transcript: string }
  /** A column of another data set's lines before the transcript; `ignored` of the `texts` are do not care by it. */
  readonly 'extra-column': { readonly column: ExtraColumn; readonly texts: number; readonly ignored: number }
}

/** `script`: `Latin,word` of ICDAR 2017 MLT. `difficulty`: `1,"word"` of RCTW. */
export type ExtraColumn = 'script' | 'difficulty'

/** What people put between numbers instead of a comma. */
export type Separator = 'full-width-comma' | 'semicolon' | 'full-width-semicolon' | 'tab' | 'space'

/** The edge of an image that a box passes farthest, by how many pixels, and the image's size. */
export interface EdgeFacts {
  readonly edge: 'left' | 'top' | 'right' | 'bottom'
  readonly by: number
  readonly width: number
  readonly height: number
}

/** Problems of single boxes. */
export interface BoxFacts {
  readonly 'too-many-corners': { readonly corners: number; readonly max: number }
  readonly 'counter-clockwise': NoFacts
  /** Two edges that cross, each by its corners from 1: `2-3`. */
  readonly 'self-crossing': { readonly first: string; readonly second: string }
  readonly 'self-crossing-ignored': { readonly first: string; readonly second: string }
  /** In square pixels. */
  readonly 'zero-area': { readonly area: number }
  readonly 'zero-area-ignored': { readonly area: number }
  readonly 'box-outside-image': EdgeFacts
  readonly 'box-past-edge': EdgeFacts
  /** `overlap` is intersection over union; `mixed` when one of the two is `###`. */
  readonly 'duplicate-box': { readonly otherLine: number; readonly overlap: number; readonly mixed: boolean }
  /** Short side in network pixels, and the least that is learnt; an evaluation counts such a text all the same. */
  readonly 'text-too-small': {
    readonly part: Split
    readonly size: number
    readonly least: number
    readonly input: InputSize
  }
}

/** Height and width of the network's input in pixels. */
export type InputSize = readonly [height: number, width: number]

/** Problems of a whole split. */
export interface SplitFacts {
  readonly 'no-texts': { readonly images: number }
  readonly 'all-texts-ignored': { readonly ignored: number; readonly texts: number }
  readonly 'most-texts-ignored': { readonly ignored: number; readonly texts: number }
  readonly 'few-images': { readonly images: number; readonly least: number }
  /** `median` in network pixels; `repair` is the smallest input size at which it reaches `least`, where there is one. */
  readonly 'small-texts': {
    readonly median: number
    readonly least: number
    readonly input: InputSize
    readonly repair?: InputSize
  }
  /** `example` is one of them. */
  readonly 'unlisted-images': { readonly images: number; readonly example: string }
}

/** The facts of every kind, by code. */
export interface ProblemFacts extends ListFacts, TextFileFacts, ImageFacts, GroundTruthFacts, BoxFacts, SplitFacts {}

/** How bad each kind is; facts and list have the same codes. */
export const severities: Readonly<Record<keyof ProblemFacts, Severity>> = problemSeverities
