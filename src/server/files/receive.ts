// Takes an upload and makes it what it is for: an image is looked at, a data set unpacked, a model kept under its name.
import { errorDetails } from '../../core/error-details.ts'
import { say } from '../../core/say.ts'
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { UserError } from '../../core/errors.ts'
import type { Upload } from '../contract/detect.ts'
import type { Services } from '../services.ts'
import { type AskedUpload, safeName } from './uploads.ts'

/** @throws UserError bad-upload, upload-too-large, too-many-uploads, image-..., zip-... */
export async function receiveUpload(
  { uploads, reader, examiner, options }: Services,
  request: Request,
  asked: AskedUpload,
): Promise<Upload> {
  const upload = await uploads.receive(request, asked)
  try {
    if (upload.kind === 'model') return uploads.keepModel(upload)
    if (upload.kind === 'image') {
      // a broken image is told where it is detected on, so that one of many stops none of the others
      const { width, height } = await reader.ask('imageSize', upload.path).catch(unlessTooLarge)
      refuseManyPixels(width * height, options.limits.imagePixels)
      return upload
    }
    const stem = safeName(basename(upload.name, extname(upload.name)))
    const aside = uploads.asideFolder()
    try {
      const { bytes } = await examiner.ask('unzip', { path: upload.path, folder: aside })
      rmSync(upload.path, { force: true })
      uploads.unpacked(upload.id, bytes)
      return uploads.moved(upload.id, rootOfDataset(uploads.keepFolder(aside, stem)))
    } finally {
      rmSync(aside, { recursive: true, force: true }) // what a killed worker left of it
    }
  } catch (error) {
    uploads.remove(upload.id)
    throw error
  }
}

function unlessTooLarge(error: unknown): { width: number; height: number } {
  if (error instanceof UserError && error.code !== 'image-too-large') return { width: 0, height: 0 }
  throw error
}

function refuseManyPixels(pixels: number, max: number): void {
  if (pixels <= max) return
  throw new UserError({
    code: 'image-too-large',
    message: say(errorDetails['image-too-large'].messagePixels),
    expected: say(errorDetails['image-too-large'].expectedPixels, { max }),
    found: String(pixels),
    next: say(errorDetails['image-too-large'].next),
  })
}

/** The folder with the lists: that of the archive, or the one folder in it that everything was packed under. */
function rootOfDataset(folder: string): string {
  const hasList = (path: string): boolean =>
    ['train_list.txt', 'test_list.txt'].some((name) => existsSync(join(path, name)))
  if (hasList(folder)) return folder
  const inside = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  const [only] = inside.map(({ name }) => join(folder, name)).filter(hasList)
  return only ?? folder
}
