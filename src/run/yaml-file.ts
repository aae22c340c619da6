// Reads a YAML file that a person wrote, with the line of every key, and writes YAML that other readers take alike: the only file that loads the library.
import { createRequire } from 'node:module'
import type * as Yaml from 'yaml'
import type { Document, YAMLError } from 'yaml'
import { errorDetails } from '../core/error-details.ts'
import { readTextFile } from '../core/files.ts'
import type { InBoth } from '../core/language.ts'
import { wordsFor } from '../core/library-words.ts'
import { say } from '../core/say.ts'
import { ConfigError, configProblem } from './config-error.ts'

let loadedYaml: typeof Yaml | undefined

/** The YAML library, loaded at first use: a list of runs, which reads plain files by itself, starts a third sooner without it. */
function yaml(): typeof Yaml {
  loadedYaml ??= createRequire(import.meta.url)('yaml') as typeof Yaml
  return loadedYaml
}

const words = errorDetails['bad-config']

/** No line folding; texts that YAML 1.1 readers (PyYAML) would take for something else are quoted. */
const yamlStyle = { lineWidth: 0, compat: 'yaml-1.1' } as const

/** A value as YAML. */
export function yamlText(value: unknown): string {
  return yaml().stringify(value, yamlStyle)
}

/** A mapping as a file has it, unchecked. */
export interface YamlFile {
  readonly values: Readonly<Record<string, unknown>>
  /** `c.yaml:3` for the key on line 3, by the keys that lead to it; the nearest key above one that is not there, else the file. */
  readonly where: (...keys: readonly string[]) => string
}

/** A larger file is nothing that a person wrote. */
const maxCharacters = 1_000_000

/** Reads a YAML file whose top is a mapping. Throws a ConfigError with every YAML mistake. */
export function readYamlFile(path: string): YamlFile {
  const text = readTextFile(path)
  if (text.length > maxCharacters) {
    throw unreadable(path, say(words.expectedFile), say(words.foundCharacters, { count: text.length }))
  }
  const lines = new (yaml().LineCounter)()
  const document = yaml().parseDocument(text, { lineCounter: lines })
  if (document.errors.length > 0) {
    throw new ConfigError(
      document.errors.map((error) => ({
        ...configProblem('', { expected: say(words.expectedYaml), found: yamlFault(error) }),
        where: `${path}:${error.linePos?.[0].line ?? 1}`,
      })),
    )
  }
  const values = mappingOf(document, path)
  if (isEndless(values)) throw unreadable(path, say(words.expectedPlain), say(words.foundEndless))
  const where = (...keys: readonly string[]): string => {
    const at = offsetOf(document.contents, keys)
    return at === undefined ? path : `${path}:${lines.linePos(at).line}`
  }
  return { values, where }
}

/** Where the last of the keys stands that is there. */
function offsetOf(node: unknown, [key, ...below]: readonly string[]): number | undefined {
  if (key === undefined || !yaml().isMap(node)) return undefined
  const pair = node.items.find((item) => yaml().isScalar(item.key) && String(item.key.value) === key)
  if (pair === undefined || !yaml().isScalar(pair.key) || !pair.key.range) return undefined
  return offsetOf(pair.value, below) ?? pair.key.range[0]
}

/** A mistake of the syntax with its column; its line is told as the place. */
function yamlFault(error: YAMLError): InBoth<string> {
  const column = error.linePos?.[0].col
  const fault = wordsFor('yaml', error)
  return column === undefined ? fault : say(words.foundColumn, { fault, column })
}

function mappingOf(document: Document, path: string): Record<string, unknown> {
  if (document.contents === null) return {}
  if (!yaml().isMap(document.contents)) throw unreadable(path, say(words.expectedMapping), say(words.foundOther))
  try {
    return document.toJS() as Record<string, unknown>
  } catch (error) {
    // an alias to nothing, or aliases that would unfold to gigabytes
    throw unreadable(path, say(words.expectedPlain), wordsFor('yaml', error))
  }
}

/** Whether a value holds itself, as `a: &a [*a]` does. */
function isEndless(value: unknown): boolean {
  try {
    JSON.stringify(value)
    return false
  } catch {
    return true
  }
}

function unreadable(where: string, expected: InBoth<string>, found: InBoth<string>): ConfigError {
  return new ConfigError([{ ...configProblem('', { expected, found }), where }])
}
