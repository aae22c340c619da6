// What the system says about its graphics cards, before any driver is loaded.
import { spawnSync } from 'node:child_process'
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

/** `NVIDIA H100 PCIe, 81559 MiB`, or `AMD card 0x744c, 8176 MiB`; empty where the system does not say, without memory where it is not told. */
export function graphicsCards(): string[] {
  const told = toldByNvidia()
  if (told.length > 0) return told
  const nvidia = entriesOf('/proc/driver/nvidia/gpus').flatMap((gpu) => {
    const text = textOf(join('/proc/driver/nvidia/gpus', gpu, 'information'))
    return /^Model:\s*(?<model>.+)$/m.exec(text)?.groups?.['model'] ?? []
  })
  if (nvidia.length > 0) return nvidia
  return entriesOf('/sys/class/drm')
    .filter((name) => /^card\d+$/.test(name))
    .flatMap((name) => {
      const [vendor, device] = ['vendor', 'device'].map((file) => textOf(join('/sys/class/drm', name, 'device', file)))
      if (vendors[vendor] === undefined) return []
      const bytes = Number(textOf(join('/sys/class/drm', name, 'device', 'mem_info_vram_total')))
      return [`${vendors[vendor]} card ${device}${bytes > 0 ? `, ${Math.round(bytes / 2 ** 20)} MiB` : ''}`]
    })
}

/** Names and memory of NVIDIA's cards, by the program that comes with their driver. */
function toldByNvidia(): string[] {
  if (!existsSync('/dev/nvidia0') && !existsSync('/dev/dxg') && process.platform !== 'win32') return []
  const query = ['--query-gpu=name,memory.total', '--format=csv,noheader']
  const { stdout, status } = spawnSync('nvidia-smi', query, { encoding: 'utf8', timeout: 5000 })
  return status === 0 ? stdout.split('\n').flatMap((line) => line.trim() || []) : []
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
