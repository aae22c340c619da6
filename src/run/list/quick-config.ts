// The settings in a config.yaml that was written plainly, line by line: a hundred times faster than YAML, for lists of thousands.
import { UserError } from '../../core/errors.ts'
import { readRegularText } from '../../core/read-file.ts'
import { readConfigFile } from '../config.ts'
import { isSettingName } from '../settings/table.ts'

/** A setting's value as the file has it, unchecked. */
export type PlainValue = string | number | boolean | null | readonly PlainValue[]
/** Settings by name, as the file has them. */
export type PlainConfig = Readonly<Record<string, PlainValue>>

/** What a list of runs needs from config.yaml. */
export interface QuickConfig {
  /** Only settings that we know; empty when there is no file, or it is no configuration. */
  readonly values: PlainConfig
  readonly dataHash: string | undefined
}

const noConfig: QuickConfig = { values: {}, dataHash: undefined }

/** Reads a run's config.yaml; a missing or broken one holds nothing. */
export function readQuickConfig(path: string): QuickConfig {
  let text: string
  try {
    text = readRegularText(path)
  } catch {
    return noConfig
  }
  return parsePlainConfig(text) ?? readByYaml(path)
}

function readByYaml(path: string): QuickConfig {
  try {
    const { values, facts } = readConfigFile(path)
    const known = Object.entries(values).filter(([name, value]) => isSettingName(name) && isPlain(value))
    const hash = facts['data_hash']
    return {
      values: Object.fromEntries(known) as PlainConfig,
      dataHash: typeof hash === 'string' ? hash : undefined,
    }
  } catch (error) {
    if (error instanceof UserError) return noConfig
    throw error
  }
}

function isPlain(value: unknown): value is PlainValue {
  if (Array.isArray(value)) return value.every((item) => isPlain(item))
  return value === null || ['string', 'number', 'boolean'].includes(typeof value)
}

/**
 * Reads `name: value` lines, comments, and the `facts:` that follow them. Undefined for every file that says anything in
 * another way, which needs a YAML parser. What comes out is what the YAML parser would give.
 */
export function parsePlainConfig(text: string): QuickConfig | undefined {
  const values: Record<string, PlainValue> = {}
  let from = 0
  while (from < text.length) {
    const end = text.indexOf('\n', from)
    const to = end === -1 ? text.length : end
    const first = text.charCodeAt(from)
    if (first !== hashSign && to > from) {
      const colon = text.indexOf(': ', from)
      if (text.startsWith('facts:', from)) return factsFrom(text, { from, values })
      if (colon === -1 || colon >= to) return undefined
      const name = text.slice(from, colon)
      const value =
        isSettingName(name) && !Object.hasOwn(values, name) ? plainValue(text.slice(colon + 2, to)) : undefined
      if (value === undefined) return undefined
      values[name] = value
    }
    from = to + 1
  }
  return { values, dataHash: undefined }
}

const hashSign = 0x23

/** Facts have any shape; only the hash is looked for, at the depth at which it is written. Indented lines end the file. */
function factsFrom(text: string, { from, values }: { from: number; values: PlainConfig }): QuickConfig | undefined {
  const facts = text.slice(from)
  if (!/^facts:\n(?: .*(?:\n|$))+$/.test(facts)) return undefined
  const hash = /^ {2}data_hash: "?([\da-f]{64})"?$/m.exec(facts)?.[1]
  return { values, dataHash: hash }
}

/** Digits that YAML 1.2 and JSON read alike; no octal, hexadecimal or infinity. */
const plainNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[-+]?\d+)?$/
/** Texts that need no quotes and mean nothing else: paths and names. */
const plainText = /^[\p{L}/](?:[\p{L}\p{N}/._+\\()[\]@%=,-]|:(?=\S)| (?=[\p{L}\p{N}/(]))*$/u
const reserved = new Set(['null', 'true', 'false'])
const words = new Map<string, PlainValue>([
  ['true', true],
  ['false', false],
  ['""', ''],
])

function plainValue(text: string): PlainValue | undefined {
  const word = words.get(text)
  if (word !== undefined) return word
  if (plainNumber.test(text)) return Number(text)
  if (text.startsWith('[')) return plainList(text)
  return plainText.test(text) && !reserved.has(text.toLowerCase()) ? text : undefined
}

/** `[800, 800]` */
function plainList(text: string): PlainValue | undefined {
  if (!text.endsWith(']')) return undefined
  const items = text.slice(1, -1).split(', ')
  return items.every((item) => plainNumber.test(item)) ? items.map(Number) : undefined
}
