// One image and its texts, randomly flipped, rotated, scaled, cropped and recoloured, as a network input.
import { assert } from '../../core/assert.ts'
import type { Random } from '../../core/random.ts'
import { composeAffine, mapPolygon, scaleAffine, translateAffine } from '../../geometry/affine.ts'
import type { Affine } from '../../geometry/affine.ts'
import { area, scalePolygon } from '../../geometry/points.ts'
import type { Bounds } from '../../geometry/points.ts'
import { atFixedSize, toNetworkInput } from '../preprocess.ts'
import type { Preprocessing } from '../preprocess.ts'
import type { RgbImage, TextInstance } from '../types.ts'
import { clipPolygon, overlaps } from './box.ts'
import { drawColorMap } from './color.ts'
import { chooseWindow } from './crop.ts'
import type { Augmentation } from './settings.ts'
import { drawCanvas } from './canvas.ts'
import type { Canvas } from './canvas.ts'
import { warpIntoPlanes } from './warp.ts'

export interface AugmentSettings {
  readonly augmentation: Augmentation
  /** Its `size` is the size of the result, whatever its resize rule: training inputs are all of one size. */
  readonly preprocessing: Preprocessing
}

/** An image as decoded, and what is marked on it. */
export interface MarkedImage {
  readonly image: RgbImage
  readonly texts: readonly TextInstance[]
}

/** What the network sees of an image, and where its texts lie there. */
export interface AugmentedSample {
  /** (3, H, W) in B, G, R order, normalised; H and W are the preprocessing's `size`. */
  readonly input: Float32Array
  /** Polygons in network pixels. Texts out of sight are left out; do-not-care texts are clipped, no other is ever cut. */
  readonly texts: readonly TextInstance[]
}

/**
 * Draws one augmented view. Equal images, texts, settings and random sequences give equal bytes. Without augmentation the
 * image is fitted into the input as for detection, and no random number is drawn.
 * @param into (3, H, W) floats to write into; a new array without it
 */
export function augmentSample(
  marked: MarkedImage,
  settings: AugmentSettings,
  random: Random,
  into?: Float32Array,
): AugmentedSample {
  const [height, width] = settings.preprocessing.size
  const input = into ?? new Float32Array(3 * height * width)
  assert(input.length === 3 * height * width, `a ${width}x${height} input has ${3 * height * width} floats`)
  return settings.augmentation.enabled
    ? randomView(marked, settings, random, input)
    : plainView(marked, settings.preprocessing, input)
}

function plainView({ image, texts }: MarkedImage, preprocessing: Preprocessing, input: Float32Array): AugmentedSample {
  const { scaleX, scaleY } = toNetworkInput(image, atFixedSize(preprocessing), input)
  return { input, texts: texts.map((text) => ({ ...text, polygon: scalePolygon(text.polygon, scaleX, scaleY) })) }
}

function randomView(
  { image, texts }: MarkedImage,
  { augmentation, preprocessing }: AugmentSettings,
  random: Random,
  input: Float32Array,
): AugmentedSample {
  const [height, width] = preprocessing.size
  const canvas = drawCanvas(image, texts, augmentation, random)
  const requestedScale = Math.min(width / canvas.width, height / canvas.height) * drawScale(augmentation, random)
  const request = {
    width: canvas.width,
    height: canvas.height,
    windowWidth: width / requestedScale,
    windowHeight: height / requestedScale,
    texts: canvas.texts.filter(({ text }) => !text.ignore).map(({ bounds }) => bounds),
  }
  const window = chooseWindow(request, random)
  const scale = Math.min(width / (window.maxX - window.minX), height / (window.maxY - window.minY))
  const toNetwork = composeAffine(translateAffine(-window.minX, -window.minY), scaleAffine(scale, scale))
  input.fill(0)
  warpIntoPlanes({
    image,
    map: composeAffine(canvas.map, toNetwork),
    contentWidth: (window.maxX - window.minX) * scale,
    contentHeight: (window.maxY - window.minY) * scale,
    color: drawColorMap(augmentation, random),
    preprocessing,
    planes: input,
  })
  return { input, texts: seenTexts(canvas, window, toNetwork) }
}

/** Uniform on the logarithm, so that halving is as likely as doubling. */
function drawScale({ scale: [low, high] }: Augmentation, random: Random): number {
  return Math.exp(random.uniform(Math.log(low), Math.log(high)))
}

/** The stage's texts that the window shows, in network pixels. What a do-not-care text has outside the window is clipped away. */
function seenTexts(canvas: Canvas, window: Bounds, toNetwork: Affine): TextInstance[] {
  return canvas.texts
    .filter(({ bounds }) => overlaps(bounds, window))
    .map(({ text }) => (text.ignore ? { ...text, polygon: clipPolygon(text.polygon, window) } : text))
    .filter(({ polygon }) => area(polygon) > 0)
    .map((text) => ({ ...text, polygon: mapPolygon(toNetwork, text.polygon) }))
}
