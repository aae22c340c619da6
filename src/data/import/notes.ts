// What there is to say about an import: every kind of note in one table, a note with its place, and the error that becomes one.

/** `error`: something of the source is not in the data set. `warning`: something was changed. `info`: how something was understood. */
export type NoteSeverity = 'error' | 'warning' | 'info'

interface NoteKind {
  readonly severity: NoteSeverity
  /** One sentence without a final full stop. */
  readonly message: string
  /** What to do, as an instruction. */
  readonly next: string
}

const askTool = 'export again from the tool that made the file, or repair it by hand'
const drawAgain = 'draw it again in the tool that made the file, or repair it by hand'
const checkImage = 'copy the image again from its source, or convert it to JPEG or PNG'

/** The closed list of kinds, by code. */
export const noteKinds = {
  'file-unreadable': {
    severity: 'error',
    message: 'The file cannot be read',
    next: 'check what the path leads to, and its permissions',
  },
  'file-too-big': {
    severity: 'error',
    message: 'The file is larger than an annotation file of its format may be',
    next: 'divide it into several files, or check that it is the file you mean',
  },
  'file-malformed': { severity: 'error', message: 'The file is not what its format asks for', next: askTool },
  'file-unused': {
    severity: 'info',
    message: 'The file belongs to no image and was not read',
    next: 'nothing to do if it is no annotation',
  },
  'not-utf8': {
    severity: 'info',
    message: 'The file is not UTF-8',
    next: 'check that the transcripts in the new data set read well',
  },

  'image-missing': {
    severity: 'error',
    message: 'The image is not in the source; it was left out',
    next: 'check its name and place; an import takes another folder of images with --images <folder>',
  },
  'image-ambiguous': {
    severity: 'error',
    message: 'Several images of the source have this name; it was left out',
    next: 'give the folder of the right ones with --images <folder>, or take each folder by itself',
  },
  'image-broken': {
    severity: 'error',
    message: 'The image cannot be used; it was left out',
    next: checkImage,
  },
  'image-size-differs': {
    severity: 'error',
    message: 'The image has another size than the one its texts were marked on; it was left out',
    next: 'put the image there on which the texts were marked',
  },
  'image-unread': {
    severity: 'error',
    message: 'A text of the image cannot be read, and would be learnt as background; the image was left out',
    next: 'repair what is told about its texts, or mark those places as do not care',
  },
  'image-twice': {
    severity: 'warning',
    message: 'The image is annotated twice; only the first annotation was taken',
    next: 'check which of the two is right, and take the other one away',
  },
  'image-unannotated': {
    severity: 'info',
    message: 'The image has no annotation; it was left out',
    next: 'annotate it, with an empty annotation if it has no text, should it be used',
  },
  'image-respelled': {
    severity: 'info',
    message: 'The image is spelt otherwise on the disk than in the annotation (case, or Unicode form); it was taken',
    next: 'nothing to do if it is the right image',
  },
  'image-renamed': {
    severity: 'info',
    message: 'The image has another name in the data set',
    next: 'nothing to do here; its name was taken, or holds characters that a list cannot hold',
  },
  'hard-linked': {
    severity: 'warning',
    message: 'This system makes no symbolic links; the images are hard links',
    next: 'edit neither the images of the source nor those of the data set: they are the same files',
  },

  'entry-malformed': {
    severity: 'error',
    message: 'The annotation cannot be understood',
    next: askTool,
  },
  'mask-refused': {
    severity: 'error',
    message:
      'Masks (run-length encoded or painted) are not read; the box of the mask became a ### region, where it has one',
    next: 'export outlines (polygons) instead of masks',
  },
  'outline-unread': {
    severity: 'error',
    message: 'The outline cannot be read; the box of the annotation became a ### region',
    next: askTool,
  },
  'shape-skipped': {
    severity: 'error',
    message: 'The shape encloses no region, so that what it marks is unknown',
    next: 'draw it again as a box or a polygon if it marks a text, else delete it',
  },
  'outline-empty': {
    severity: 'error',
    message: 'The outline encloses no area',
    next: drawAgain,
  },
  'outline-outside': {
    severity: 'error',
    message: 'The outline lies wholly outside the image; the text was left out',
    next: 'check that the annotation belongs to this image',
  },
  'outline-uncrossed': {
    severity: 'warning',
    message: 'The outline crossed itself; its four corners were put in order',
    next: 'check the text in the new data set',
  },
  'outline-crossing': {
    severity: 'warning',
    message: 'The outline crosses itself; the rectangle around it became a ### region',
    next: drawAgain,
  },
  'outline-too-fine': {
    severity: 'warning',
    message: 'The outline has too many corners; the rectangle around it became a ### region',
    next: 'export it with fewer corners, or draw it again',
  },
  'line-closed': {
    severity: 'warning',
    message: 'The open line was closed to an outline',
    next: 'check the text in the new data set; mark texts with boxes or polygons',
  },
  'transcript-quoted': {
    severity: 'info',
    message: 'The transcript stands in double quotes in the data set, so that it reads back as it is',
    next: 'nothing to do here; a program that knows no quotes takes them for part of the text',
  },
  'extra-column': {
    severity: 'info',
    message: 'A column between the corners and the transcripts was understood, and is not part of them',
    next: 'nothing to do here',
  },
  'several-parts': {
    severity: 'info',
    message: 'The annotation has several outlines; each became a text of its own',
    next: 'nothing to do if they are parts of one text',
  },
  'boxes-turned': {
    severity: 'info',
    message: 'The texts were marked on the image as stored; they were turned by its EXIF orientation',
    next: 'check the texts in the new data set',
  },
  'orientation-unsure': {
    severity: 'warning',
    message: 'The image is turned by its EXIF orientation; its texts were taken as marked on the turned image',
    next: 'check the texts in the new data set; if they lie wrong, remove the EXIF orientation from the image',
  },
  'boxes-scaled': {
    severity: 'warning',
    message: 'The texts were marked on the image at another size; they were scaled to it',
    next: 'check the texts in the new data set',
  },
  'prediction-taken': {
    severity: 'warning',
    message: 'The file has no annotation, only predictions of a model; these were taken as ground truth',
    next: 'check the texts in the new data set, or export annotations that a person has accepted',
  },
  'transcripts-unplaced': {
    severity: 'warning',
    message: 'The file does not say which transcript belongs to which outline; the transcripts were left out',
    next: 'export as JSON instead of JSON-MIN to keep them',
  },
  'older-annotation': {
    severity: 'info',
    message: 'The task has several annotations; the latest was taken',
    next: 'nothing to do if the latest is the right one',
  },
  'labels-dropped': {
    severity: 'info',
    message: 'Class names are not carried over; a detector knows only text',
    next: 'nothing to do here',
  },
  'validation-as-test': {
    severity: 'info',
    message: 'The source has no test part; its validation part became the test list',
    next: 'nothing to do here',
  },
  'validation-as-train': {
    severity: 'info',
    message: 'The source has a validation part beside its test part; it joined the training list',
    next: 'nothing to do here',
  },
  'parts-incomplete': {
    severity: 'warning',
    message: 'Only some images belong to a part (train, test) of the source; all were divided by seed',
    next: 'move the others into the folders of the parts, or leave them out, to keep the division of the source',
  },
  'test-part-only': {
    severity: 'warning',
    message: 'The source is a test part and stays one: all images are in the test list, and there is no training list',
    next: 'measure a model on it with eval; to divide it all the same, give --test-share, such as --test-share 0.1',
  },
  'alike-together': {
    severity: 'info',
    message: 'Images that are the same, or look almost the same, were kept in one part',
    next: 'nothing to do here; one of each set is enough to learn from',
  },
  'alike-divided': {
    severity: 'warning',
    message: 'All images look almost the same, so they were divided nevertheless; the F-score may be too optimistic',
    next: 'look at the images, and take copies out',
  },
  'one-part-only': {
    severity: 'info',
    message: 'All images belong to one part of the source; they were divided by seed',
    next: 'put both parts below one folder to keep the division of the source',
  },
} as const satisfies Record<string, NoteKind>

