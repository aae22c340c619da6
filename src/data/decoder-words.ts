// What the decoder of images (libvips) says, in words: why an image is not read, by what its bytes are and by the decoder's message.
import { describeBytes } from '../core/describe-bytes.ts'

/** Messages of libvips and its libraries, each with what it means for the file; the first that fits counts. */
const reasons: readonly (readonly [text: RegExp, reason: string])[] = [
  [/separate planes not supported/i, 'a TIFF whose colours lie in separate tiles'],
  [/bad labq format|no known route from/i, 'a colour space that is not read, such as Lab of 8 bits'],
  [/old-style jpeg/i, 'a TIFF with old-style JPEG compression'],
  [/compression (?:scheme|method) is not configured|compression scheme \d+/i, 'a compression that is not read'],
  [
    /(?:decoder|decoding) plugin|unsupported codec|bitstream not supported|unsupported feature/i,
    'a compression that is not read',
  ],
  [
    /(?:exceeds|larger than) .*(?:limit|maximum)|too (?:big|large)|dimensions? .*(?:large|exceed)/i,
    'sizes beyond what is read',
  ],
  [/unsupported image format|operation is blocked|unable to open|not a known (?:file )?format/i, ''],
  [
    /corrupt|bad |invalid|damaged|not a \w+ file|premature|end of|truncat|read error|out of order|unable to read/i,
    'damaged data',
  ],
]

/** What the start of a file must be for an image to be damaged and not another thing. */
const isReadFormat = /^a (?:JPEG|PNG|WebP|TIFF|GIF) (?:image|picture)$|^an AVIF (?:image|picture)$/

/**
 * Why the decoder refused a file: what it is where that is no image of a format that is read, else what is wrong with it, with the
 * decoder's last words in brackets.
 * @param said all that the decoder said @param head the first bytes of the file; none where they are not at hand
 */
export function reasonOf(text: string, head: Uint8Array): string {
  const kind = head.length === 0 ? undefined : describeBytes(head)
  if (kind !== undefined && !isReadFormat.test(kind)) return `${kind}, which is not read`
  const reason = reasons.find(([pattern]) => pattern.test(text))?.[1] ?? 'data that the decoder does not take'
  const last = text.trim().split('\n').at(-1) ?? ''
  const what = [kind, reason].filter((part) => part !== undefined && part !== '').join(': ')
  return `${what === '' ? 'no image that is known' : what} (decoder: ${last.trim().replace(/:$/, '')})`
}
