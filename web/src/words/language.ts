// Two languages side by side, and how values get into a sentence.

/** The languages of the page, the first one is the original's. */
export const languages = ['zh', 'en'] as const
export type Language = (typeof languages)[number]

/** The same words in every language; a missing one does not compile. */
export type InBoth = Readonly<Record<Language, string>>

/** A part of the catalogue. Keeps the keys, so that a misspelt one does not compile either. */
export function wordTable<Key extends string>(table: Readonly<Record<Key, InBoth>>): Readonly<Record<Key, InBoth>> {
  return table
}

/** Values for the `{name}` places of a sentence. */
export type Values = Readonly<Record<string, string | number>>

/**
 * Puts values into the `{name}` places, and into `{name:text|texts}` the first word when the value is 1, else the second; a place
 * without a value stays, so that it is seen.
 */
export function fillIn(sentence: string, values: Values): string {
  return sentence.replaceAll(
    /\{(\w+)(?::([^|}]*)\|([^}]*))?\}/g,
    (place, name: string, one?: string, many?: string) => {
      if (!Object.hasOwn(values, name)) return place
      if (one === undefined) return String(values[name])
      return Number(values[name]) === 1 ? one : (many ?? '')
    },
  )
}

/** The language that a browser's list of languages asks for; Chinese for every kind of it, else English. */
export function languageOf(browserLanguages: readonly string[]): Language {
  return (browserLanguages[0] ?? 'zh').toLowerCase().startsWith('zh') ? 'zh' : 'en'
}
