// The codes of all problems that a data set can have, and how bad each is: one closed list, since logs and diagnoses name them too.

/** `error` keeps a training from starting; `warning` costs accuracy; `info` says what was read differently than written. */
export type Severity = 'error' | 'warning' | 'info'

/** How bad each kind is. */
export const problemSeverities = {
  'root-missing': 'error',
  'root-unreadable': 'error',
  'no-lists': 'error',
  'list-missing': 'error',
  'test-part-only': 'info',
  'list-unreadable': 'error',
  'list-empty': 'error',
  'list-line-unclear': 'error',
  'name-respelled': 'info',
  'duplicate-entry': 'warning',
  'conflicting-entry': 'error',
  'shared-ground-truth': 'warning',
  'in-both-splits': 'warning',

  'not-utf8': 'warning',
  'not-text': 'error',
  'byte-order-mark': 'info',
  'line-endings': 'info',

  'image-missing': 'error',
  'image-unreadable': 'error',
  'image-empty': 'error',
  'image-undecodable': 'error',
  'image-truncated': 'error',
  'image-too-large': 'error',
  'image-extension': 'info',
  'image-pages': 'info',
  'exif-orientation': 'info',
  'boxes-fit-raw-size': 'error',
  'duplicate-image': 'warning',
  'leaked-image': 'warning',
  'similar-image': 'info',
  'leaked-similar-image': 'warning',

  'ground-truth-missing': 'error',
  'ground-truth-unreadable': 'error',
  'image-without-text': 'info',
  'wrong-separator': 'error',
  'coordinate-count': 'error',
  'coordinate-not-a-number': 'error',
  'transcript-missing': 'warning',
  'transcript-of-numbers': 'info',
  'corners-after-a-box': 'info',
  'extra-column': 'info',

  'too-many-corners': 'error',
  'counter-clockwise': 'info',
  'self-crossing': 'error',
  'self-crossing-ignored': 'warning',
  'zero-area': 'error',
  'zero-area-ignored': 'info',
  'box-outside-image': 'error',
  'box-past-edge': 'warning',
  'duplicate-box': 'warning',
  'text-too-small': 'info',

  'no-texts': 'error',
  'all-texts-ignored': 'error',
  'most-texts-ignored': 'warning',
  'few-images': 'warning',
  'small-texts': 'warning',
  'unlisted-images': 'info',
} as const satisfies Readonly<Record<string, Severity>>

/** The code of a problem kind: stable, in kebab case, for `--json` and for tests. */
export type ProblemCode = keyof typeof problemSeverities

export const problemCodes = Object.keys(problemSeverities) as ProblemCode[]
