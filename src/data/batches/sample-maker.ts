// Makes one sample: decodes its image, augments it, draws its targets. The work of a loader's worker.
import { Random } from '../../core/random.ts'
import { augmentSample } from '../augment/augment.ts'
import type { AugmentSettings } from '../augment/augment.ts'
import { decodeImage } from '../image.ts'
import { makeTargets } from '../targets.ts'
import type { TargetSettings } from '../targets.ts'
import type { RgbImage, Sample } from '../types.ts'
import type { BatchBuffers } from './buffers.ts'
import type { ImageCache } from './image-cache.ts'

/** What a sample depends on besides its image, its texts and the epoch. */
export interface SampleSettings extends AugmentSettings {
  readonly seed: number
  readonly targets: TargetSettings
}

/** Makes samples of one data set. A sample is a pure function of the files, the settings and the epoch. */
export class SampleMaker {
  readonly #samples: readonly Sample[]
  readonly #settings: SampleSettings
  readonly #cache: ImageCache

  constructor(samples: readonly Sample[], settings: SampleSettings, cache: ImageCache) {
    this.#samples = samples
    this.#settings = settings
    this.#cache = cache
  }

  /**
   * Writes sample `index` as epoch `epoch` sees it into buffers for one sample.
   * @throws UserError of `decodeImage`
   */
  async make(index: number, epoch: number, into: BatchBuffers): Promise<void> {
    const image = await this.#imageOf(index)
    const { texts } = this.#samples[index]
    const { seed, preprocessing, targets } = this.#settings
    const random = new Random(seed, 'augment', epoch, index)
    const seen = augmentSample({ image, texts }, this.#settings, random, into.images)
    const [height, width] = preprocessing.size
    makeTargets(seen.texts, { height, width }, targets, into)
  }

  async #imageOf(index: number): Promise<RgbImage> {
    const known = this.#cache.get(index)
    if (known !== undefined) return known
    const image = await decodeImage(this.#samples[index].imagePath)
    this.#cache.add(index, image)
    return image
  }
}
