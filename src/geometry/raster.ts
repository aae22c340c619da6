// Rasters: one number a pixel, row by row.

/** An image of one channel: `data.length === width * height`, row-major; pixel (x, y) is the point (x, y). */
export interface Raster<Data extends Float32Array | Uint8Array = Float32Array | Uint8Array> {
  readonly data: Data
  readonly width: number
  readonly height: number
}
