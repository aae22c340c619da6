// Every kind of problem a data set can have: how bad it is, what it is called, what to do. A table read by code.

/** `error` keeps a training from starting; `warning` costs accuracy; `info` says what was read differently than written. */
export type Severity = 'error' | 'warning' | 'info'

/** What is always the same about one kind of problem. The facts of a case (expected, found) come from where it is found. */
export interface ProblemKind {
  readonly severity: Severity
  /** One sentence without a final full stop; `file` is the path relative to the data set. */
  readonly message: (file: string) => string
  /** What to do, as an instruction. */
  readonly next: string
}

const notFound = (file: string): string => `File not found: ${file}`
const invalidBox =
  (what: string) =>
  (file: string): string =>
    `Invalid box format in ${file.split('/').at(-1)}: ${what}`
const plain = (message: string) => (): string => message

const listHelp = 'write one line per picture: "train_images/1.jpg train_gts/1.txt", or only "1.jpg"'
const copyAgain = 'copy the picture again from its source, or take its line out of the list'
const boxHelp = 'write x1,y1,x2,y2,x3,y3,x4,y4,transcript, with the corners clockwise from the top-left one'

/** The closed list of problem kinds, by code. */
export const problemKinds = {
  'root-missing': { severity: 'error', message: plain('Data set folder not found'), next: 'check the path' },
  'root-unreadable': {
    severity: 'error',
    message: plain('The data set cannot be opened as a folder'),
    next: 'give the folder that holds train_list.txt and test_list.txt, and check its permissions',
  },

  'list-missing': { severity: 'error', message: notFound, next: `make this file and ${listHelp}` },
  'list-unreadable': {
    severity: 'error',
    message: (file) => `${file} cannot be read`,
    next: 'check that it is a text file, and its permissions',
  },
  'list-empty': { severity: 'error', message: (file) => `${file} names no picture`, next: listHelp },
  'list-line-unclear': {
    severity: 'error',
    message: plain('The line can be split into a picture and a ground truth in more than one way, or in none'),
    next: 'put each path that holds spaces between double quotes',
  },
  'duplicate-entry': {
    severity: 'warning',
    message: plain('The picture is listed twice; the second line is skipped'),
    next: 'take one of the two lines out of the list',
  },
  'conflicting-entry': {
    severity: 'error',
    message: plain('The picture is listed twice, with different ground truths'),
    next: 'keep the line with the right ground truth',
  },
  'shared-ground-truth': {
    severity: 'warning',
    message: plain('Two pictures share one ground-truth file'),
    next: 'give each picture its own file, named in the list beside it',
  },
  'in-both-splits': {
    severity: 'warning',
    message: plain('The picture is both in train_list.txt and in test_list.txt, so the F-score will flatter'),
    next: 'take it out of one of the two lists',
  },

  'picture-missing': { severity: 'error', message: notFound, next: 'add the picture, or mend its line in the list' },
  'picture-unreadable': {
    severity: 'error',
    message: plain('The picture cannot be read'),
    next: 'check what the path leads to, and its permissions',
  },
  'picture-empty': { severity: 'error', message: plain('The picture is an empty file'), next: copyAgain },
  'picture-undecodable': {
    severity: 'error',
    message: plain('The picture cannot be decoded'),
    next: 'convert it to JPEG or PNG, or take its line out of the list',
  },
  'picture-truncated': { severity: 'error', message: plain('The picture ends before its last pixel'), next: copyAgain },
  'picture-too-large': {
    severity: 'error',
    message: plain('The picture is too large to decode'),
    next: 'scale it down together with its boxes, or cut it into parts',
  },
  'picture-extension': {
    severity: 'info',
    message: plain('The content is not what the name says; it is read by its content'),
    next: 'nothing to do here; other programs may want the right extension',
  },
  'exif-orientation': {
    severity: 'info',
    message: plain('The picture is turned by its EXIF orientation before use'),
    next: 'look at the picture in a viewer: the boxes must fit what you see there',
  },
  'boxes-fit-raw-size': {
    severity: 'error',
    message: plain('The boxes fit the picture as stored, but not as turned by its EXIF orientation'),
    next: 'remove the EXIF orientation from the picture, or draw the boxes on the turned picture',
  },

  'truth-missing': {
    severity: 'error',
    message: notFound,
    next: 'add the ground-truth file (an empty one for a picture without text), or mend the line in the list',
  },
  'truth-unreadable': {
    severity: 'error',
    message: plain('The ground truth cannot be read'),
    next: 'check what the path leads to, and its permissions',
  },
  'not-utf8': {
    severity: 'warning',
    message: plain('The file is not UTF-8'),
    next: 'save it again as UTF-8; numbers are read correctly, names and transcripts perhaps not',
  },
  'not-text': {
    severity: 'error',
    message: plain('The file is not a text file'),
    next: 'check that the list names the picture first and its ground truth second',
  },

  'wrong-separator': { severity: 'error', message: invalidBox('numbers are not separated by commas'), next: boxHelp },
  'coordinate-count': { severity: 'error', message: invalidBox('wrong number of coordinates'), next: boxHelp },
  'coordinate-not-a-number': { severity: 'error', message: invalidBox('not a number'), next: boxHelp },
  'transcript-missing': {
    severity: 'warning',
    message: plain('The line has no transcript; it is read as a legible text'),
    next: 'end the line with a comma and the text, or ### for a text to ignore',
  },
  'transcript-of-numbers': {
    severity: 'info',
    message: plain('The numbers after the first four corners are read as part of the transcript'),
    next: 'if they are corners of a polygon, check that they lie near the others',
  },
  'counter-clockwise': {
    severity: 'info',
    message: plain('The corners run counter-clockwise; they are turned round when read'),
    next: 'nothing to do here; other programs may want them clockwise',
  },
  'self-crossing': {
    severity: 'error',
    message: invalidBox('its outline crosses itself'),
    next: 'put the corners in the order in which they lie around the text, clockwise',
  },
  'self-crossing-ignored': {
    severity: 'warning',
    message: plain('The outline of a ### region crosses itself; its bounding rectangle is ignored instead'),
    next: 'put the corners in the order in which they lie around the region, clockwise',
  },
  'zero-area': {
    severity: 'error',
    message: invalidBox('it encloses no area'),
    next: 'draw the box again, or delete the line',
  },
  'zero-area-ignored': {
    severity: 'info',
    message: plain('A ### region encloses no area; it is left out'),
    next: 'delete the line',
  },
  'box-outside-picture': {
    severity: 'error',
    message: invalidBox('it lies wholly outside the picture'),
    next: 'check that the ground truth belongs to this picture and was drawn at this size',
  },
  'box-past-edge': {
    severity: 'warning',
    message: plain('The box reaches past the edge of the picture; only the part inside counts'),
    next: 'check that the ground truth was drawn at this size of the picture',
  },

  'no-texts': {
    severity: 'error',
    message: (file) => `The pictures of ${file} have no text at all`,
    next: 'check that the ground-truth files are the right ones: all of them are empty',
  },
  'all-texts-ignored': {
    severity: 'error',
    message: (file) => `Every box of ${file} is ### (do not care), so there is nothing to learn or to measure`,
    next: 'give the legible texts a transcript; any but ### will do',
  },
  'most-texts-ignored': {
    severity: 'warning',
    message: (file) => `Nearly every box of ${file} is ### (do not care)`,
    next: 'check that legible texts have a transcript; any but ### will do',
  },
} as const satisfies Record<string, ProblemKind>

/** The code of a problem kind: stable, in kebab case, for `--json` and for tests. */
export type ProblemCode = keyof typeof problemKinds
