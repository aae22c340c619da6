// Runs: the list, one run's page, its log, curves, evaluation and diagnosis.
import { z } from '../../core/schema.ts'
import { lineTags } from '../../run/log-tags.ts'
import { facts, failure, imageQuery, plainText, wholeQuery, words } from './common.ts'
import { endpoint } from './endpoint.ts'
import { evaluatedImage, evaluatedPlace, evaluationList, evaluationMap } from './evaluation.ts'

const epochScores = z.object({
  epoch: z.number().int(),
  fScore: z.number(),
  precision: z.number().optional(),
  recall: z.number().optional(),
  valLoss: z.number().nullable().optional(),
})

export const runState = z.object({
  name: z.enum(['queued', 'running', 'finished', 'stopped', 'failed', 'dead']),
  /** What it was concluded from, in one sentence. */
  reason: z.string(),
  /** The same in Chinese; archives that were made before it have none. */
  reasonZh: z.string().optional(),
  error: z.string().optional(),
})

/** One row of the list of runs. Absent is what neither config.yaml nor the log tells. */
export const runRow = z.object({
  id: z.string(),
  folder: z.string(),
  names: z.array(z.string()),
  /** ISO 8601. */
  startedAt: z.string(),
  state: runState,
  etaSeconds: z.number().optional(),
  /** Share of the steps that are done, 0 to 1; absent before the first. */
  progress: z.number().optional(),
  epochsDone: z.number().int(),
  /** 0 when unknown. */
  epochs: z.number().int(),
  /** Of the initial weights, before the first epoch. */
  initial: epochScores.optional(),
  best: epochScores.optional(),
  last: epochScores.optional(),
  /** null: not a finite number. */
  loss: z.number().nullable().optional(),
  learningRate: z.number().nullable().optional(),
  dataset: z.string().optional(),
  dataHash: z.string().optional(),
  samples: z.object({ train: z.number(), test: z.number() }).optional(),
  device: z.string().optional(),
  /** The Slurm job that trains it; without state when it left the queue. */
  job: z
    .object({
      id: z.string(),
      state: z.enum(['waiting', 'running']).optional(),
      nodes: z.string().optional(),
      restarts: z.number().int().optional(),
    })
    .optional(),
  /** The sweep that it belongs to; `plan` tells it from another one of that name. */
  sweep: z
    .object({ name: z.string(), trial: z.number().int(), varied: z.array(z.string()), plan: z.string() })
    .optional(),
  durationSeconds: z.number().optional(),
  endedAt: z.string().optional(),
  bytes: z.number(),
  /** At most 16 values, first to last. */
  trend: z.object({ of: z.enum(['f_score', 'loss']), values: z.array(z.number().nullable()) }),
  errors: z.number().int(),
  warnings: z.number().int(),
  note: z.string(),
  tags: z.array(z.string()),
  config: z.record(z.string(), z.unknown()),
  archive: z.object({ path: z.string(), bytes: z.number(), archivedAt: z.string() }).optional(),
})
export type RunRow = z.infer<typeof runRow>

export const runList = z.object({
  runs: z.array(runRow),
  /** How many there are without the filter. */
  total: z.number().int(),
  /** Every tag in use. */
  tags: z.array(z.string()),
})

const checkpoint = z.object({
  name: z.string(),
  bytes: z.number(),
  /** ISO 8601. */
  modified: z.string(),
  kind: z.enum(['best', 'last', 'epoch', 'backup', 'other']),
  epoch: z.number().int().optional(),
})

export const runPage = z.object({
  row: runRow,
  /** Every setting; absent when config.yaml is missing or wrong. */
  config: z.record(z.string(), z.unknown()).optional(),
  configError: failure.optional(),
  /** config.yaml as it stands there. */
  configText: z.string(),
  /** What the run recorded about itself. */
  facts,
  checkpoints: z.array(checkpoint),
  log: z.object({ bytes: z.number(), path: z.string() }),
  /** The evaluation in eval_results/, when there is one. */
  evaluation: z.object({ epoch: z.number().int(), images: z.number().int() }).optional(),
  /** Whether its training can go on (last_model.pth is there and nothing works on it). */
  resumable: z.boolean(),
  /** Whether its data set is open for editing. */
  edited: z.boolean(),
  /** What to type to repeat it, and to go on with it. */
  commands: z.object({ reproduce: z.string(), resume: z.string() }),
})
export type RunPage = z.infer<typeof runPage>

