// Rasters: one number a pixel, row by row; and the thresholding of a probability map.

/** A picture of one channel: `data.length === width * height`, row-major; pixel (x, y) is the point (x, y). */
export interface Raster<Data extends Float32Array | Uint8Array = Float32Array | Uint8Array> {
  readonly data: Data
  readonly width: number
  readonly height: number
}

/** 1 where the map exceeds the threshold (as float32, like the map itself), 0 elsewhere. */
export function binarize(map: Raster<Float32Array>, threshold: number): Raster<Uint8Array> {
  const limit = Math.fround(threshold)
  const { data, width, height } = map
  const bits = new Uint8Array(data.length)
  for (let index = 0; index < bits.length; index++) if (data[index] > limit) bits[index] = 1
  return { data: bits, width, height }
}
