// Which part of an image is seen: zoom and place, as plain numbers. Pure.

/** A point of the image (x, y) stands at screen (x * scale + left, y * scale + top). */
export interface View {
  readonly scale: number
  readonly left: number
  readonly top: number
}

export interface Size {
  readonly width: number
  readonly height: number
}

/** Closer or farther shows nothing of use. */
const scales = { min: 0.02, max: 40 }

/** The whole image in the middle of the screen; never larger than twice its size. */
export function fit(image: Size, screen: Size): View {
  const scale = Math.min(screen.width / image.width, screen.height / image.height, 2)
  return {
    scale,
    left: (screen.width - image.width * scale) / 2,
    top: (screen.height - image.height * scale) / 2,
  }
}

/** Zooms so that the screen point (x, y) keeps its place in the image. */
export function zoomAt(view: View, factor: number, x: number, y: number): View {
  const scale = Math.min(scales.max, Math.max(scales.min, view.scale * factor))
  const change = scale / view.scale
  return { scale, left: x - (x - view.left) * change, top: y - (y - view.top) * change }
}

export function pan(view: View, dx: number, dy: number): View {
  return { ...view, left: view.left + dx, top: view.top + dy }
}

/** Screen to image. */
export function toImage(view: View, x: number, y: number): readonly [number, number] {
  return [(x - view.left) / view.scale, (y - view.top) / view.scale]
}

/** A box that is seen smaller than this, in pixels of the screen, is brought closer; and how much of the screen it may fill then. */
const seen = { least: 28, share: 0.25 }

/** Puts a box into the middle; one that would be too small to be seen is brought closer. */
export function centre(view: View, box: readonly number[], screen: Size): View {
  const [left, top, right, bottom] = boundsOf(box)
  const [width, height] = [Math.max(1, right - left), Math.max(1, bottom - top)]
  const close = Math.min((screen.width * seen.share) / width, (screen.height * seen.share) / height, scales.max)
  const scale = Math.min(width, height) * view.scale < seen.least ? Math.max(view.scale, close) : view.scale
  return {
    scale,
    left: screen.width / 2 - ((left + right) / 2) * scale,
    top: screen.height / 2 - ((top + bottom) / 2) * scale,
  }
}

/** Left, top, right, bottom of `x1,y1,...,xn,yn`. */
export function boundsOf(box: readonly number[]): readonly [number, number, number, number] {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let index = 0; index + 1 < box.length; index += 2) {
    left = Math.min(left, box[index]!)
    right = Math.max(right, box[index]!)
    top = Math.min(top, box[index + 1]!)
    bottom = Math.max(bottom, box[index + 1]!)
  }
  return [left, top, right, bottom]
}