/** Stable, in kebab case, for `--json` and for tests. */
export type NoteCode = keyof typeof noteKinds

/** The facts of one case. */
export interface NoteFacts {
  readonly expected?: string | undefined
  readonly found?: string | undefined
}

/** One thing to say about an import. */
export interface Note {
  readonly code: NoteCode
  readonly severity: NoteSeverity
  /** A path, or a path and a line, relative to the source: `Label.txt:3`. */
  readonly where: string
  /** One sentence without a final full stop. */
  readonly message: string
  /** A short noun phrase. */
  readonly expected?: string
  /** A short noun phrase. */
  readonly found?: string
  /** What to do, as an instruction. */
  readonly next: string
}

/** Puts the facts of a case into its place; severity, message and remedy come from the table. */
export function note(code: NoteCode, where: string, { expected, found }: NoteFacts = {}): Note {
  const { severity, message, next }: NoteKind = noteKinds[code]
  return {
    code,
    severity,
    where,
    message,
    ...(expected !== undefined && { expected }),
    ...(found !== undefined && { found }),
    next,
  }
}

/** Thrown while a source is read, by whoever does not know the place; `noting` turns it into a note. */
export class SourceError extends Error {
  readonly code: NoteCode
  readonly facts: NoteFacts
  /** From 1, within the file that is read. */
  readonly line: number | undefined

  constructor(code: NoteCode, facts: NoteFacts = {}, line?: number) {
    super(noteKinds[code].message)
    this.name = 'SourceError'
    this.code = code
    this.facts = facts
    this.line = line
  }
}

/** `Label.txt:3` */
export function placeIn(file: string, line: number | undefined): string {
  return line === undefined ? file : `${file}:${line}`
}

/** Where something is read: the notes to add to, the file, and the line unless the error knows a better one. */
export interface Place {
  readonly notes: Note[]
  readonly file: string
  readonly line?: number | undefined
}

/** The result of `read`, or undefined and a note when it throws a `SourceError`. */
export function noting<T>({ notes, file, line }: Place, read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    notes.push(note(error.code, placeIn(file, error.line ?? line), error.facts))
    return undefined
  }
}

/** The same for work that takes time. */
export async function notingLater<T>({ notes, file, line }: Place, read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read()
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    notes.push(note(error.code, placeIn(file, error.line ?? line), error.facts))
    return undefined
  }
}
