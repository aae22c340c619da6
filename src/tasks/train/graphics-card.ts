// What the system says about its graphics cards, before any driver is loaded.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { readRegularText } from '../../core/read-file.ts'

/** PCI vendors of graphics cards. */
const vendors: Readonly<Record<string, string>> = { '0x10de': 'NVIDIA', '0x1002': 'AMD', '0x8086': 'Intel' }

/** Device files without which no Vulkan driver finds a card on Linux; `dxg` is Windows' card inside WSL. */
const deviceFiles = ['/dev/dri', '/dev/nvidia0', '/dev/dxg'] as const

/** Whether it is worth asking for an adapter: always, but on a Linux without any card and without a driver named by hand. */
export function mayHaveGraphicsCard(): boolean {
  if (process.platform !== 'linux') return true
  const named = process.env['VK_ICD_FILENAMES'] ?? process.env['VK_DRIVER_FILES']
  return named !== undefined || deviceFiles.some((file) => existsSync(file))
}

/** `NVIDIA H100 PCIe`, or `AMD card 0x744c`; empty where the system does not say. */
export function graphicsCards(): string[] {
  const nvidia = entriesOf('/proc/driver/nvidia/gpus').flatMap((gpu) => {
    const text = textOf(join('/proc/driver/nvidia/gpus', gpu, 'information'))
    return /^Model:\s*(?<model>.+)$/m.exec(text)?.groups?.['model'] ?? []
  })
  if (nvidia.length > 0) return nvidia
  return entriesOf('/sys/class/drm')
    .filter((name) => /^card\d+$/.test(name))
    .flatMap((name) => {
      const [vendor, device] = ['vendor', 'device'].map((file) => textOf(join('/sys/class/drm', name, 'device', file)))
      return vendors[vendor] === undefined ? [] : [`${vendors[vendor]} card ${device}`]
    })
}

function entriesOf(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : []
}

/** Empty when it cannot be read: nothing here is needed. */
function textOf(path: string): string {
  try {
    return readRegularText(path).trim()
  } catch {
    return ''
  }
}
