// What the first bytes of an unexpected file seem to be.
import type { InBoth } from './language.ts'

/** What files can be told to be, as noun phrases. */
export const fileKinds = {
  png: { en: 'a PNG image', zh: 'PNG 图片' },
  jpeg: { en: 'a JPEG image', zh: 'JPEG 图片' },
  gif: { en: 'a GIF image', zh: 'GIF 图片' },
  webp: { en: 'a WebP image', zh: 'WebP 图片' },
  tiff: { en: 'a TIFF image', zh: 'TIFF 图片' },
  avif: { en: 'an AVIF image', zh: 'AVIF 图片' },
  heic: { en: 'a HEIC image', zh: 'HEIC 图片' },
  heif: { en: 'a HEIF image', zh: 'HEIF 图片' },
  raw: { en: 'a camera raw image', zh: '相机 RAW 图片' },
  jpeg2000: { en: 'a JPEG 2000 image', zh: 'JPEG 2000 图片' },
  jpegXl: { en: 'a JPEG XL image', zh: 'JPEG XL 图片' },
  jpegXr: { en: 'a JPEG XR image', zh: 'JPEG XR 图片' },
  photoshop: { en: 'a Photoshop document', zh: 'Photoshop 文档' },
  djvu: { en: 'a DjVu document', zh: 'DjVu 文档' },
  postscript: { en: 'a PostScript document', zh: 'PostScript 文档' },
  icon: { en: 'an icon (ICO)', zh: '图标（ICO）' },
  video: { en: 'a video', zh: '视频' },
  pdf: { en: 'a PDF document', zh: 'PDF 文档' },
  zip: { en: 'a ZIP archive', zh: 'ZIP 压缩包' },
  gzip: { en: 'a gzip archive', zh: 'gzip 压缩包' },
  sevenZip: { en: 'a 7z archive', zh: '7z 压缩包' },
  tar: { en: 'a tar archive', zh: 'tar 归档' },
  hdf5: { en: 'an HDF5 file (Keras)', zh: 'HDF5 文件（Keras）' },
  tensorFlowLite: { en: 'a TensorFlow Lite model', zh: 'TensorFlow Lite 模型' },
  numpy: { en: 'a NumPy array', zh: 'NumPy 数组' },
  safetensors: { en: 'a safetensors file', zh: 'safetensors 文件' },
  onnx: { en: 'an ONNX model', zh: 'ONNX 模型' },
  gitLfs: { en: 'a Git LFS pointer, not the file it stands for', zh: 'Git LFS 指针，而不是它所代表的文件' },
  webPage: { en: 'a web page', zh: '网页' },
  pickle: { en: 'a Python pickle', zh: 'Python pickle 文件' },
  empty: { en: 'an empty file', zh: '空文件' },
  zeros: { en: 'a file of zeros', zh: '内容全为零的文件' },
  svg: { en: 'an SVG drawing', zh: 'SVG 图形' },
  binary: { en: 'unknown binary data', zh: '未知的二进制数据' },
  text: { en: 'a text file', zh: '文本文件' },
} as const satisfies Readonly<Record<string, InBoth<string>>>

/** What a file can be told to be. */
export type FileKind = keyof typeof fileKinds

/** First bytes of common files, as latin-1 text at an offset; the first match wins. */
const signatures: readonly (readonly [kind: FileKind, at: number, text: string])[] = [
  ['png', 0, '\x89PNG'],
  ['jpeg', 0, '\xff\xd8\xff'],
  ['gif', 0, 'GIF8'],
  ['webp', 8, 'WEBP'],
  ['tiff', 0, 'II*\0'],
  ['tiff', 0, 'MM\0*'],
  ['avif', 4, 'ftypavif'],
  ['avif', 4, 'ftypavis'],
  ['heic', 4, 'ftyphei'],
  ['heic', 4, 'ftyphev'],
  ['heif', 4, 'ftypmif1'],
  ['heif', 4, 'ftypmsf1'],
  ['raw', 4, 'ftypcrx'],
  ['jpeg2000', 4, 'jP  \r\n\x87\n'],
  ['jpeg2000', 0, '\xff\x4f\xff\x51'],
  ['jpegXl', 4, 'JXL \r\n\x87\n'],
  ['jpegXl', 0, '\xff\x0a'],
  ['jpegXr', 0, 'II\xbc'],
  ['photoshop', 0, '8BPS'],
  ['djvu', 0, 'AT&TFORM'],
  ['postscript', 0, '%!PS'],
  ['icon', 0, '\0\0\x01\0'],
  ['video', 4, 'ftyp'],
  ['pdf', 0, '%PDF'],
  ['zip', 0, 'PK'],
  ['gzip', 0, '\x1f\x8b'],
  ['sevenZip', 0, '7z\xbc\xaf'],
  ['tar', 257, 'ustar'],
  ['hdf5', 0, '\x89HDF'],
  ['tensorFlowLite', 4, 'TFL3'],
  ['numpy', 0, '\x93NUMPY'],
  ['safetensors', 8, '{"'],
  ['onnx', 2, '\x12\x07pytorch'],
  ['onnx', 2, '\x12\x06ocrdet'],
  ['gitLfs', 0, 'version https://git-lfs'],
  ['webPage', 0, '<!DOCTYPE'],
  ['webPage', 0, '<html'],
  ['pickle', 0, '\x80\x02'],
  ['pickle', 0, '\x80\x04'],
]

/** How many bytes are looked at to tell text from binary data. */
const sampleBytes = 512

/** What the bytes seem to be. */
export function kindOfBytes(bytes: Uint8Array): FileKind {
  if (bytes.length === 0) return 'empty'
  const start = Buffer.from(bytes.subarray(0, sampleBytes)).toString('latin1')
  const known = signatures.find(([, at, text]) => start.startsWith(text, at))
  if (known !== undefined) return known[0]
  if (/^[\0]*$/.test(start)) return 'zeros'
  if (/<svg[\s>]/i.test(start)) return 'svg'
  // eslint-disable-next-line no-control-regex -- control characters are what tells binary data
  return /[\x00-\x08\x0e-\x1f]/.test(start) ? 'binary' : 'text'
}

/** The same as a noun phrase: "a PNG image", "a text file", "an empty file". */
export function describeBytes(bytes: Uint8Array): InBoth<string> {
  return fileKinds[kindOfBytes(bytes)]
}
