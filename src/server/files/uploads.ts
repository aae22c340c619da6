// Uploaded files: images for this server's life, data sets and models for good; limited in length and in number.
import { errorDetails } from '../../core/error-details.ts'
import { say } from '../../core/say.ts'
import { randomBytes } from 'node:crypto'
import { existsSync, realpathSync, renameSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, extname, join } from 'node:path'
import { UserError } from '../../core/errors.ts'
import { asidePath, explainSystemError, explaining, makeFolder, removeLeftovers } from '../../core/files.ts'
import { allImageEndings, unreadFormatOf } from '../../core/image-endings.ts'
import type { Upload } from '../contract/detect.ts'
import { chunksOf, tooLarge } from '../http/input.ts'
import type { Limits, ServerOptions } from '../options.ts'

type UploadKind = Upload['kind']

/** What is said of a file before it comes. */
export interface AskedUpload extends Pick<Upload, 'name' | 'kind'> {
  /** Where an image lay in the folder that was given; part of its name in results. */
  readonly folder?: string | undefined
}

/** Endings by which a file's kind is known. */
const endings: Readonly<Record<UploadKind, readonly string[]>> = {
  image: allImageEndings,
  dataset: ['.zip'],
  model: ['.onnx', '.pth', '.pt'],
}

export class Uploads {
  readonly #limits: Limits
  /** Folder of data sets and models. */
  readonly #lasting: string
  readonly #uploads = new Map<string, Upload>()
  /** Uploads that are still coming. */
  #coming = 0
  /** Of all uploads, those that are still coming included. */
  #bytes = 0
  /** Folder of images and of archives on the way; made when the first one comes. */
  readonly temporary: string

  constructor({ limits, uploads }: Pick<ServerOptions, 'limits' | 'uploads'>) {
    this.#limits = limits
    this.#lasting = uploads
    const room = realpathSync(tmpdir())
    this.temporary = asidePath(join(room, 'ocrdet-uploads'))
    clearLeftovers(room)
    clearLeftovers(uploads)
  }

