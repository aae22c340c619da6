// The one list of endings by which files are taken for images: those that are read, by format, and those that are only known by name.

/** Endings of what is read, by what libvips calls the format; the first of each is the usual one. What a file is, its content decides. */
export const imageEndings: Readonly<Record<string, readonly string[]>> = {
  jpeg: ['.jpg', '.jpeg', '.jpe', '.jfif', '.pjpeg', '.pjp'],
  png: ['.png', '.apng'],
  webp: ['.webp'],
  tiff: ['.tif', '.tiff'],
  bmp: ['.bmp', '.dib'],
  gif: ['.gif'],
  heif: ['.avif'],
}

/** Whether a kind of file (core/describe-bytes.ts) is an image of a format that is read. AVIF is a HEIF to libvips. */
export function isReadKind(kind: string): boolean {
  return kind === 'avif' || (kind !== 'heif' && Object.hasOwn(imageEndings, kind))
}

/** What is read, in words. */
export const readFormats = {
  en: 'a JPEG, PNG, WebP, TIFF, BMP, GIF or AVIF image',
  zh: 'JPEG、PNG、WebP、TIFF、BMP、GIF 或 AVIF 图片',
} as const

/** All of them in one list. */
export const allImageEndings: readonly string[] = Object.values(imageEndings).flat()

/** For a field that takes files: `image/*` offers a telephone's camera, the endings are those that systems know no type of. */
export const imageAccept: string = ['image/*', ...allImageEndings].join()

const readEndings: ReadonlySet<string> = new Set(allImageEndings)

/** Images and documents that are not read, by ending, with what a person calls them. */
export const unreadFormats: Readonly<Record<string, string>> = {
  '.heic': 'HEIC',
  '.heif': 'HEIF',
  '.hif': 'HEIF',
  '.jp2': 'JPEG 2000',
  '.j2k': 'JPEG 2000',
  '.jpf': 'JPEG 2000',
  '.jpx': 'JPEG 2000',
  '.jxl': 'JPEG XL',
  '.jxr': 'JPEG XR',
  '.svg': 'SVG',
  '.svgz': 'SVG',
  '.pdf': 'PDF',
  '.djvu': 'DjVu',
  '.djv': 'DjVu',
  '.eps': 'EPS',
  '.ps': 'PostScript',
  '.ai': 'Illustrator',
  '.psd': 'Photoshop',
  '.psb': 'Photoshop',
  '.xcf': 'GIMP',
  '.ico': 'ICO',
  '.cur': 'ICO',
  '.tga': 'TGA',
  '.pcx': 'PCX',
  '.ppm': 'PPM',
  '.pgm': 'PGM',
  '.pbm': 'PBM',
  '.pnm': 'PNM',
  '.pfm': 'PFM',
  '.hdr': 'Radiance HDR',
  '.exr': 'OpenEXR',
  '.dds': 'DDS',
  '.jbig2': 'JBIG2',
  '.jb2': 'JBIG2',
  '.wmf': 'WMF',
  '.emf': 'EMF',
  '.dcm': 'DICOM',
  '.dng': 'camera raw',
  '.raw': 'camera raw',
  '.cr2': 'camera raw',
  '.cr3': 'camera raw',
  '.nef': 'camera raw',
  '.arw': 'camera raw',
  '.orf': 'camera raw',
  '.rw2': 'camera raw',
  '.raf': 'camera raw',
}

/** The ending of a path in lower case with its dot; empty without one, and for `.hidden`. */
export function endingOf(path: string): string {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
  const dot = name.lastIndexOf('.')
  return dot > 0 ? name.slice(dot).toLowerCase() : ''
}

/** Whether a path ends like that of an image that is read. */
export function isImageName(path: string): boolean {
  return readEndings.has(endingOf(path))
}

/** What an image that is not read is called (`HEIC`), by its ending; undefined for those that are read, and for other files. */
export function unreadFormatOf(path: string): string | undefined {
  const ending = endingOf(path)
  return Object.hasOwn(unreadFormats, ending) ? unreadFormats[ending] : undefined
}

/** Whether a path ends like that of any image, read or not. */
export function isReadImageName(path: string): boolean {
  return isImageName(path) || unreadFormatOf(path) !== undefined
}

/** The path without the ending of an image that is read. */
export function withoutImageEnding(path: string): string {
  return isImageName(path) ? path.slice(0, -endingOf(path).length) : path
}

/** Files of a folder that were skipped, of one ending. */
export interface PassedOver {
  /** `.heic`; empty for files without one. */
  readonly ending: string
  readonly count: number
  /** What images of this ending are called; absent where they are none. */
  readonly format?: string
  /** The first few paths. */
  readonly files: readonly string[]
}

/** So many files of one ending are named, the others are counted. */
const maxNamed = 5

/** Groups what was skipped by ending: images that are not read first, then by name. */
export function passedOver(paths: readonly string[]): PassedOver[] {
  const groups = new Map<string, string[]>()
  for (const path of paths) {
    const ending = endingOf(path)
    const group = groups.get(ending)
    if (group === undefined) groups.set(ending, [path])
    else group.push(path)
  }
  const list = [...groups].map(([ending, files]): PassedOver => {
    const format = Object.hasOwn(unreadFormats, ending) ? unreadFormats[ending] : undefined
    return { ending, count: files.length, ...(format !== undefined && { format }), files: files.slice(0, maxNamed) }
  })
  const rank = ({ format }: PassedOver): number => (format === undefined ? 1 : 0)
  return list.sort((a, b) => rank(a) - rank(b) || (a.ending < b.ending ? -1 : 1))
}
