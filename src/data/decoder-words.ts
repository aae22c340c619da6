// What the decoder of images (libvips) says, in words: why an image is not read, by what its bytes are and by the decoder's message.
import { fileKinds, kindOfBytes } from '../core/describe-bytes.ts'
import { isReadKind } from '../core/image-endings.ts'
import type { InBoth } from '../core/language.ts'
import { joined, say } from '../core/say.ts'

/** What an image's file is damaged or odd in. */
export const decoderWords = {
  separate: { en: 'a TIFF whose colours lie in separate tiles', zh: '各颜色通道分开存放的 TIFF' },
  colours: { en: 'a colour space that is not read, such as Lab of 8 bits', zh: '无法读取的色彩空间（例如 8 位 Lab）' },
  oldJpeg: { en: 'a TIFF with old-style JPEG compression', zh: '使用旧式 JPEG 压缩的 TIFF' },
  compression: { en: 'a compression that is not read', zh: '无法读取的压缩方式' },
  sizes: { en: 'sizes beyond what is read', zh: '尺寸超出可读取的范围' },
  damaged: { en: 'damaged data', zh: '数据已损坏' },
  other: { en: 'data that the decoder does not take', zh: '解码器不接受的数据' },
  unknown: { en: 'no image that is known', zh: '不是已知的图片' },
  notRead: { en: '{kind}, which is not read', zh: '{kind}，无法作为图片读取' },
  refused: { en: '{what} (decoder: {last})', zh: '{what}（解码器：{last}）' },
} as const satisfies Readonly<Record<string, InBoth<string>>>

/** Messages of libvips and its libraries, each with what it means for the file; the first that fits counts. */
const reasons: readonly (readonly [text: RegExp, reason: keyof typeof decoderWords | 'none'])[] = [
  [/separate planes not supported/i, 'separate'],
  [/bad labq format|no known route from/i, 'colours'],
  [/old-style jpeg/i, 'oldJpeg'],
  [/compression (?:scheme|method) is not configured|compression scheme \d+/i, 'compression'],
  [/(?:decoder|decoding) plugin|unsupported codec|bitstream not supported|unsupported feature/i, 'compression'],
  [/(?:exceeds|larger than) .*(?:limit|maximum)|too (?:big|large)|dimensions? .*(?:large|exceed)/i, 'sizes'],
  [/unsupported image format|operation is blocked|unable to open|not a known (?:file )?format/i, 'none'],
  [
    /corrupt|bad |invalid|damaged|not a \w+ file|premature|end of|truncat|read error|out of order|unable to read/i,
    'damaged',
  ],
]

/**
 * Why the decoder refused a file: what it is where that is no image of a format that is read, else what is wrong with it, with the
 * decoder's last words in brackets.
 * @param said all that the decoder said @param head the first bytes of the file; none where they are not at hand
 */
export function reasonOf(text: string, head: Uint8Array): InBoth<string> {
  const kind = head.length === 0 ? undefined : kindOfBytes(head)
  if (kind !== undefined && !isReadKind(kind)) return say(decoderWords.notRead, { kind: fileKinds[kind] })
  const reason = reasons.find(([pattern]) => pattern.test(text))?.[1] ?? 'other'
  const last = text.trim().split('\n').at(-1) ?? ''
  const what = [...(kind === undefined ? [] : [fileKinds[kind]]), ...(reason === 'none' ? [] : [decoderWords[reason]])]
  return say(decoderWords.refused, {
    what: what.length === 0 ? decoderWords.unknown : joined(what, { en: ': ', zh: '：' }),
    last: last.trim().replace(/:$/, ''),
  })
}