export const logLine = z.object({
  /** In the file, from 1. */
  number: z.number().int(),
  tag: z.enum(lineTags),
  text: z.string(),
})
export type LogLine = z.infer<typeof logLine>

export const logPage = z.object({
  lines: z.array(logLine),
  /** Lines of the whole file that the filter lets through. */
  matching: z.number().int(),
  /** Lines of the whole file. */
  total: z.number().int(),
  /** Index of the first line of this page among the matching ones. */
  start: z.number().int(),
  bytes: z.number(),
  /** Hand this to the run's events as `from`, so that nothing is sent twice and nothing is left out. */
  position: z.string(),
})

/** One curve. All lists are equally long; null stands for NaN and infinity. */
export const series = z.object({
  /** Global step, from 0; an evaluation stands at the step after its epoch. */
  step: z.array(z.number()),
  value: z.array(z.number().nullable()),
  /** Seconds of training, null where the log does not tell. */
  seconds: z.array(z.number().nullable()),
})
export type Series = z.infer<typeof series>

export const curves = z.object({
  /** `loss`, `learningRate`, `lossBinary`, ..., and of evaluations `fScore`, `precision`, `recall`, `valLoss`. */
  series: z.record(z.string(), series),
  epochs: z.number().int(),
  /** Iterations an epoch; 0 before the first. */
  iterations: z.number().int(),
  /** [TRAIN] lines in the log. */
  points: z.number().int(),
  /** Whether curves were thinned: of each bucket its smallest and its largest value are kept, and every NaN. */
  thinned: z.boolean(),
  /** Where these curves end; see `position` of the log. */
  position: z.string(),
})
export type Curves = z.infer<typeof curves>

const curveWindow = z.object({
  from: z.number(),
  to: z.number(),
  lines: z.array(z.number()),
  points: z.number(),
  median: z.number().nullable(),
})

const evidence = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('line'), line: z.number().int(), text: z.string() }),
  z.object({ kind: z.literal('windows'), measure: z.string(), before: curveWindow, after: curveWindow }),
  z.object({ kind: z.literal('setting'), name: z.string(), value: z.string() }),
])

/** A finding with its words. */
export const finding = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning', 'info']),
  tier: z.enum(['fact', 'shape', 'hint']),
  topic: z.string(),
  title: words,
  says: words,
  remedy: words,
  evidence: z.array(evidence),
  facts,
  get consequences() {
    return z.array(finding)
  },
})
export type Finding = z.infer<typeof finding>

export const diagnosis = z.object({
  verdict: z.enum(['healthy', 'no-gain', 'unclear', 'doubtful', 'unhealthy']),
  verdictWords: words,
  state: runState,
  signs: z.array(z.object({ sign: z.string(), words, holds: z.enum(['yes', 'no', 'unknown']), facts })),
  findings: z.array(finding),
  pipeline: z
    .array(z.object({ stage: z.string(), words, result: z.enum(['passed', 'failed', 'unknown']), facts }))
    .optional(),
  ran: z.number().int(),
  couldNot: z.number().int(),
})
export type Diagnosis = z.infer<typeof diagnosis>

export const comparison = z.object({
  runs: z.array(runRow),
  /** One row a setting; `values` has one element a run, null where it is not told, which differs from nothing. */
  settings: z.array(z.object({ name: z.string(), values: z.array(z.unknown()), same: z.boolean() })),
  /** Images that at least two runs evaluated, the same by their bytes; largest difference first. */
  images: z.array(
    z.object({
      /** As the first of the runs that evaluated it names it. */
      image: z.string(),
      /** Its place in each run's evaluation; null where a run did not evaluate it. */
      indexes: z.array(z.number().int().nullable()),
      fScores: z.array(z.number().nullable()),
      spread: z.number(),
    }),
  ),
})

