// How large an image may be: what its file may cost in memory and time, whatever its bytes claim.

/** Largest image that is decoded, in pixels: 400 MB as RGB. Above the cameras in common use, far below what a few kilobytes of PNG can claim. */
export const maxImagePixels = 2 ** 27

/**
 * Longest side, in pixels: what JPEG can hold, longer than any scan or screenshot. A row or column of millions costs
 * minutes and gigabytes (each row is a step of the decoder, and rows are kept several at a time).
 */
export const maxImageSide = 65_535

/** Most memory that the pixels may take as the decoder holds them, in bytes: interlaced or turned images are held whole. */
export const maxDecodedBytes = 2 ** 29

/** Largest image file, in bytes: more than {@link maxImagePixels} of 16-bit RGB without compression. */
export const maxImageFileBytes = 2 ** 30

/** Longest that the pixels of one image may take, in seconds; the largest image takes about five on one slow core. */
export const decodeSeconds = 60
