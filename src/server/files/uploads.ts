// Uploaded files: pictures for this server's life, data sets and models for good; limited in length and in number.
import { randomBytes } from 'node:crypto'
import { createWriteStream, existsSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, extname, join } from 'node:path'
import { finished } from 'node:stream/promises'
import { once } from 'node:events'
import { UserError } from '../../core/errors.ts'
import { explaining, makeFolder } from '../../core/files.ts'
import type { Upload } from '../contract/detect.ts'
import { chunksOf, tooLarge } from '../http/input.ts'
import type { Limits, ServerOptions } from '../options.ts'

type UploadKind = Upload['kind']

/** What is said of a file before it comes. */
export interface AskedUpload extends Pick<Upload, 'name' | 'kind'> {
  /** Where a picture lay in the folder that was given; part of its name in results. */
  readonly folder?: string | undefined
}

/** Endings by which a file's kind is known. */
const endings: Readonly<Record<UploadKind, readonly string[]>> = {
  picture: '.jpg .jpeg .png .bmp .webp .tif .tiff .gif .avif'.split(' '),
  dataset: ['.zip'],
  model: ['.onnx', '.pth', '.pt'],
}

export class Uploads {
  readonly #limits: Limits
  /** Folder of data sets and models. */
  readonly #lasting: string
  readonly #uploads = new Map<string, Upload>()
  #temporary: string | undefined
  #bytes = 0

  constructor({ limits, uploads }: Pick<ServerOptions, 'limits' | 'uploads'>) {
    this.#limits = limits
    this.#lasting = uploads
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
      message: 'There is no such upload',
      expected: 'the id of an upload to this server',
      found: JSON.stringify(id.slice(0, 60)),
      next: 'upload the file again',
    })
  }

  /**
   * Writes the body of a request into a file of its own, as it comes.
   * @throws UserError bad-upload, upload-too-large, too-many-uploads
   */
  async receive(request: Request, { name, kind, folder = '' }: AskedUpload): Promise<Upload> {
    const ending = this.#endingOf(name, kind)
    if (this.#uploads.size >= this.#limits.uploads || this.#bytes >= this.#limits.totalBytes)
      throw new UserError({
        code: 'too-many-uploads',
        message: 'This server has taken as many files as it may',
        expected: `at most ${this.#limits.uploads} files and ${this.#limits.totalBytes} bytes`,
        next: 'remove uploads, or give the path of a folder instead',
      })
    const id = randomBytes(9).toString('base64url')
    const path = join(this.#folderOf(kind), `${id}${ending}`)
    const bytes = await this.#write(request, path, this.#limitOf(kind))
    this.#bytes += bytes
    const shown = [...partsOf(folder), partsOf(name).at(-1) ?? name].join('/')
    const upload: Upload = { id, name: shown, kind, bytes, path }
    this.#uploads.set(id, upload)
    return upload
  }

  /** Says that an upload lies elsewhere now: a data set in its unpacked folder, a model under its name. */
  moved(id: string, path: string): Upload {
    const upload = { ...this.get(id), path }
    this.#uploads.set(id, upload)
    return upload
  }

  /** Keeps a model under a name that a person knows: `uploads/model.onnx`, `uploads/model_2.onnx`. */
  keepModel(upload: Upload): Upload {
    const ending = extname(upload.path)
    const path = this.freeName(safeName(basename(upload.name, extname(upload.name))), ending)
    explaining(path, 'write', () => renameSync(upload.path, path))
    return this.moved(upload.id, path)
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
    if (this.#temporary !== undefined) rmSync(this.#temporary, { recursive: true, force: true })
    this.#temporary = undefined
  }

  #endingOf(name: string, kind: UploadKind): string {
    const ending = extname(name).toLowerCase()
    if (endings[kind].includes(ending)) return ending
    throw new UserError({
      code: 'bad-upload',
      message: 'A file of this kind cannot be used here',
      expected: `a name that ends with ${endings[kind].join(' ')}`,
      found: JSON.stringify(name.slice(0, 100)),
      where: 'query.name',
    })
  }

  #limitOf(kind: UploadKind): number {
    const { pictureBytes, datasetBytes, modelBytes, totalBytes } = this.#limits
    const limit = { picture: pictureBytes, dataset: datasetBytes, model: modelBytes }[kind]
    return Math.min(limit, totalBytes - this.#bytes)
  }

  #folderOf(kind: UploadKind): string {
    if (kind === 'model') {
      makeFolder(this.#lasting)
      return this.#lasting
    }
    this.#temporary ??= mkdtempSync(join(tmpdir(), 'ocrdet-uploads-'))
    return this.#temporary
  }

  async #write(request: Request, path: string, limit: number): Promise<number> {
    if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge(limit)
    const file = createWriteStream(path, { flags: 'wx', mode: 0o600 })
    let bytes = 0
    try {
      for await (const chunk of chunksOf(request)) {
        bytes += chunk.length
        if (bytes > limit) throw tooLarge(limit)
        if (!file.write(chunk)) await once(file, 'drain')
      }
      file.end()
      await finished(file)
      return statSync(path).size
    } catch (error) {
      file.destroy()
      rmSync(path, { force: true })
      throw error
    }
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
