// A source to import: its annotation files, read with every encoding people save, and its images. Nothing is ever written in it.
import { factWords } from './fact-words.ts'
import { errorDetails } from '../../core/error-details.ts'
import { between, joined, say } from '../../core/say.ts'
import { stat } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import type { ErrorCode } from '../../core/error-words.ts'
import { type Text, UserError, systemCode } from '../../core/errors.ts'
import { systemReason } from '../../core/files.ts'
import { allImageEndings, isImageName, passedOver } from '../../core/image-endings.ts'
import { readRegularAsync } from '../../core/read-file.ts'
import {
  countLines,
  decodeText,
  linesOfFile,
  maxTextBytes,
  maxTextLines,
  readAsChinese,
  type Line,
} from '../../data/read/text-file.ts'
import { parseJson, type Json } from './json.ts'
import { SourceError, note, type Note } from './notes.ts'
import { ImageIndex } from './image-index.ts'
import { filesBelow } from './walk.ts'
import { parseXml, type XmlElement } from './xml.ts'

/** Largest annotation files that are read, in bytes; a COCO file of a million texts has about the size of the JSON limit. */
const maxBytes = { lines: maxTextBytes, json: 2 ** 28, xml: 2 ** 26 } as const
type FileKind = keyof typeof maxBytes

/** A source as opened. Paths of files are relative to `root`, with forward slashes. */
export class Source {
  /** Absolute path of the folder that was named, or that holds the file that was named. */
  readonly root: string
  /** Files that may be annotations: all that are not images, or only the file that was named. In natural order. */
  readonly files: readonly string[]
  readonly images: ImageIndex
  /** What was noticed about the encoding of files, on the way. */
  readonly notes: Note[] = []

  constructor(root: string, files: readonly string[], images: ImageIndex) {
    this.root = root
    this.files = files
    this.images = images
  }

  /** The same source with only some of its files. */
  withFiles(files: readonly string[]): Source {
    return new Source(this.root, files, this.images)
  }

  /**
   * The lines of a text file that are not blank.
   * @param known how many lines of a reading name something that is there: tells GB18030 from UTF-8 where both are possible
   * @throws SourceError
   */
  async lines(file: string, known: (lines: readonly Line[]) => number = () => 0): Promise<readonly Line[]> {
    const bytes = await this.#bytes(file, 'lines')
    const count = countLines(bytes)
    if (count > maxTextLines)
      throw new SourceError('file-malformed', {
        expected: say(factWords.maxLines, { max: maxTextLines }),
        found: say(factWords.countLines, { count }),
      })
    const [plain, chinese] = [linesOfFile(bytes), readAsChinese(bytes)]
    const isChinese = chinese !== undefined && known(chinese.lines) > known(plain.lines)
    const { encoding, lines } = isChinese ? chinese : plain
    this.#noteEncoding(encoding, file)
    return lines
  }

  /** @throws SourceError */
  async json(file: string): Promise<Json> {
    return parseJson(await this.#text(file, 'json'))
  }

  /** The root element. @throws SourceError */
  async xml(file: string): Promise<XmlElement> {
    return parseXml(await this.#text(file, 'xml'))
  }

  async #text(file: string, kind: FileKind): Promise<string> {
    const bytes = await this.#bytes(file, kind)
    if (zipStarts.some((start) => start.every((byte, at) => bytes[at] === byte)))
      throw new SourceError('file-malformed', { expected: factWords.textFile, found: factWords.zip })
    const { encoding, text } = decodeText(bytes)
    this.#noteEncoding(encoding, file)
    return text.replace(/^\uFEFF/, '')
  }

  #noteEncoding(encoding: string, file: string): void {
    if (encoding === 'utf-32') throw new SourceError('file-malformed', { expected: 'UTF-8', found: factWords.utf32 })
    if (encoding === 'binary')
      throw new SourceError('file-malformed', { expected: factWords.textFile, found: factWords.zeros })
    if (encoding === 'utf-8' || this.notes.some(({ where }) => where === file)) return
    this.notes.push(note('not-utf8', file, { expected: 'UTF-8', found: say(factWords.readAs, { encoding }) }))
  }

