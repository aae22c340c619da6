// How a sentence of a catalogue is said in both languages at once, with its facts in their places.
import { fillIn, type ValuesArgument } from './fill-in.ts'
import type { InBoth } from './language.ts'

/** The sentence in both languages. A fact that the English one mentions and that is not given does not compile. */
export function say<Phrase extends InBoth<string>>(
  phrase: Phrase,
  ...[values = {}]: ValuesArgument<Phrase['en']>
): InBoth<string> {
  return { en: fillIn(phrase.en, values), zh: fillIn(phrase.zh, values) }
}
