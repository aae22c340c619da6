// The numbers of the ZIP format that writer and reader share.
// Source: PKWARE's APPNOTE.TXT 6.3; the section numbers in this folder are its.

/** First four bytes of each structure, as a little-endian number. */
export const signature = {
  localHeader: 0x04034b50,
  centralHeader: 0x02014b50,
  end: 0x06054b50,
  end64: 0x06064b50,
  end64Locator: 0x07064b50,
} as const

/** Bytes of the fixed part of each structure. */
export const fixedBytes = { localHeader: 30, centralHeader: 46, end: 22, end64: 56, end64Locator: 20 } as const

/** Compression methods we read (4.4.5). */
export const method = { stored: 0, deflated: 8 } as const

/** Bits of the general purpose flag (4.4.4). */
export const flag = { encrypted: 0x0001, utf8Names: 0x0800 } as const

/** A size or an offset of this value is in the ZIP64 extra field or end record instead (4.4.1.4). */
export const in64Bits = 0xffffffff
/** The same mark for counts. */
export const countIn64Bits = 0xffff
