// Tuning: other thresholds for the test set of a run, without running the network again.
import { z } from '../../core/schema.ts'
import { imageQuery, scores } from './common.ts'
import { endpoint } from './endpoint.ts'
import { errorShare, evaluatedImage, evaluationList } from './evaluation.ts'

const fraction = z.coerce.number().min(0).max(1).optional()

/** Those that are left out are the model's own. */
export const tunables = z.object({
  binaryThreshold: fraction,
  boxThreshold: fraction,
  unclipRatio: z.coerce.number().min(0).max(10).optional(),
})

export const tuning = z.object({
  /** For the other endpoints; kept while it is the one that was started last. */
  id: z.string(),
  model: z.string(),
  /** What the model was made with. */
  own: z.object({ binaryThreshold: z.number(), boxThreshold: z.number(), unclipRatio: z.number() }),
  /** Images that are looked at, and how many the test set has: a large one is taken in even steps. */
  images: z.number().int(),
  available: z.number().int(),
})
export type Tuning = z.infer<typeof tuning>

/** What these thresholds are worth beside the model's own, by drawing the images many times. */
const difference = z.object({
  /** `same`: every image has the same counts. `too-few`: images to tell it by. */
  verdict: z.enum(['same', 'too-few', 'noise', 'better', 'worse']),
  /** In `confidence` (0 to 1) of the drawings the F-score changes by something between these. */
  interval: z.tuple([z.number(), z.number()]).readonly().optional(),
  confidence: z.number().optional(),
})
export type Difference = z.infer<typeof difference>

export const tuningEndpoints = {
  startTuning: endpoint({
    method: 'post',
    path: '/api/runs/:run/tuning',
    does: 'Begins to compute the probability maps of the test images with the best model of a run, and keeps them.',
    result: tuning,
  }),
  tuningReport: endpoint({
    method: 'get',
    path: '/api/tunings/:tuning',
    does: 'What thresholds make of the images that were looked at so far. The network does not run again.',
    query: tunables,
    result: z.object({
      done: z.number().int(),
      images: z.number().int(),
      scores,
      /** With the thresholds that the model was made with, on the same images. */
      ownScores: scores,
      difference,
      /** Worst first. */
      perImage: evaluationList.shape.images,
      errors: z.array(errorShare),
    }),
  }),
  tunedImage: endpoint({
    method: 'get',
    path: '/api/tunings/:tuning/images/:index',
    does: 'One image with the boxes that thresholds find on it, and what became of each.',
    query: tunables,
    result: evaluatedImage,
  }),
  tunedImageFile: endpoint({
    method: 'get',
    path: '/api/tunings/:tuning/images/:index/image',
    does: 'The image itself, upright.',
    query: imageQuery,
    file: 'image/jpeg',
  }),
  tunedMapFile: endpoint({
    method: 'get',
    path: '/api/tunings/:tuning/images/:index/map',
    does: 'The probability map over the area of the image, grey.',
    file: 'image/png',
  }),
} as const
