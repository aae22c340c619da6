// Jobs: long work in processes of its own, with progress, a result, and a way to stop it.
import { z } from '../../core/schema.ts'
import { inputSizes } from '../../core/input-size.ts'
import { checkReport } from './datasets.ts'
import { detailsZh, failure, plainText, scores, size } from './common.ts'
import { endpoint } from './endpoint.ts'

const threshold = z.number().min(0).max(1).optional()

const side = z.number().int().min(inputSizes.min).max(inputSizes.max).multipleOf(inputSizes.multipleOf)
/** [height, width] at which a model looks at images; its own when left out. */
const inputSize = z.tuple([side, side]).readonly().optional()

/** Uploaded images, and paths of images and folders in the served folders. */
const images = {
  uploads: z.array(plainText).max(10_000).default([]),
  paths: z.array(plainText).max(1000).default([]),
}

const detectedText = z.object({
  box: z.array(z.number().min(-1e6).max(1e6)).min(6).max(2000),
  score: z.number().min(0).max(1),
  transcript: z.string().max(2000).default(''),
})

/** What a job is asked to do. */
export const jobRequest = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('check'),
    data: plainText,
    /** [height, width] that texts are measured for. */
    inputSize: size.optional(),
    /** Reads only headers of images. */
    fast: z.boolean().default(false),
  }),
  z.object({
    kind: z.literal('detect'),
    ...images,
    model: plainText,
    threshold,
  }),
  z.object({
    kind: z.literal('export'),
    run: plainText,
    size: size.optional(),
    dynamic: z.boolean().default(false),
    /** In 8 bits, calibrated on the training images of the run. */
    int8: z.boolean().optional(),
    /** What becomes of an earlier file of the same name; `rename` numbers the new one. */
    existing: z.enum(['refuse', 'replace', 'rename']).default('refuse'),
  }),
  z.object({
    kind: z.literal('verify'),
    /** Name of an exported file. */
    file: plainText,
    /** The data set; the one of the run when left out. */
    data: plainText.optional(),
  }),
  z.object({ kind: z.literal('evaluate'), model: plainText, data: plainText, split: z.enum(['train', 'test']) }),
  z.object({
    kind: z.literal('import'),
    source: plainText,
    /** The new data set's folder. */
    dir: plainText,
    /** Found by looking into the files when left out. */
    format: plainText.optional(),
  }),
  z.object({
    kind: z.literal('repair'),
    data: plainText,
    /** The copy's folder. */
    dir: plainText,
    /** Of the report that lies in the copy, and of the changes. */
    language: z.enum(['en', 'zh']).default('en'),
  }),
  z.object({
    kind: z.literal('label'),
    ...images,
    /** The new data set's folder. */
    dir: plainText,
    model: plainText.default('starter'),
    inputSize,
    /** Whether the texts are read too. */
    read: z.boolean().default(true),
    /** Boxes around words instead of lines. */
    words: z.boolean().default(false),
  }),
  z.object({
    kind: z.literal('label-again'),
    data: plainText,
    model: plainText,
    inputSize,
    read: z.boolean().default(true),
    /** Boxes around words instead of lines. */
    words: z.boolean().default(false),
  }),
  z.object({
    kind: z.literal('add-to-data'),
    /** Folder of a data set that is open for editing, or of a new one. */
    data: plainText,
    from: z.discriminatedUnion('is', [
      /** One uploaded image with its texts as they are shown. */
      z.object({
        is: z.literal('detection'),
        upload: plainText,
        model: plainText,
        texts: z.array(detectedText).max(20_000),
      }),
      /** Images of a batch by their place in it; all when left out. */
      z.object({
        is: z.literal('batch'),
        output: plainText,
        images: z.array(z.number().int().min(0)).max(10_000).optional(),
      }),
    ]),
    /** Which browser it is, for the journal. */
    by: plainText.max(80),
  }),
  z.object({
    kind: z.literal('split'),
    /** A data set that is open for editing. */
    data: plainText,
    /** Of all images; what is in the test list already counts, and stays there. */
    testShare: z.number().gt(0).lt(1).default(0.1),
    groupBy: z.enum(['none', 'prefix', 'folder']).default('none'),
    groupPattern: plainText.optional(),
    seed: z.number().int().min(0).max(4_294_967_295).default(1),
    by: plainText.max(80),
  }),
  z.object({ kind: z.literal('demo-data'), dir: plainText }),
  z.object({ kind: z.literal('archive'), run: plainText }),
  z.object({ kind: z.literal('restore'), archive: plainText }),
])
export type JobRequest = z.infer<typeof jobRequest>
export type JobKind = JobRequest['kind']

const importNote = z.object({
  code: z.string(),
  severity: z.string(),
  where: z.string(),
  message: z.string(),
  expected: z.string().optional(),
  found: z.string().optional(),
  next: z.string(),
  detailsZh,
})

const listedImage = z.object({ split: z.enum(['train', 'test']), index: z.number().int(), name: z.string() })