  async #bytes(file: string, kind: FileKind): Promise<Uint8Array> {
    const path = resolve(this.root, file)
    try {
      const { size } = await stat(path)
      const limit = maxBytes[kind]
      if (size > limit)
        throw new SourceError('file-too-big', {
          expected: say(factWords.maxBytes, { max: limit }),
          found: say(factWords.countBytes, { count: size }),
        })
      return await readRegularAsync(path)
    } catch (error) {
      if (error instanceof SourceError || systemCode(error) === undefined) throw error
      throw new SourceError('file-unreadable', { found: systemReason(error) })
    }
  }
}

/** How a ZIP archive begins, whatever it is called: exports that are fetched from an interface of a tool come so. */
const zipStarts = [
  [0x50, 0x4b, 3, 4],
  [0x50, 0x4b, 5, 6],
] as const

/** Where a source may be read. */
interface SourceOptions {
  /** The folder of the images, when they are not below the source. */
  readonly images?: string | undefined
  /** Folders that no link may lead out of; anywhere by default. */
  readonly within?: readonly string[] | undefined
}

/**
 * Opens a folder, or one annotation file with everything beside it.
 * @throws UserError source-missing, source-packed, source-without-images, or what the file system said
 */
export async function openSource(path: string, { images, within }: SourceOptions = {}): Promise<Source> {
  const named = resolve(path)
  const kind = await kindOf(named, 'source-missing')
  if (kind === 'file' && /\.(?:zip|tar|t?gz|rar|7z)$/i.test(named)) throw packed(named)
  if (kind === 'file' && isImageName(named)) throw noSource(named, say(errorDetails['source-missing'].foundImage))
  const root = kind === 'folder' ? named : dirname(named)
  const files = await filesBelow(root, within)
  const index = images === undefined ? new ImageIndex(root, files) : await indexOf(resolve(images), within)
  if (index.paths.length === 0) throw withoutImages(index)
  const annotations = kind === 'folder' ? files.filter((file) => !isImageName(file)) : [basename(named)]
  return new Source(root, annotations, index)
}

async function indexOf(folder: string, within: readonly string[] | undefined): Promise<ImageIndex> {
  if ((await kindOf(folder, 'source-missing')) !== 'folder')
    throw noSource(folder, say(errorDetails['source-missing'].foundFile))
  return new ImageIndex(folder, await filesBelow(folder, within))
}

async function kindOf(path: string, code: ErrorCode): Promise<'file' | 'folder'> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'file'
  } catch (error) {
    throw new UserError({
      code,
      message: say(errorDetails['source-missing'].message),
      expected: say(errorDetails['source-missing'].expected),
      found: systemCode(error) === 'ENOENT' ? say(errorDetails['source-missing'].foundNothing) : systemReason(error),
      where: path,
      next: say(errorDetails['source-missing'].nextPath),
      cause: error,
    })
  }
}

function packed(path: string): UserError {
  return new UserError({
    code: 'source-packed',
    message: say(errorDetails['source-packed'].message),
    expected: say(errorDetails['source-packed'].expected),
    found: basename(path),
    where: path,
    next: say(errorDetails['source-packed'].next),
  })
}

function noSource(path: string, found: Text): UserError {
  return new UserError({
    code: 'source-missing',
    message: say(errorDetails['source-missing'].message),
    expected: say(errorDetails['source-missing'].expected),
    found,
    where: path,
    next: say(errorDetails['source-missing'].next),
  })
}

const words = errorDetails['source-without-images']

function withoutImages({ root, others }: ImageIndex): UserError {
  const unread = passedOver(others).flatMap(({ format, count, ending }) =>
    format === undefined ? [] : [say(words.foundUnread, { count, ending, format })],
  )
  return new UserError({
    code: 'source-without-images',
    message: say(errorDetails['source-without-images'].message),
    expected: say(errorDetails['source-without-images'].expected, { endings: allImageEndings.join(' ') }),
    found: unread.length === 0 ? say(words.found) : joined(unread, between.commas),
    where: root,
    next: say(errorDetails['source-without-images'].next),
  })
}
