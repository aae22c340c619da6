// How large a picture may be: what its file may cost in memory and time, whatever its bytes claim.

/** Largest picture that is decoded, in pixels: 400 MB as RGB. Above the cameras in common use, far below what a few kilobytes of PNG can claim. */
export const maxPicturePixels = 2 ** 27

/**
 * Longest side, in pixels: what JPEG can hold, longer than any scan or screenshot. A row or column of millions costs
 * minutes and gigabytes (each row is a step of the decoder, and rows are kept several at a time).
 */
export const maxPictureSide = 65_535

/** Most memory that the pixels may take as the decoder holds them, in bytes: interlaced or turned pictures are held whole. */
export const maxDecodedBytes = 2 ** 29

/** Largest picture file, in bytes: more than {@link maxPicturePixels} of 16-bit RGB without compression. */
export const maxPictureFileBytes = 2 ** 30

/** Longest that the pixels of one picture may take, in seconds; the largest picture takes about five on one slow core. */
export const decodeSeconds = 60
