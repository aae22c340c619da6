// A disposable copy of all records of a workdirs folder, so that listing ten thousand runs takes no second. Losing it loses nothing.
import { createHash } from 'node:crypto'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { readRegular } from '../../core/read-file.ts'
import { versionOf } from '../../core/file-version.ts'
import { makeFolder, writeFileAtomic } from '../../core/files.ts'
import { crc32 } from '../../formats/crc.ts'
import { type SettingName, settingNames, settingOf } from '../settings/table.ts'
import { notesName } from '../notes.ts'
import type { PlainConfig, PlainValue } from './quick-config.ts'
import type { RunRecord } from './record.ts'

/** A record with the identity, sizes and times of the files that it was read from. */
export interface CachedRecord {
  readonly key: string
  readonly record: RunRecord
}

/** Raised when the form of records changes; the settings with their defaults count too, as records leave defaults out. */
const formatVersion = 5

/** The user's cache folder, so that looking at runs writes nothing beside them; `OCRDET_CACHE` puts it elsewhere. */
export function cacheFolder(env: Readonly<Record<string, string | undefined>> = process.env): string {
  const own = env['OCRDET_CACHE']
  if (own !== undefined && own !== '') return own
  const localAppData = env['LOCALAPPDATA']
  if (process.platform === 'win32' && localAppData !== undefined) return join(localAppData, 'ocrdet', 'Cache')
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'ocrdet')
  const xdg = env['XDG_CACHE_HOME']
  return join(xdg !== undefined && xdg.startsWith('/') ? xdg : join(homedir(), '.cache'), 'ocrdet')
}

/** Which runs a cache is for: every one of a folder, or the newest few, whose small file is read in no time. */
export type CachePart = 'all' | 'newest'

/** The cache file of a workdirs folder. @param root its absolute path, links followed */
export function cachePath(root: string, part: CachePart): string {
  return join(cacheFolder(), `runs-${createHash('sha256').update(root).digest('hex').slice(0, 16)}-${part}`)
}

/**
 * What a record follows from: the run folder itself (its time changes when a file in it is made, replaced or removed), the files
 * that grow or may be edited in place, and the folder of checkpoints. Undefined when one of them changed a moment ago.
 */
export function recordKey(folder: string, now?: number): string | undefined {
  const parts = ['log.txt', 'config.yaml', 'checkpoints', notesName].map((name) => `${folder}/${name}`)
  return versionOf([folder, ...parts], now)
}

/** The records of a workdirs folder by the run folder's name; none when there is no cache, or it is damaged or of another version. */
export function loadCache(root: string, part: CachePart): Map<string, CachedRecord> {
  try {
    const bytes = readRegular(cachePath(root, part))
    const end = bytes.indexOf(0x0a)
    const body = bytes.subarray(end + 1)
    if (bytes.toString('latin1', 0, end) !== headerOf(body)) return new Map()
    return unpack(JSON.parse(body.toString('utf8')) as PackedCache)
  } catch {
    return new Map()
  }
}

/** Keeps the records for the next time. A cache that cannot be written is no reason to fail. */
export function saveCache(root: string, part: CachePart, records: ReadonlyMap<string, CachedRecord>): void {
  try {
    makeFolder(cacheFolder())
    const body = Buffer.from(JSON.stringify(pack(records)))
    writeFileAtomic(cachePath(root, part), [Buffer.from(`${headerOf(body)}\n`), body], { flush: false })
  } catch {
    // a read-only home, a full disk: the next listing reads the runs again
  }
}

/** Version, settings and checksum: whatever passes this was written by this program whole. */
function headerOf(body: Uint8Array): string {
  return `ocrdet-runs ${formatVersion} ${signature()} ${crc32(body).toString(16)}`
}

let knownSignature: string | undefined

function signature(): string {
  knownSignature ??= createHash('sha256').update(JSON.stringify(defaults())).digest('hex').slice(0, 16)
  return knownSignature
}

/** What is written: the lists of setting names that occur, few in number, and one row a run. */
interface PackedCache {
  readonly names: readonly (readonly string[])[]
  readonly rows: readonly PackedRow[]
}

type PackedRow = readonly [
  folder: string,
  key: string,
  /** Which of the lists of names config.yaml has. */
  names: number,
  /** The settings that differ from their defaults. */
  config: PlainConfig,
  rest: Omit<RunRecord, 'config'>,
]

function pack(records: ReadonlyMap<string, CachedRecord>): PackedCache {
  const names: string[][] = []
  const indexOf = new Map<string, number>()
  const rows = [...records].map(([folder, { key, record }]): PackedRow => {
    const { config, ...rest } = record
    const list = Object.keys(config)
    const text = list.join(' ')
    if (!indexOf.has(text)) indexOf.set(text, names.push(list) - 1)
    return [folder, key, indexOf.get(text) ?? 0, withoutDefaults(config), rest]
  })
  return { names, rows }
}

function unpack({ names, rows }: PackedCache): Map<string, CachedRecord> {
  const preset = defaults()
  const templates = names.map((list) => Object.fromEntries(list.map((name) => [name, preset[name]])))
  const records = new Map<string, CachedRecord>()
  for (const [folder, key, index, config, rest] of rows) {
    records.set(folder, { key, record: { config: { ...templates[index], ...config }, ...rest } })
  }
  return records
}

function withoutDefaults(config: PlainConfig): PlainConfig {
  const preset = defaults()
  return Object.fromEntries(Object.entries(config).filter(([name, value]) => !isSame(value, preset[name])))
}

function isSame(a: PlainValue, b: PlainValue | undefined): boolean {
  return a === b || (typeof a === 'object' && JSON.stringify(a) === JSON.stringify(b))
}

let knownDefaults: PlainConfig | undefined

/** Every setting with its default, in the order of config.yaml; null for the one that has none. */
function defaults(): PlainConfig {
  const presetOf = (name: SettingName): PlainValue => (settingOf(name).default ?? null) as PlainValue
  knownDefaults ??= Object.fromEntries(settingNames.map((name) => [name, presetOf(name)]))
  return knownDefaults
}
