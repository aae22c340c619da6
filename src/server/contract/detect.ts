// Detection on one image, the models to choose from, uploads, and the outputs of batches.
import { z } from '../../core/schema.ts'
import { box, done, failure, flagQuery, imageQuery, plainText, size, wholeQuery } from './common.ts'
import { endpoint } from './endpoint.ts'

export const model = z.object({
  /** Hand this to detection. */
  reference: z.string(),
  label: z.string(),
  /** `starter`: the trained weights that come with the installation. */
  kind: z.enum(['starter', 'run', 'onnx', 'pth']),
  fScore: z.number().optional(),
  /** Its own binary threshold. */
  threshold: z.number().optional(),
  /** Height and width that it was made for, in pixels. */
  inputSize: size.optional(),
  /** The epoch whose weights these are. */
  epoch: z.number().int().optional(),
  /** ISO 8601. */
  modified: z.string(),
  bytes: z.number(),
})
export type Model = z.infer<typeof model>

export const upload = z.object({
  id: z.string(),
  /** As the person's machine calls it, with the folder that was told. */
  name: z.string(),
  kind: z.enum(['image', 'dataset', 'model']),
  bytes: z.number(),
  /** Of a data set: the folder it was unpacked into. */
  path: z.string(),
})
export type Upload = z.infer<typeof upload>

const found = z.object({ box, score: z.number() })

/** What was done that is not usual, and what may be missing. */
const notes = z
  .array(
    z.object({
      code: z.enum(['tiled', 'shrunk', 'candidates-capped']),
      message: z.string(),
      message_zh: z.string(),
    }),
  )
  .readonly()

/** One image's result as result.json has it; all lists have one element a text. */
const resultJson = z.object({
  image_path: z.string(),
  /** What was read of each; `['']` where nothing was. */
  texts: z.array(z.array(z.string())),
  boxes: z.array(box),
  scores: z.array(z.number()),
  /** How sure the recogniser is of each text; only where texts were read. */
  text_scores: z.array(z.number()).optional(),
  success: z.boolean(),
  /** Seconds. */
  inference_time: z.number(),
  error: z.string().optional(),
  /** What was done that is not usual (tiles), and what may be missing (shrunk, too many areas). */
  notes: notes.optional(),
})

/** How texts are found in the map; all between 0 and 1. */
const thresholds = z.object({ threshold: z.number(), boxThreshold: z.number() })

export const detection = z.object({
  /** For the other endpoints; kept while it is among the last few. */
  id: z.string(),
  name: z.string(),
  model: z.string(),
  width: z.number().int(),
  height: z.number().int(),
  /** In reading order. */
  texts: z.array(found),
  thresholds,
  times: z.object({
    openMs: z.number(),
    decodeMs: z.number(),
    prepareMs: z.number(),
    networkMs: z.number(),
    boxesMs: z.number(),
  }),
  /** As a batch writes it. */
  json: resultJson,
})
export type Detection = z.infer<typeof detection>

export const outputFolder = z.object({
  name: z.string(),
  path: z.string(),
  images: z.number().int(),
  failed: z.number().int(),
  /** On all images. */
  texts: z.number().int(),
  /** ISO 8601. */
  modified: z.string(),
})

const passedOver = z.object({
  /** `.heic`; empty for files without one. */
  ending: z.string(),
  count: z.number().int(),
  /** What images of this ending are called; absent where they are none. */
  format: z.string().optional(),
  /** The first few paths. */
  files: z.array(z.string()).readonly(),
})

export const outputResult = z.object({
  index: z.number().int(),
  image: z.string(),
  success: z.boolean(),
  error: z.string().optional(),
  texts: z.number().int(),
  /** What was read of each text; empty where nothing was. */
  read: z.array(z.string()),
  boxes: z.array(box),
  scores: z.array(z.number()),
  seconds: z.number(),
  notes: notes.optional(),
})