/** What comes out of a job, by its kind. */
export const jobResult = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('check'), report: checkReport }),
  z.object({
    kind: z.literal('detect'),
    /** Name of the folder under outputs/. */
    output: z.string(),
    images: z.number().int(),
    failed: z.number().int(),
    texts: z.number().int(),
  }),
  z.object({
    kind: z.literal('export'),
    file: z.string(),
    path: z.string(),
    bytes: z.number(),
    size,
    dynamic: z.boolean(),
    int8: z.boolean(),
    weights: z.string(),
  }),
  z.object({
    kind: z.literal('verify'),
    file: z.string(),
    passed: z.boolean(),
    failures: z.array(z.string()),
    notes: z.array(z.string()),
    exportedScores: scores,
    originalScores: scores.optional(),
    loggedFScore: z.number().optional(),
    int8: z.boolean(),
    largestProbabilityDifference: z.number().optional(),
    changedBoxes: z.number().int().optional(),
    boxes: z.number().int(),
    images: z.number().int(),
  }),
  z.object({
    kind: z.literal('evaluate'),
    model: z.string(),
    scores,
    images: z.array(scores.extend({ image: z.string() })),
    /** Labels outside their images, limits that were reached. */
    warnings: z.array(
      z.object({
        code: z.enum(['boxes-outside', 'candidates-capped']),
        images: z.number().int(),
        boxes: z.number().int().optional(),
        first: z.string(),
        message: z.string(),
        message_zh: z.string(),
      }),
    ),
  }),
  z.object({
    kind: z.literal('import'),
    root: z.string(),
    format: z.string(),
    images: z.object({ train: z.number().int(), test: z.number().int() }),
    /** The first 500. */
    notes: z.array(importNote),
    /** Notes about something that was left out, and about something that was changed; of all notes. */
    errors: z.number().int(),
    warnings: z.number().int(),
  }),
  z.object({
    kind: z.literal('repair'),
    root: z.string(),
    images: z.number().int(),
    /** What was done, with how often: first what is left for a person, then what was left out, then what was repaired. */
    fixes: z.array(z.object({ action: z.string(), done: z.string(), count: z.number().int() })),
    /** The file in the copy that lists every change. */
    report: z.string(),
  }),
  z.object({
    kind: z.literal('label'),
    root: z.string(),
    images: z.number().int(),
    texts: z.number().int(),
    model: z.string(),
    skipped: z.number().int(),
  }),
  z.object({
    kind: z.literal('label-again'),
    root: z.string(),
    images: z.number().int(),
    /** Images with new labels, and with those that a person made or looked at. */
    replaced: z.number().int(),
    kept: z.number().int(),
    /** Images whose labels stay and differ from what the model finds. */
    differing: z.number().int(),
    model: z.string(),
  }),
  z.object({
    kind: z.literal('add-to-data'),
    root: z.string(),
    /** How many, and where the first of them stands now. */
    added: z.number().int(),
    first: listedImage.optional(),
    /** Images that the set has already, by content, under the name that it has there; the first 100. */
    duplicates: z.array(listedImage.extend({ given: z.string() })),
    duplicateCount: z.number().int(),
    skipped: z.number().int(),
  }),
  z.object({
    kind: z.literal('split'),
    root: z.string(),
    /** Images that went from training to test. */
    moved: z.number().int(),
    counts: z.object({ train: z.number().int(), test: z.number().int() }),
    /** What was kept together; absent without grouping. */
    groups: z.number().int().optional(),
    notes: z.array(importNote),
  }),
  z.object({ kind: z.literal('demo-data'), root: z.string() }),
  z.object({
    kind: z.literal('archive'),
    id: z.string(),
    path: z.string(),
    bytes: z.number(),
    contentBytes: z.number(),
  }),
  z.object({ kind: z.literal('restore'), id: z.string(), names: z.array(z.string()), takenNames: z.array(z.string()) }),
])
export type JobResult = z.infer<typeof jobResult>

export const job = z.object({
  id: z.string(),
  kind: z.enum([
    'check',
    'detect',
    'export',
    'verify',
    'evaluate',
    'import',
    'repair',
    'label',
    'label-again',
    'add-to-data',
    'split',
    'demo-data',
    'archive',
    'restore',
  ]),
  /** What it works on, in a few words. */
  subject: z.string(),
  /** `interrupted`: its server ended before it; it can be started again. */
  state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled', 'interrupted']),
  done: z.number().int(),
  /** 0 when not known yet. */
  total: z.number().int(),
  /** At the pace so far. */
  etaSeconds: z.number().optional(),
  /** ISO 8601. */
  createdAt: z.string(),
  endedAt: z.string().optional(),
  /** Parts that failed and were skipped, the last ones. */
  skipped: z.array(z.object({ what: z.string(), why: z.string() })),
  result: jobResult.optional(),
  failure: failure.optional(),
})
export type Job = z.infer<typeof job>

export const jobEndpoints = {
  listJobs: endpoint({
    method: 'get',
    path: '/api/jobs',
    does: 'Lists the jobs of this server and of those before it, newest first, without their results.',
    result: z.object({ jobs: z.array(job) }),
  }),
  startJob: endpoint({
    method: 'post',
    path: '/api/jobs',
    does: 'Starts long work.',
    body: jobRequest,
    result: job,
  }),
  job: endpoint({ method: 'get', path: '/api/jobs/:job', does: 'Shows a job with its result.', result: job }),
  cancelJob: endpoint({
    method: 'delete',
    path: '/api/jobs/:job',
    does: 'Stops a job, or leaves an interrupted one as it is.',
    result: job,
  }),
  restartJob: endpoint({
    method: 'post',
    path: '/api/jobs/:job/restart',
    does: 'Starts an interrupted job again, with the same request and under the same id.',
    result: job,
  }),
} as const
