// Two languages side by side.

/** The languages of the page, the first one is the original's. */
export const languages = ['zh', 'en'] as const
export type Language = (typeof languages)[number]

/** The same words in every language; a missing one does not compile. */
export type InBoth = Readonly<Record<Language, string>>

/** A part of the catalogue. Keeps the keys, so that a misspelt one does not compile either. */
export function wordTable<Key extends string>(table: Readonly<Record<Key, InBoth>>): Readonly<Record<Key, InBoth>> {
  return table
}

/** The language that a browser's list of languages asks for; Chinese for every kind of it, else English. */
export function languageOf(browserLanguages: readonly string[]): Language {
  return (browserLanguages[0] ?? 'zh').toLowerCase().startsWith('zh') ? 'zh' : 'en'
}
