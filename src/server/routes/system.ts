// What the server is: versions, folders, limits.
import { arch, availableParallelism, platform, release, totalmem } from 'node:os'
import { settings } from '../../run/settings/table.ts'
import type { systemEndpoints } from '../contract/system.ts'
import type { Handlers } from '../http/mount.ts'
import type { Services } from '../services.ts'
import { availableMemory } from '../../tasks/train/memory.ts'

export function systemHandlers({ options, machine }: Services): Handlers<typeof systemEndpoints> {
  const { version, workdirs, out, limits } = options
  const { imageBytes, imagePixels, datasetBytes, modelBytes } = limits
  const { control } = settings.device.kind
  return {
    machine: () => ({ memoryBytes: totalmem(), samples: machine.samples }),
    system: () => ({
      version,
      node: process.versions.node,
      platform: `${platform()} ${release()} ${arch()}`,
      cores: availableParallelism(),
      memoryBytes: totalmem(),
      availableBytes: availableMemory(),
      workdirs,
      outputs: out,
      folders: [...options.folders],
      devices: control.control === 'choice' ? control.choices : [],
      limits: { imageBytes, imagePixels, datasetBytes, modelBytes },
    }),
  }
}
