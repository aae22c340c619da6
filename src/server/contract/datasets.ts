// Data sets: known ones, their images, and what the network sees of them.
import { z } from '../../core/schema.ts'
import { box, failure, imageQuery, plainText, size, wholeQuery, words } from './common.ts'
import { endpoint } from './endpoint.ts'

const split = z.enum(['train', 'test'])

/** One problem of a group. */
const groupedProblem = z.object({
  /** Relative to the data set. */
  file: z.string(),
  line: z.number().int().optional(),
  /** Where it says more than the title of its group. */
  message: words.optional(),
  found: words.optional(),
  /** The listed image it concerns, to jump to; absent where it concerns none. */
  image: z
    .object({
      split,
      index: z.number().int(),
      /** Of its ground truth, where the problem is one of a text. */
      line: z.number().int().optional(),
    })
    .optional(),
})

/** All problems of one kind, told once. */
export const problemGroup = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning', 'info']),
  /** One sentence for all of them, with figures where there are any. */
  title: words,
  expected: words.optional(),
  next: words,
  count: z.number().int(),
  /** The first 2000. */
  problems: z.array(groupedProblem),
})
export type ProblemGroup = z.infer<typeof problemGroup>

/** Bars of one width; the last one counts everything above, too. */
export const distribution = z.object({
  /** `longSide` of images and `textHeight` in pixels (of the network's input), `angle` in degrees, `textsPerImage`. */
  of: z.enum(['longSide', 'textHeight', 'angle', 'textsPerImage']),
  from: z.number(),
  step: z.number(),
  train: z.array(z.number().int()),
  test: z.array(z.number().int()),
})
export type Distribution = z.infer<typeof distribution>

const splitTotals = z.object({
  images: z.number().int(),
  texts: z.number().int(),
  ignored: z.number().int(),
  imagesWithoutText: z.number().int(),
  /** Width and height. */
  smallest: z.array(z.number()).optional(),
  largest: z.array(z.number()).optional(),
  /** Pixels of the network's input. */
  textHeights: z.object({ low: z.number(), median: z.number(), high: z.number(), tooSmall: z.number() }).optional(),
})

/** Everything that a check found. */
export const checkReport = z.object({
  root: z.string(),
  totals: z.object({ train: splitTotals, test: splitTotals }),
  /** What text heights were measured for: size of the network's input, and the shortest side that is learnt, in its pixels. */
  view: z.object({ input: size, minTextSize: z.number() }),
  decoded: z.boolean(),
  /** Errors first, then warnings, then notes. */
  groups: z.array(problemGroup),
  distributions: z.array(distribution),
  errors: z.number().int(),
  warnings: z.number().int(),
  seconds: z.number(),
})
export type CheckReport = z.infer<typeof checkReport>

export const knownDataset = z.object({
  path: z.string(),
  /** Where it is known from. */
  from: z.enum(['run', 'upload', 'folder']),
  /** Ids of runs that trained on it. */
  runs: z.array(z.string()),
  exists: z.boolean(),
})

/** What lies in a folder that is no data set of ours yet. */
export const datasetSource = z.object({
  /** Every format that can be imported, with the tool or data set it comes from. */
  formats: z.array(z.object({ name: z.string(), title: z.string() })),
  /** The one that was found by looking into the files. */
  found: z.string().optional(),
  /** Why none was found. */
  failure: failure.optional(),
})
export type DatasetSource = z.infer<typeof datasetSource>

const dataQuery = { data: plainText, split: split.default('train') }

/** What is said of an image before its texts. */
export const imageHead = z.object({
  index: z.number().int(),
  name: z.string(),
  /** Paths of image and ground truth. */
  file: z.string(),
  groundTruthFile: z.string(),
  width: z.number().int(),
  height: z.number().int(),
})

export const datasetEndpoints = {
  listDatasets: endpoint({
    method: 'get',
    path: '/api/datasets',
    does: 'Lists data sets that runs were trained on, that were uploaded, and that lie in the served folders.',
    result: z.object({ datasets: z.array(knownDataset) }),
  }),
  listFolders: endpoint({
    method: 'get',
    path: '/api/folders',
    does: 'Lists the folders in a folder, so that one can be chosen; without a path, those that are served.',
    query: z.object({ path: plainText.optional() }),
    result: z.object({
      /** Absent: the list of served folders. */
      path: z.string().optional(),
      /** The folder above, where it may be read. */
      parent: z.string().optional(),
      isDataset: z.boolean(),
      folders: z.array(z.object({ name: z.string(), path: z.string(), isDataset: z.boolean() })),
      /** Whether there are more than are listed. */
      more: z.boolean(),
    }),
  }),
  datasetSource: endpoint({
    method: 'get',
    path: '/api/datasets/source',
    does: 'Says in which format the annotations of a folder are, so that it can be imported.',
    query: z.object({ data: plainText }),
    result: datasetSource,
  }),
  browseDataset: endpoint({
    method: 'get',
    path: '/api/datasets/images',
    does: 'Lists images of a data set.',
    query: z.object({
      ...dataQuery,
      start: wholeQuery(0, 10_000_000, 0),
      count: wholeQuery(1, 500, 60),
      /** Words in the image's name or in a transcript. */
      search: z.string().max(200).optional(),
    }),
    result: z.object({
      root: z.string(),
      images: z.array(
        z.object({
          index: z.number().int(),
          name: z.string(),
          file: z.string(),
          texts: z.number().int(),
          ignored: z.number().int(),
        }),
      ),
      /** How many the search lets through. */
      matching: z.number().int(),
      totals: z.object({ train: z.number().int(), test: z.number().int() }),
    }),
  }),
  datasetImage: endpoint({
    method: 'get',
    path: '/api/datasets/image/:index',
    does: 'Shows one image of a data set with its texts.',
    query: z.object(dataQuery),
    result: imageHead.extend({
      texts: z.array(z.object({ box, transcript: z.string(), ignore: z.boolean(), line: z.number().int() })),
    }),
  }),
  datasetImageFile: endpoint({
    method: 'get',
    path: '/api/datasets/image/:index/file',
    does: 'Sends one image of a data set, upright.',
    query: imageQuery.extend(dataQuery),
    file: 'image/jpeg',
  }),
  networkView: endpoint({
    method: 'get',
    path: '/api/datasets/image/:index/network-view',
    does: 'Sends what the network sees of an image in an epoch: the augmented crop and its target maps.',
    query: z.object({
      ...dataQuery,
      epoch: wholeQuery(0, 100_000, 0),
      seed: wholeQuery(0, 2 ** 31, 0),
      /** Of the captions in it. */
      language: z.enum(['en', 'zh']).default('en'),
    }),
    file: 'image/png',
  }),
} as const
