// How a sentence of a catalogue is said in both languages at once, with its facts in their places.
import { type Text, textIn } from './errors.ts'
import { fillIn, type ValuesArgument } from './fill-in.ts'
import type { InBoth, Language } from './language.ts'

/** A fact of a sentence: the same in both languages, or a text of its own in each. */
export type Fact = number | Text

/** The sentence in both languages. A fact that the English one mentions and that is not given does not compile. */
export function say<Phrase extends InBoth<string>>(
  phrase: Phrase,
  ...[values = {}]: ValuesArgument<Phrase['en'], Fact>
): InBoth<string> {
  const said = (language: Language): string =>
    fillIn(
      phrase[language],
      Object.fromEntries(
        Object.entries<Fact>(values).map(([name, fact]) => [
          name,
          typeof fact === 'number' ? fact : textIn(fact, language),
        ]),
      ),
    )
  return { en: said('en'), zh: said('zh') }
}

/** Texts one after another, with what stands between them in each language. */
export function joined(texts: readonly Text[], between: InBoth<string>): InBoth<string> {
  const said = (language: Language): string => texts.map((text) => textIn(text, language)).join(between[language])
  return { en: said('en'), zh: said('zh') }
}

/** What stands between the texts of a list. */
export const between = {
  commas: { en: ', ', zh: '、' },
  semicolons: { en: '; ', zh: '；' },
  or: { en: ' or ', zh: '或' },
} as const satisfies Readonly<Record<string, InBoth<string>>>
