// A found value in a person's words, for messages about wrong ones.

import type { Text } from '../../core/errors.ts'
import type { InBoth } from '../../core/language.ts'
import { say } from '../../core/say.ts'

const words = {
  nothing: { en: 'nothing', zh: '空' },
  text: { en: 'the text {value}', zh: '文本 {value}' },
  list: { en: 'the list {value}', zh: '列表 {value}' },
  mapping: { en: 'the mapping {value}', zh: '映射 {value}' },
  endless: { en: '(that holds itself)', zh: '（包含自身）' },
} as const satisfies Readonly<Record<string, InBoth<string>>>

/** Longer texts are cut in messages. */
const maxShown = 60

/** `the text "eight"`, `12.5`, `a list [800]`, `nothing`; never longer than a line. */
export function describeValue(value: unknown): InBoth<string> {
  if (value === undefined || value === null || value === '') return words.nothing
  if (typeof value === 'string') return say(words.text, shown(value))
  if (Array.isArray(value)) return say(words.list, shown(value))
  if (typeof value === 'object') return say(words.mapping, shown(value))
  const plain = typeof value === 'number' || typeof value === 'boolean' ? String(value) : typeof value
  return { en: plain, zh: plain }
}

function shown(value: unknown): { value: Text } {
  try {
    const text = JSON.stringify(value)
    return { value: text.length <= maxShown ? text : `${text.slice(0, maxShown)}...` }
  } catch {
    return { value: words.endless } // YAML's aliases can make such lists
  }
}
