// What a person should know of one detection besides its texts: that it was made in tiles, that the image was shrunk, that areas were left out.
import type { Preprocessing } from '../data/preprocess.ts'
import type { RgbImage } from '../data/types.ts'
import type { PostProcessing } from '../geometry/boxes.ts'
import type { ProbabilityMap } from './probability-map.ts'
import { neededScale } from './tiles.ts'

/** As it stands in result.json: a stable code, and the sentence in English and Chinese. */
export interface DetectionNote {
  readonly code: 'tiled' | 'shrunk' | 'candidates-capped'
  readonly message: string
  readonly message_zh: string
}

export interface Noted {
  readonly map: ProbabilityMap
  readonly image: Pick<RgbImage, 'width' | 'height'>
  readonly preprocessing: Preprocessing
  readonly postProcessing: PostProcessing
  /** The number of areas looked at, where there were more. */
  readonly cap: number | undefined
}

/** An image that is a little smaller than wished is no news. */
const tolerance = 0.95

/** What there is to say, most important last. */
export function notesOf({ map, image, preprocessing, postProcessing, cap }: Noted): DetectionNote[] {
  const scale = Math.min(map.input.scaleX, map.input.scaleY)
  const isShrunk = scale < tolerance * neededScale(image, preprocessing)
  return [
    ...(map.tiles === undefined ? [] : [tiled(map.tiles, scale)]),
    ...(isShrunk ? [shrunk(1 / scale, postProcessing.minFinalSide / scale)] : []),
    ...(cap === undefined ? [] : [capped(cap)]),
  ]
}

function tiled({ count, width, height }: NonNullable<ProbabilityMap['tiles']>, scale: number): DetectionNote {
  const size = `${width}x${height}`
  const factor = Number(scale.toFixed(2))
  return {
    code: 'tiled',
    message: `seen in ${count} ${count === 1 ? 'tile' : 'overlapping tiles'} of ${size} pixels, at ${factor} times its size`,
    message_zh: `分为 ${count} 个相互重叠的 ${size} 像素区块检测，缩放比例 ${factor}`,
  }
}

function shrunk(times: number, least: number): DetectionNote {
  const [factor, pixels] = [times.toFixed(1), Math.ceil(least)]
  return {
    code: 'shrunk',
    message: `shrunk ${factor} times for the network: texts under ${pixels} pixels are not found (--tile auto looks at more)`,
    message_zh: `图片缩小了 ${factor} 倍：小于 ${pixels} 像素的文字无法检出（--tile auto 可分块检测）`,
  }
}

function capped(cap: number): DetectionNote {
  return {
    code: 'candidates-capped',
    message: `only the uppermost ${cap} areas were looked at, texts below them are missing (--max-candidates ${10 * cap} looks at more)`,
    message_zh: `只处理了最上方的 ${cap} 个候选区域，其下的文字缺失(--max-candidates ${10 * cap} 可处理更多)`,
  }
}
