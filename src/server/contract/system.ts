// What the server is: versions, folders, limits.
import { z } from '../../core/schema.ts'
import { endpoint } from './endpoint.ts'

/** The machine at one moment. */
const machineSample = z.object({
  /** ISO 8601. */
  time: z.string(),
  /** Share of all cores that is busy, 0 to 1. */
  processor: z.number(),
  /** In use by programs. */
  memoryBytes: z.number(),
  /** The graphics card, where its driver tells of one. */
  card: z.object({ use: z.number(), memoryBytes: z.number(), totalBytes: z.number() }).optional(),
})
export type MachineSample = z.infer<typeof machineSample>

export const systemEndpoints = {
  machine: endpoint({
    method: 'get',
    path: '/api/machine',
    does: 'Tells processor, memory and graphics card of the last hour, every five seconds, as far as this server was there.',
    result: z.object({ memoryBytes: z.number(), samples: z.array(machineSample).readonly() }),
  }),
  system: endpoint({
    method: 'get',
    path: '/api/system',
    does: 'Says what this server is and what it may read.',
    result: z.object({
      version: z.string(),
      node: z.string(),
      platform: z.string(),
      cores: z.number().int(),
      memoryBytes: z.number(),
      availableBytes: z.number(),
      workdirs: z.string(),
      outputs: z.string(),
      /** Folders in which data sets and images may lie. */
      folders: z.array(z.string()),
      devices: z.array(z.string()),
      limits: z.object({
        imageBytes: z.number(),
        imagePixels: z.number(),
        datasetBytes: z.number(),
        modelBytes: z.number(),
      }),
    }),
  }),
} as const
