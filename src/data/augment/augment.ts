// One picture and its texts, randomly flipped, rotated, scaled, cropped and recoloured, as a network input.
import { assert } from '../../core/assert.ts'
import type { Random } from '../../core/random.ts'
import { composeAffine, mapPolygon, scaleAffine, translateAffine } from '../../geometry/affine.ts'
import type { Affine } from '../../geometry/affine.ts'
import { area, scalePolygon } from '../../geometry/points.ts'
import type { Bounds } from '../../geometry/points.ts'
import { toNetworkInput } from '../preprocess.ts'
import type { Preprocessing } from '../preprocess.ts'
import type { Picture, Text } from '../types.ts'
import { clipPolygon, overlaps } from './box.ts'
import { drawColorMap } from './color.ts'
import { chooseWindow } from './crop.ts'
import type { Augmentation } from './settings.ts'
import { drawStage } from './stage.ts'
import type { Stage } from './stage.ts'
import { warpIntoPlanes } from './warp.ts'

export interface AugmentSettings {
  readonly augmentation: Augmentation
  /** Its `size` is the size of the result, whatever its resize rule: training inputs are all of one size. */
  readonly preprocessing: Preprocessing
}

/** A picture as decoded, and what is marked on it. */
export interface MarkedPicture {
  readonly picture: Picture
  readonly texts: readonly Text[]
}

/** What the network sees of a picture, and where its texts lie there. */
export interface AugmentedSample {
  /** (3, H, W) in B, G, R order, normalised; H and W are the preprocessing's `size`. */
  readonly input: Float32Array
  /** Polygons in network pixels. Texts out of sight are left out; do-not-care texts are clipped, no other is ever cut. */
  readonly texts: readonly Text[]
}

/**
 * Draws one augmented view. Equal pictures, texts, settings and random sequences give equal bytes. Without augmentation the
 * picture is fitted into the input as for detection, and no random number is drawn.
 * @param into (3, H, W) floats to write into; a new array without it
 */
export function augmentSample(
  marked: MarkedPicture,
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

function plainView(
  { picture, texts }: MarkedPicture,
  preprocessing: Preprocessing,
  input: Float32Array,
): AugmentedSample {
  const { scaleX, scaleY } = toNetworkInput(picture, { ...preprocessing, resize: 'fit' }, input)
  return { input, texts: texts.map((text) => ({ ...text, polygon: scalePolygon(text.polygon, scaleX, scaleY) })) }
}

function randomView(
  { picture, texts }: MarkedPicture,
  { augmentation, preprocessing }: AugmentSettings,
  random: Random,
  input: Float32Array,
): AugmentedSample {
  const [height, width] = preprocessing.size
  const stage = drawStage(picture, texts, augmentation, random)
  const wishedScale = Math.min(width / stage.width, height / stage.height) * drawScale(augmentation, random)
  const wish = {
    width: stage.width,
    height: stage.height,
    windowWidth: width / wishedScale,
    windowHeight: height / wishedScale,
    texts: stage.texts.filter(({ text }) => !text.ignore).map(({ bounds }) => bounds),
  }
  const window = chooseWindow(wish, random)
  const scale = Math.min(width / (window.maxX - window.minX), height / (window.maxY - window.minY))
  const toNetwork = composeAffine(translateAffine(-window.minX, -window.minY), scaleAffine(scale, scale))
  input.fill(0)
  warpIntoPlanes({
    picture,
    map: composeAffine(stage.map, toNetwork),
    contentWidth: (window.maxX - window.minX) * scale,
    contentHeight: (window.maxY - window.minY) * scale,
    color: drawColorMap(augmentation, random),
    preprocessing,
    planes: input,
  })
  return { input, texts: seenTexts(stage, window, toNetwork) }
}

/** Uniform on the logarithm, so that halving is as likely as doubling. */
function drawScale({ scale: [low, high] }: Augmentation, random: Random): number {
  return Math.exp(random.uniform(Math.log(low), Math.log(high)))
}

/** The stage's texts that the window shows, in network pixels. What a do-not-care text has outside the window is clipped away. */
function seenTexts(stage: Stage, window: Bounds, toNetwork: Affine): Text[] {
  return stage.texts
    .filter(({ bounds }) => overlaps(bounds, window))
    .map(({ text }) => (text.ignore ? { ...text, polygon: clipPolygon(text.polygon, window) } : text))
    .filter(({ polygon }) => area(polygon) > 0)
    .map((text) => ({ ...text, polygon: mapPolygon(toNetwork, text.polygon) }))
}
