// Trainings: the form, the estimate, start, stop, resume.
import { z } from '../../core/schema.ts'
import { done, failure, size, words } from './common.ts'
import { problemGroup } from './datasets.ts'
import { endpoint } from './endpoint.ts'

/** How a form shows one setting. */
export const control = z.discriminatedUnion('control', [
  z.object({ control: z.literal('number'), min: z.number(), max: z.number(), whole: z.boolean() }),
  z.object({ control: z.literal('choice'), choices: z.array(z.string()) }),
  z.object({ control: z.literal('toggle') }),
  z.object({ control: z.literal('text') }),
  z.object({ control: z.literal('size'), min: z.number(), max: z.number(), multipleOf: z.number() }),
])

export const settingForm = z.object({
  name: z.string(),
  group: z.string(),
  sentence: words,
  /** `a whole number from 1 to 4096` */
  expected: z.string(),
  unit: z.string().optional(),
  advanced: z.boolean(),
  /** Absent: it must be given. */
  default: z.unknown().optional(),
  control,
})
export type SettingForm = z.infer<typeof settingForm>

/** A named set of settings to choose from before the start. */
export const preset = z.object({
  name: z.string(),
  title: words,
  /** What it is for. */
  sentence: words,
  /** What it sets; everything else keeps its default. */
  settings: z.record(z.string(), z.unknown()),
})
export type Preset = z.infer<typeof preset>

/** Settings by name; those that are left out have their defaults. */
export const settings = z.record(z.string(), z.unknown())

export const estimate = z.object({
  /** What is wrong with the settings; the rest is absent then. */
  problems: z.array(failure.extend({ setting: z.string() })),
  memory: z
    .object({
      bytes: z.number(),
      available: z.number(),
      fits: z.boolean(),
      /** The largest batch that fits. */
      fittingBatch: z.number().int(),
      /** Where the whole does not fit: the largest parts of the batch that do, as auto_batch takes them. */
      parts: z
        .object({
          microBatch: z.number().int(),
          bytes: z.number(),
          /** auto_batch is on. */
          automatic: z.boolean(),
        })
        .optional(),
    })
    .optional(),
  time: z
    .object({
      /** Of the whole training, evaluations included. */
      seconds: z.number(),
      stepSeconds: z.number(),
      steps: z.number().int(),
      iterations: z.number().int(),
      /** Measured by an earlier run here, or worked out from the standard machine of our measurements. */
      basis: z.enum(['earlier-run', 'measured']),
      run: z.string().optional(),
    })
    .optional(),
  samples: z.object({ train: z.number().int(), test: z.number().int() }).optional(),
  /** The time of the same training with each preset, in seconds. */
  presets: z.array(z.object({ name: z.string(), seconds: z.number() })).optional(),
})
export type Estimate = z.infer<typeof estimate>

/** What speaks against a training before it is started. */
export const readiness = z.object({
  /** Errors of the data set; a training refuses to start with any. */
  errors: z.number().int(),
  /** The first few kinds of them. */
  problems: z.array(problemGroup).readonly(),
  /** Splits with fewer images than make sense. */
  fewImages: z.array(problemGroup).readonly(),
  /** Too few iterations for what it starts from, and the epochs that make enough. */
  steps: z.object({ planned: z.number().int(), needed: z.number().int(), epochs: z.number().int() }).optional(),
  /** Texts that are too small for the network at the input size, and one at which nearly all are large enough. */
  smallTexts: z
    .object({ texts: z.number().int(), of: z.number().int(), least: z.number(), better: size.optional() })
    .optional(),
})
export type Readiness = z.infer<typeof readiness>

/** A training process that was started here. */
export const launch = z.object({
  id: z.string(),
  state: z.enum(['starting', 'started', 'failed']),
  /** The run, once its folder is there. */
  run: z.string().optional(),
  /** Why it did not start. */
  failure: failure.optional(),
})
export type Launch = z.infer<typeof launch>

export const trainingEndpoints = {
  settingForms: endpoint({
    method: 'get',
    path: '/api/settings',
    does: 'Describes every setting of a training and the presets, so that a form can be made of them.',
    result: z.object({
      groups: z.array(z.object({ name: z.string(), title: words })),
      settings: z.array(settingForm),
      presets: z.array(preset),
    }),
  }),
  estimate: endpoint({
    method: 'post',
    path: '/api/trainings/estimate',
    does: 'Estimates time and memory of a training before it is started.',
    body: z.object({ settings }),
    result: estimate,
  }),
  readiness: endpoint({
    method: 'post',
    path: '/api/trainings/readiness',
    does: 'Looks at the data set by the headers of its images, and says what speaks against the training.',
    body: z.object({ settings }),
    result: readiness,
  }),
  startTraining: endpoint({
    method: 'post',
    path: '/api/trainings',
    does: 'Starts a training in a process of its own; waits until its run folder is there, at most a few seconds.',
    body: z.object({ settings }),
    result: launch,
  }),
  launch: endpoint({
    method: 'get',
    path: '/api/trainings/:launch',
    does: 'Says what became of a start.',
    result: launch,
  }),
  stopTraining: endpoint({
    method: 'post',
    path: '/api/runs/:run/stop',
    does: 'Asks the process of a run to stop; it saves a checkpoint first.',
    result: done,
  }),
  resumeTraining: endpoint({
    method: 'post',
    path: '/api/runs/:run/resume',
    does: 'Goes on with a run; more epochs extend it.',
    body: z.object({ numEpochs: z.number().int().min(1).max(100_000).optional() }),
    result: launch,
  }),
} as const