  list(kind: UploadKind): Upload[] {
    return [...this.#uploads.values()].filter((upload) => upload.kind === kind)
  }

  /** @throws UserError upload-unknown */
  get(id: string): Upload {
    const upload = this.#uploads.get(id)
    if (upload !== undefined) return upload
    throw new UserError({
      code: 'upload-unknown',
      message: say(errorDetails['upload-unknown'].message),
      expected: say(errorDetails['upload-unknown'].expected),
      found: JSON.stringify(id.slice(0, 60)),
      next: say(errorDetails['upload-unknown'].next),
    })
  }

  /**
   * Writes the body of a request into a file of its own, as it comes. What is announced counts from the start, so that uploads at
   * the same time stay within the limits together.
   * @throws UserError bad-upload, upload-too-large, too-many-uploads, disk-full
   */
  async receive(request: Request, { name, kind, folder = '' }: AskedUpload): Promise<Upload> {
    const ending = this.#endingOf(name, kind)
    const announced = Number(request.headers.get('content-length') ?? 0)
    if (announced > this.#limitOf(kind)) throw tooLarge(this.#limitOf(kind))
    this.#refuseTooMany(1, announced)
    this.#coming++
    this.#bytes += announced
    let counted = announced
    const count = (bytes: number): void => {
      if (bytes > this.#limitOf(kind)) throw tooLarge(this.#limitOf(kind))
      if (bytes <= counted) return
      this.#refuseTooMany(0, bytes - counted)
      this.#bytes += bytes - counted
      counted = bytes
    }
    try {
      const id = randomBytes(9).toString('base64url')
      const path = this.#placeOf(kind, id, ending)
      const bytes = await writeBody(request, path, count)
      this.#bytes += bytes - counted
      counted = bytes
      const shown = [...partsOf(folder), partsOf(name).at(-1) ?? name].join('/')
      const upload: Upload = { id, name: shown, kind, bytes, path }
      this.#uploads.set(id, upload)
      return upload
    } catch (error) {
      this.#bytes -= counted
      throw error
    } finally {
      this.#coming--
    }
  }

  /** Counts what an archive holds in place of its own bytes. @throws UserError too-many-uploads */
  unpacked(id: string, bytes: number): void {
    const upload = this.get(id)
    this.#refuseTooMany(0, bytes - upload.bytes)
    this.#bytes += bytes - upload.bytes
    this.#uploads.set(id, { ...upload, bytes })
  }

  /** Says that an upload lies elsewhere now: a data set in its unpacked folder, a model under its name. */
  moved(id: string, path: string): Upload {
    const upload = { ...this.get(id), path }
    this.#uploads.set(id, upload)
    return upload
  }

  /** Keeps a model under a name that a person knows: `uploads/model.onnx`, `uploads/model_2.onnx`. */
  keepModel(upload: Upload): Upload {
    const ending = extname(upload.name)
    const path = this.freeName(safeName(basename(upload.name, ending)), ending.toLowerCase())
    explaining(path, 'write', () => renameSync(upload.path, path))
    return this.moved(upload.id, path)
  }

  /** Where a folder of lasting uploads is made before it has its name. */
  asideFolder(): string {
    makeFolder(this.#lasting)
    return asidePath(join(this.#lasting, 'upload'))
  }

  /** Gives a folder that was made aside its name: `uploads/receipts`, `uploads/receipts_2`. */
  keepFolder(aside: string, stem: string): string {
    const path = this.freeName(stem, '')
    explaining(path, 'write', () => renameSync(aside, path))
    return path
  }

  /** A path in the folder of lasting uploads that nothing has yet. */
  freeName(stem: string, ending: string): string {
    makeFolder(this.#lasting)
    for (let count = 1; ; count++) {
      const path = join(this.#lasting, `${stem}${count === 1 ? '' : `_${count}`}${ending}`)
      if (!existsSync(path)) return path
    }
  }

  remove(id: string): void {
    const { path, bytes } = this.get(id)
    this.#uploads.delete(id)
    this.#bytes -= bytes
    rmSync(path, { force: true, recursive: true })
  }

  close(): void {
    rmSync(this.temporary, { recursive: true, force: true })
  }

  #endingOf(name: string, kind: UploadKind): string {
    const ending = extname(name).toLowerCase()
    if (endings[kind].includes(ending)) return ending
    const format = unreadFormatOf(name)
    throw new UserError({
      code: 'bad-upload',
      message: say(errorDetails['bad-upload'].message),
      expected: say(errorDetails['bad-upload'].expected, { endings: endings[kind].join(' ') }),
      found: `${JSON.stringify(name.slice(0, 100))}${format === undefined ? '' : ` (${format})`}`,
      where: 'query.name',
      ...(format !== undefined && kind === 'image' && { next: say(errorDetails['bad-upload'].next) }),
    })
  }

  #limitOf(kind: UploadKind): number {
    const { imageBytes, datasetBytes, modelBytes } = this.#limits
    return { image: imageBytes, dataset: datasetBytes, model: modelBytes }[kind]
  }

  #refuseTooMany(moreFiles: number, moreBytes: number): void {
    const { uploads, totalBytes } = this.#limits
    const files = this.#uploads.size + this.#coming + moreFiles
    if (files <= uploads && this.#bytes + moreBytes <= totalBytes) return
    throw new UserError({
      code: 'too-many-uploads',
      message: say(errorDetails['too-many-uploads'].message),
      expected: say(errorDetails['too-many-uploads'].expected, { uploads, totalBytes }),
      next: say(errorDetails['too-many-uploads'].next),
    })
  }

  /** Where an upload is written: an unfinished model has no name that anybody takes for one. */
  #placeOf(kind: UploadKind, id: string, ending: string): string {
    const folder = kind === 'model' ? this.#lasting : this.temporary
    makeFolder(folder)
    return kind === 'model' ? asidePath(join(folder, id)) : join(folder, `${id}${ending}`)
  }
}

/** @param count told how many bytes there are by now; what it throws ends the upload */
async function writeBody(request: Request, path: string, count: (bytes: number) => void): Promise<number> {
  try {
    const file = await open(path, 'wx', 0o600)
    let bytes = 0
    try {
      for await (const chunk of chunksOf(request)) {
        bytes += chunk.length
        count(bytes)
        await file.writeFile(chunk)
      }
    } finally {
      await file.close()
    }
    return bytes
  } catch (error) {
    rmSync(path, { force: true })
    throw explainSystemError(error, path, 'write')
  }
}

/** What a server that was killed left; a folder of others that cannot be cleared stays. */
function clearLeftovers(folder: string): void {
  try {
    removeLeftovers(folder, Number.POSITIVE_INFINITY)
  } catch {
    // nobody's uploads depend on it
  }
}

/** The parts of a path that lead down. */
function partsOf(path: string): string[] {
  return path.split(/[\\/]/).filter((part) => part !== '' && part !== '.' && part !== '..')
}

/** A name without anything that means something to a file system or a shell. */
export function safeName(name: string): string {
  const plain = name.replaceAll(/[^\p{L}\p{N}_-]+/gu, '_').replaceAll(/^_+|_+$/g, '')
  return plain === '' ? 'upload' : plain.slice(0, 60)
}
