// What the server is: versions, folders, limits.
import { z } from '../../core/schema.ts'
import { endpoint } from './endpoint.ts'

export const systemEndpoints = {
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