export const detectEndpoints = {
  listModels: endpoint({
    method: 'get',
    path: '/api/models',
    does: 'Lists what can detect: the starter model, runs with weights, exported files, uploaded files.',
    result: z.object({
      models: z.array(model),
      /** Why the starter is not among them. */
      starterFailure: failure.optional(),
    }),
  }),
  upload: endpoint({
    method: 'post',
    path: '/api/uploads',
    does: 'Takes one file as the body of the request. A ZIP of a data set is unpacked.',
    query: z.object({
      name: z.string().min(1).max(300),
      kind: z.enum(['image', 'dataset', 'model']),
      /** Where an image lay in the folder that was given; tells images of one name apart in results. */
      folder: z.string().max(4000).optional(),
    }),
    upload: true,
    result: upload,
  }),
  removeUpload: endpoint({
    method: 'delete',
    path: '/api/uploads/:upload',
    does: 'Removes an uploaded file.',
    result: done,
  }),
  detect: endpoint({
    method: 'post',
    path: '/api/detections',
    does: 'Finds the texts of one uploaded image.',
    body: z.object({
      upload: plainText,
      model: plainText,
      threshold: z.number().min(0).max(1).optional(),
    }),
    result: detection,
  }),
  refilter: endpoint({
    method: 'get',
    path: '/api/detections/:detection/texts',
    does: 'Finds the texts again with other thresholds, without running the network.',
    query: z.object({
      threshold: z.coerce.number().min(0).max(1).optional(),
      boxThreshold: z.coerce.number().min(0).max(1).optional(),
    }),
    result: z.object({
      texts: z.array(found),
      thresholds,
      boxesMs: z.number(),
      json: resultJson,
    }),
  }),
  reading: endpoint({
    method: 'get',
    path: '/api/detections/:detection/reading',
    does: 'Reads the texts that these thresholds find, in the same order.',
    query: z.object({
      threshold: z.coerce.number().min(0).max(1).optional(),
      boxThreshold: z.coerce.number().min(0).max(1).optional(),
    }),
    result: z.object({
      /** What read them; absent where nothing can. */
      recognizer: z.string().optional(),
      /** Why nothing can. */
      problem: z.string().optional(),
      texts: z.array(z.object({ text: z.string(), score: z.number() })),
      json: resultJson,
    }),
  }),
  detectionImage: endpoint({
    method: 'get',
    path: '/api/detections/:detection/image',
    does: 'Sends the image, upright, in a format that every browser shows.',
    query: imageQuery,
    file: 'image/jpeg',
  }),
  detectionMap: endpoint({
    method: 'get',
    path: '/api/detections/:detection/map',
    does: 'Sends the probability map over the area of the image, grey.',
    file: 'image/png',
  }),
  detectionDrawing: endpoint({
    method: 'get',
    path: '/api/detections/:detection/drawing',
    does: 'Sends the image with its numbered boxes.',
    query: z.object({
      threshold: z.coerce.number().min(0).max(1).optional(),
      boxThreshold: z.coerce.number().min(0).max(1).optional(),
    }),
    file: 'image/png',
  }),
  listOutputs: endpoint({
    method: 'get',
    path: '/api/outputs',
    does: 'Lists the folders of earlier batches, newest first.',
    result: z.object({ outputs: z.array(outputFolder) }),
  }),
  output: endpoint({
    method: 'get',
    path: '/api/outputs/:output',
    does: 'Shows the results of a batch.',
    query: z.object({
      start: wholeQuery(0, 10_000_000, 0),
      count: wholeQuery(1, 500, 100),
      /** Only images with a text that holds this, in any case; also in their names. */
      search: z.string().max(200).optional(),
    }),
    result: outputFolder.extend({
      /** Images that the search finds; all without one. */
      found: z.number().int(),
      results: z.array(outputResult),
      /** Of all images those that failed, the first 200. */
      failures: z.array(z.object({ image: z.string(), error: z.string() })),
      /** What the given folders hold besides images that are read, by ending. */
      passedOver: z.array(passedOver).readonly(),
      /** Why the texts were found but not read: the recogniser is missing or damaged. */
      unread: z.string().optional(),
    }),
  }),
  outputImage: endpoint({
    method: 'get',
    path: '/api/outputs/:output/images/:index',
    does: 'Sends one image of a batch, with its boxes drawn on it or plain.',
    query: imageQuery.extend({ plain: flagQuery }),
    file: 'image/jpeg',
  }),
  outputImageSize: endpoint({
    method: 'get',
    path: '/api/outputs/:output/images/:index/size',
    does: 'Says how large an image of a batch is, and whether it can still be sent plain.',
    result: z.object({ width: z.number().int(), height: z.number().int(), plain: z.boolean() }),
  }),
  outputTexts: endpoint({
    method: 'get',
    path: '/api/outputs/:output/texts',
    does: 'Sends the texts of a batch as CSV: image, number, text, scores, corners.',
    file: 'text/csv',
  }),
  outputZip: endpoint({
    method: 'get',
    path: '/api/outputs/:output/zip',
    does: 'Sends everything of a batch as one ZIP.',
    file: 'application/zip',
  }),
  listExports: endpoint({
    method: 'get',
    path: '/api/exports',
    does: 'Lists exported models.',
    result: z.object({
      exports: z.array(
        z.object({
          name: z.string(),
          path: z.string(),
          bytes: z.number(),
          modified: z.string(),
          /** What the file says of itself; absent for one of another tool. */
          origin: z
            .object({
              /** Id of the run, `starter`, or the path of the weights. */
              source: z.string(),
              epoch: z.number().int().optional(),
              fScore: z.number().optional(),
              size,
              dynamic: z.boolean(),
              int8: z.boolean(),
              threshold: z.number(),
            })
            .optional(),
          /** The proof that stands beside the file, or in it. */
          verification: z.record(z.string(), z.unknown()).optional(),
        }),
      ),
    }),
  }),
  exportFile: endpoint({
    method: 'get',
    path: '/api/exports/:file/file',
    does: 'Sends an exported model.',
    file: 'application/octet-stream',
  }),
  exportSnippets: endpoint({
    method: 'get',
    path: '/api/exports/:file/snippets',
    does: 'Code for Node, Python and C++ that uses the file with its own preprocessing.',
    result: z.object({ size, dynamic: z.boolean(), node: z.string(), python: z.string(), cpp: z.string() }),
  }),
} as const
