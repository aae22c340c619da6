// What the server is: versions, folders, limits.
import { arch, availableParallelism, platform, release, totalmem } from 'node:os'
import { settings } from '../../run/settings/table.ts'
import type { systemEndpoints } from '../contract/system.ts'
import type { Handlers } from '../http/mount.ts'
import type { Services } from '../services.ts'
import { availableMemory } from '../../tasks/train/memory.ts'

/** Memory changes all the time, and asking for it takes as long as all the rest of an answer. */
const memoryMs = 1000

/** The memory that is free, or was less than a second ago. */
function freeMemory(): () => number {
  let [bytes, at] = [0, Number.NEGATIVE_INFINITY]
  return () => {
    const now = performance.now()
    if (now - at >= memoryMs) [bytes, at] = [availableMemory(), now]
    return bytes
  }
}

export function systemHandlers({ options, machine }: Services): Handlers<typeof systemEndpoints> {
  const { version, workdirs, out, limits } = options
  const { imageBytes, imagePixels, datasetBytes, modelBytes } = limits
  const { control } = settings.device.kind
  const available = freeMemory()
  return {
    machine: () => ({ memoryBytes: totalmem(), samples: machine.samples }),
    system: () => ({
      version,
      node: process.versions.node,
      platform: `${platform()} ${release()} ${arch()}`,
      cores: availableParallelism(),
      memoryBytes: totalmem(),
      availableBytes: available(),
      workdirs,
      outputs: out,
      folders: [...options.folders],
      devices: control.control === 'choice' ? control.choices : [],
      limits: { imageBytes, imagePixels, datasetBytes, modelBytes },
    }),
  }
}
