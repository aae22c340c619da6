// What the first bytes of an unexpected file seem to be.

/** First bytes of common files, as latin-1 text at an offset; the first match wins. */
const signatures: readonly { readonly name: string; readonly at: number; readonly text: string }[] = [
  { name: 'a PNG image', at: 0, text: '\x89PNG' },
  { name: 'a JPEG image', at: 0, text: '\xff\xd8\xff' },
  { name: 'a GIF image', at: 0, text: 'GIF8' },
  { name: 'a WebP image', at: 8, text: 'WEBP' },
  { name: 'a TIFF image', at: 0, text: 'II*\0' },
  { name: 'a TIFF image', at: 0, text: 'MM\0*' },
  { name: 'an AVIF image', at: 4, text: 'ftypavif' },
  { name: 'an AVIF image', at: 4, text: 'ftypavis' },
  { name: 'a HEIC image', at: 4, text: 'ftyphei' },
  { name: 'a HEIC image', at: 4, text: 'ftyphev' },
  { name: 'a HEIF image', at: 4, text: 'ftypmif1' },
  { name: 'a HEIF image', at: 4, text: 'ftypmsf1' },
  { name: 'a camera raw image', at: 4, text: 'ftypcrx' },
  { name: 'a JPEG 2000 image', at: 4, text: 'jP  \r\n\x87\n' },
  { name: 'a JPEG 2000 image', at: 0, text: '\xff\x4f\xff\x51' },
  { name: 'a JPEG XL image', at: 4, text: 'JXL \r\n\x87\n' },
  { name: 'a JPEG XL image', at: 0, text: '\xff\x0a' },
  { name: 'a JPEG XR image', at: 0, text: 'II\xbc' },
  { name: 'a Photoshop document', at: 0, text: '8BPS' },
  { name: 'a DjVu document', at: 0, text: 'AT&TFORM' },
  { name: 'a PostScript document', at: 0, text: '%!PS' },
  { name: 'an icon (ICO)', at: 0, text: '\0\0\x01\0' },
  { name: 'a video', at: 4, text: 'ftyp' },
  { name: 'a PDF document', at: 0, text: '%PDF' },
  { name: 'a ZIP archive', at: 0, text: 'PK' },
  { name: 'a gzip archive', at: 0, text: '\x1f\x8b' },
  { name: 'a 7z archive', at: 0, text: '7z\xbc\xaf' },
  { name: 'a tar archive', at: 257, text: 'ustar' },
  { name: 'an HDF5 file (Keras)', at: 0, text: '\x89HDF' },
  { name: 'a TensorFlow Lite model', at: 4, text: 'TFL3' },
  { name: 'a NumPy array', at: 0, text: '\x93NUMPY' },
  { name: 'a safetensors file', at: 8, text: '{"' },
  { name: 'an ONNX model', at: 2, text: '\x12\x07pytorch' },
  { name: 'an ONNX model', at: 2, text: '\x12\x06ocrdet' },
  { name: 'a Git LFS pointer, not the file it stands for', at: 0, text: 'version https://git-lfs' },
  { name: 'a web page', at: 0, text: '<!DOCTYPE' },
  { name: 'a web page', at: 0, text: '<html' },
  { name: 'a Python pickle', at: 0, text: '\x80\x02' },
  { name: 'a Python pickle', at: 0, text: '\x80\x04' },
]

/** How many bytes are looked at to tell text from binary data. */
const sampleBytes = 512

/** What the bytes seem to be, as a noun phrase: "a PNG image", "a text file", "an empty file". */
export function describeBytes(bytes: Uint8Array): string {
  if (bytes.length === 0) return 'an empty file'
  const start = Buffer.from(bytes.subarray(0, sampleBytes)).toString('latin1')
  const known = signatures.find(({ at, text }) => start.startsWith(text, at))
  if (known !== undefined) return known.name
  if (/^[\0]*$/.test(start)) return 'a file of zeros'
  if (/<svg[\s>]/i.test(start)) return 'an SVG drawing'
  // eslint-disable-next-line no-control-regex -- control characters are what tells binary data
  return /[\x00-\x08\x0e-\x1f]/.test(start) ? 'unknown binary data' : 'a text file'
}
