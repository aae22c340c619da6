// Names for unexpected files, and the checksums against their published check values.
import { describe, expect, it } from 'vitest'
import { describeBytes } from '../../src/core/describe-bytes.ts'
import { crc32, crc32c, maskedCrc32c } from '../../src/formats/crc.ts'

describe('describeBytes', () => {
  it.each([
    ['an empty file', Buffer.alloc(0)],
    ['a file of zeros', Buffer.alloc(600)],
    ['a text file', Buffer.from('train_images/1.jpg train_gts/1.txt\r\n图片\n')],
    ['a web page', Buffer.from('<!DOCTYPE html><title>404</title>')],
    ['a Git LFS pointer, not the file it stands for', Buffer.from('version https://git-lfs.github.com/spec/v1\n')],
    ['a PNG image', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
    ['a JPEG image', Buffer.from('ffd8ffe000104a464946', 'hex')],
    ['unknown binary data', Buffer.from('0301fe77', 'hex')],
  ])('says "%s"', (name, bytes) => {
    expect(describeBytes(bytes).en).toBe(name)
  })
})

describe('checksums', () => {
  it('agree with the check values of the CRC catalogue', () => {
    // "123456789": reveng.sourceforge.io/crc-catalogue, CRC-32/ISO-HDLC and CRC-32/ISCSI
    expect(crc32(Buffer.from('123456789'))).toBe(0xcbf43926)
    expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283)
  })

  it('agree with RFC 3720, appendix B.4', () => {
    expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa)
    expect(crc32c(new Uint8Array(32).fill(255))).toBe(0x62a8ab43)
    expect(crc32c(Uint8Array.from({ length: 32 }, (_, index) => index))).toBe(0x46dd794e)
  })

  it('mask as TFRecord files do', () => {
    expect(maskedCrc32c(Buffer.from('\x1a\x11CRC test, one two'))).toBe(0x5794d08a)
  })
})
