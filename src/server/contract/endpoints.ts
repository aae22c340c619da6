// The whole HTTP API as one table.
import { allowingEndpoints } from './allowing.ts'
import { datasetEndpoints } from './datasets.ts'
import { detectEndpoints } from './detect.ts'
import { editingEndpoints } from './editing.ts'
import { eventEndpoints } from './events.ts'
import { jobEndpoints } from './jobs.ts'
import { lifecycleEndpoints } from './lifecycle.ts'
import { runEndpoints } from './runs.ts'
import { systemEndpoints } from './system.ts'
import { trainingEndpoints } from './training.ts'
import { tuningEndpoints } from './tuning.ts'

/** Every endpoint by name. */
export const endpoints = {
  ...systemEndpoints,
  ...runEndpoints,
  ...lifecycleEndpoints,
  ...trainingEndpoints,
  ...tuningEndpoints,
  ...datasetEndpoints,
  ...allowingEndpoints,
  ...editingEndpoints,
  ...detectEndpoints,
  ...jobEndpoints,
  ...eventEndpoints,
} as const

export type EndpointName = keyof typeof endpoints
