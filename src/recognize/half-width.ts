// Punctuation as wide as its line: a recogniser that knows two scripts mixes theirs.

/** A sign of a script that is written in full-width squares: Chinese characters, kana, hangul, and their punctuation. */
const fullWidthScript = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}、。「」『』【】《》]/u

/** The full-width forms of ASCII, U+FF01 to U+FF5E. */
const fullWidthForm = /[！-～]/g

/** The text with `：` as `:` and the like, where nothing in it is written in squares. */
export function halfWidth(text: string): string {
  if (fullWidthScript.test(text)) return text
  return text.replaceAll(fullWidthForm, (sign) => String.fromCodePoint((sign.codePointAt(0) ?? 0) - 0xfe_e0))
}
