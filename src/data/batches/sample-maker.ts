// Makes one sample: decodes its picture, augments it, draws its targets. The work of a loader's worker.
import { Random } from '../../core/random.ts'
import { augmentSample } from '../augment/augment.ts'
import type { AugmentSettings } from '../augment/augment.ts'
import { decodePicture } from '../picture.ts'
import { makeTargets } from '../targets.ts'
import type { TargetSettings } from '../targets.ts'
import type { Picture, Sample } from '../types.ts'
import type { BatchBuffers } from './buffers.ts'
import type { PictureCache } from './picture-cache.ts'

/** What a sample depends on besides its picture, its texts and the epoch. */
export interface SampleSettings extends AugmentSettings {
  readonly seed: number
  readonly targets: TargetSettings
}

/** Makes samples of one data set. A sample is a pure function of the files, the settings and the epoch. */
export class SampleMaker {
  readonly #samples: readonly Sample[]
  readonly #settings: SampleSettings
  readonly #cache: PictureCache

  constructor(samples: readonly Sample[], settings: SampleSettings, cache: PictureCache) {
    this.#samples = samples
    this.#settings = settings
    this.#cache = cache
  }

  /**
   * Writes sample `index` as epoch `epoch` sees it into buffers for one sample.
   * @throws UserError of `decodePicture`
   */
  async make(index: number, epoch: number, into: BatchBuffers): Promise<void> {
    const picture = await this.#pictureOf(index)
    const { texts } = this.#samples[index]
    const { seed, preprocessing, targets } = this.#settings
    const random = new Random(seed, 'augment', epoch, index)
    const seen = augmentSample({ picture, texts }, this.#settings, random, into.images)
    const [height, width] = preprocessing.size
    makeTargets(seen.texts, { height, width }, targets, into)
  }

  async #pictureOf(index: number): Promise<Picture> {
    const known = this.#cache.get(index)
    if (known !== undefined) return known
    const picture = await decodePicture(this.#samples[index].imagePath)
    this.#cache.add(index, picture)
    return picture
  }
}
