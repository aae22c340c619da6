// Text files in the encodings and line endings that people's tools write.
import { describe, expect, it } from 'vitest'
import { linesOfFile } from '../../src/data/read/text-file.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('linesOfFile', () => {
  it('splits at LF, CRLF and lone CR and keeps the editor line numbers', () => {
    const { lines } = linesOfFile(bytes('a\nb\r\nc\rd\n\n  \ne'))
    expect(lines).toEqual([
      { number: 1, text: 'a' },
      { number: 2, text: 'b' },
      { number: 3, text: 'c' },
      { number: 4, text: 'd' },
      { number: 7, text: 'e' },
    ])
  })

  it('drops a byte order mark, and white space around lines', () => {
    expect(linesOfFile(bytes('\uFEFF  1.jpg \t\n\u30002.jpg')).lines.map(({ text }) => text)).toEqual([
      '1.jpg',
      '2.jpg',
    ])
  })

  it.each([
    ['a', false, 'none'],
    ['a\nb', false, 'lf'],
    ['\uFEFFa\r\nb\r\n', true, 'crlf'],
    ['a\rb\r', false, 'cr'],
    ['a\r\nb\n', false, 'mixed'],
    ['a\n\rb', false, 'mixed'],
  ])('tells how %j is stored', (text, hasMark, endings) => {
    expect(linesOfFile(bytes(text))).toMatchObject({ hasMark, endings })
  })

  it('has no lines for an empty file', () => {
    expect(linesOfFile(new Uint8Array())).toEqual({ encoding: 'utf-8', hasMark: false, endings: 'none', lines: [] })
  })

  it('reads GBK, as Chinese Windows writes it', () => {
    // 中文 is D6 D0 CE C4 in GB 2312.
    const gbk = Uint8Array.of(0xd6, 0xd0, 0xce, 0xc4, 0x0a)
    expect(linesOfFile(gbk)).toMatchObject({ encoding: 'gb18030', lines: [{ number: 1, text: '中文' }] })
  })

  it('reads UTF-16 by its mark', () => {
    const littleEndian = Uint8Array.of(0xff, 0xfe, 0x41, 0x00, 0x2d, 0x4e)
    expect(linesOfFile(littleEndian)).toMatchObject({
      encoding: 'utf-16le',
      hasMark: false,
      lines: [{ number: 1, text: 'A中' }],
    })
    const bigEndian = Uint8Array.of(0xfe, 0xff, 0x00, 0x41, 0x4e, 0x2d)
    expect(linesOfFile(bigEndian)).toMatchObject({
      encoding: 'utf-16be',
      hasMark: false,
      lines: [{ number: 1, text: 'A中' }],
    })
  })

  it('falls back to Windows-1252 and never fails', () => {
    const { encoding, lines } = linesOfFile(Uint8Array.of(0x63, 0x61, 0x66, 0xe9))
    expect({ encoding, text: lines[0].text }).toEqual({ encoding: 'windows-1252', text: 'café' })
  })

  it.each([
    ['little-endian', [0xff, 0xfe, 0, 0, 0x41, 0, 0, 0, 0x0a, 0, 0, 0]],
    ['big-endian', [0, 0, 0xfe, 0xff, 0, 0, 0, 0x41, 0, 0, 0, 0x0a]],
  ])('does not read UTF-32, %s, as UTF-16', (_, unread) => {
    expect(linesOfFile(Uint8Array.from(unread))).toMatchObject({ encoding: 'utf-32', lines: [] })
  })

  it('takes a file with zero bytes for binary', () => {
    expect(linesOfFile(Uint8Array.of(0x89, 0x50, 0x00, 0x01))).toMatchObject({ encoding: 'binary', lines: [] })
  })
})