export const runEndpoints = {
  listRuns: endpoint({
    method: 'get',
    path: '/api/runs',
    does: 'Lists the runs.',
    query: z.object({
      /** A condition such as `f_score > 0.7 and tag = good`. */
      where: z.string().max(1000).optional(),
      /** Words that must stand in the id, a name, the note, a tag or the data set. */
      search: z.string().max(200).optional(),
      /** A field, `-` in front for falling, `+` for rising. */
      sort: z.string().max(100).optional(),
      /** `true`: archived runs alone; `with`: together with the others. */
      archived: z.enum(['true', 'false', 'with']).default('false'),
    }),
    result: runList,
  }),
  run: endpoint({ method: 'get', path: '/api/runs/:run', does: 'Shows one run.', result: runPage }),
  runLog: endpoint({
    method: 'get',
    path: '/api/runs/:run/log',
    does: 'Reads lines of the log; text and tags filter over the whole file.',
    query: z.object({
      /** Index of the first line among the matching ones; left out, the last `count` lines come. */
      start: z.coerce.number().int().min(0).optional(),
      count: wholeQuery(1, 5000, 500),
      text: z.string().max(200).optional(),
      /** `WARN,ERROR` */
      tags: z.string().max(100).optional(),
    }),
    result: logPage,
  }),
  runCurves: endpoint({
    method: 'get',
    path: '/api/runs/:run/curves',
    does: 'Reads the curves, thinned to what a screen can show unless points is 0.',
    query: z.object({
      /** About this many points a curve; 0 for all. */
      points: wholeQuery(0, 100_000, 2000),
      /** First and last step. */
      from: z.coerce.number().min(0).optional(),
      to: z.coerce.number().min(0).optional(),
    }),
    result: curves,
  }),
  runDiagnosis: endpoint({
    method: 'get',
    path: '/api/runs/:run/diagnosis',
    does: 'Says whether the training is healthy, what is wrong, and what to do.',
    result: diagnosis,
  }),
  runEvaluation: endpoint({
    method: 'get',
    path: '/api/runs/:run/evaluation',
    does: 'Lists the images of the last evaluation, worst first.',
    result: evaluationList,
  }),
  evaluatedImage: endpoint({
    method: 'get',
    path: '/api/runs/:run/evaluation/:index',
    does: 'Shows what was found and what is true on one evaluated image.',
    result: evaluatedImage,
  }),
  evaluatedPlace: endpoint({
    method: 'get',
    path: '/api/runs/:run/evaluation/:index/place',
    does: 'Says where one evaluated image stands in the data set now, and what changed since.',
    result: evaluatedPlace,
  }),
  evaluatedImageFile: endpoint({
    method: 'get',
    path: '/api/runs/:run/evaluation/:index/image',
    does: 'Sends one evaluated image, upright.',
    query: imageQuery,
    file: 'image/jpeg',
  }),
  evaluationMap: endpoint({
    method: 'get',
    path: '/api/runs/:run/evaluation/:index/map',
    does: 'Computes the probability map of one evaluated image by the weights of the run, and says by which.',
    result: evaluationMap,
  }),
  evaluationMapFile: endpoint({
    method: 'get',
    path: '/api/runs/:run/evaluation/:index/map/image',
    does: 'Sends the probability map of one evaluated image over its area, grey.',
    query: z.object({ key: z.string().max(100).optional() }),
    file: 'image/png',
  }),
  checkpointFile: endpoint({
    method: 'get',
    path: '/api/runs/:run/checkpoints/:checkpoint/file',
    does: 'Sends a checkpoint of a run.',
    file: 'application/octet-stream',
  }),
  compareRuns: endpoint({
    method: 'get',
    path: '/api/compare',
    does: 'Compares runs: settings, scores, images.',
    query: z.object({
      /** Ids or names, separated by commas; 2 to 100. */
      runs: plainText,
    }),
    result: comparison,
  }),
} as const
