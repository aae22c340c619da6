// A found value in a person's words, for messages about wrong ones.

/** Longer texts are cut in messages. */
const maxShown = 60

/** `the text "eight"`, `12.5`, `a list [800]`, `nothing`; never longer than a line. */
export function describeValue(value: unknown): string {
  if (value === undefined || value === null || value === '') return 'nothing'
  if (typeof value === 'string') return `the text ${shown(value)}`
  if (Array.isArray(value)) return `the list ${shown(value)}`
  if (typeof value === 'object') return `the mapping ${shown(value)}`
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : typeof value
}

function shown(value: unknown): string {
  const text = jsonOf(value)
  return text.length <= maxShown ? text : `${text.slice(0, maxShown)}...`
}

function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value)
  } catch {
    return '(that holds itself)' // YAML's aliases can make such lists
  }
}
