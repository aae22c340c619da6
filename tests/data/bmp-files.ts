// BMP files for tests, written by the format's own description (BITMAPFILEHEADER, BITMAPINFOHEADER).

export type Rgb = readonly [red: number, green: number, blue: number]

export interface BmpOptions {
  readonly bits: 8 | 24 | 32
  /** Rows from the top, told by a negative height. */
  readonly topDown?: boolean
}

/** An uncompressed BMP of rows of pixels. With 8 bits the palette holds the colours in the order in which they come. */
export function bmpOf(rows: readonly (readonly Rgb[])[], { bits, topDown = false }: BmpOptions): Uint8Array {
  const [first = []] = rows
  const [height, width] = [rows.length, first.length]
  const palette = bits === 8 ? [...new Map(rows.flat().map((color) => [color.join(), color])).values()] : []
  const stride = Math.ceil((width * bits) / 32) * 4
  const offset = 54 + 4 * palette.length
  const file = Buffer.alloc(offset + stride * height)
  file.write('BM')
  file.writeUInt32LE(file.length, 2)
  file.writeUInt32LE(offset, 10)
  file.writeUInt32LE(40, 14)
  file.writeInt32LE(width, 18)
  file.writeInt32LE(topDown ? -height : height, 22)
  file.writeUInt16LE(1, 26)
  file.writeUInt16LE(bits, 28)
  file.writeUInt32LE(palette.length, 46)
  palette.forEach(([red, green, blue], index) => file.set([blue, green, red, 0], 54 + 4 * index))
  for (const [y, row] of rows.entries()) {
    const start = offset + stride * (topDown ? y : height - 1 - y)
    for (const [x, color] of row.entries()) {
      const [red, green, blue] = color
      if (bits === 8) file[start + x] = palette.findIndex((one) => one.join() === color.join())
      else file.set(bits === 24 ? [blue, green, red] : [blue, green, red, 255], start + (x * bits) / 8)
    }
  }
  return file
}
