// The tables of the diagnosis agree with each other: words in both languages, rules, and which cause comes first.
import { describe, expect, it } from 'vitest'
import { causes } from '../../src/diagnose/fold.ts'
import { findingCodes } from '../../src/diagnose/kinds.ts'
import { consequencesOf } from '../../src/diagnose/rules.ts'
import { findingWords } from '../../src/diagnose/words/findings.ts'
import { reasonWords } from '../../src/diagnose/words/others.ts'

/** The facts that a sentence cannot do without, and all that it mentions; `reasonZh` is the text `reason` in Chinese. */
function placesOf(sentence: string): { needed: string[]; all: string[] } {
  const names = (text: string): string[] =>
    [...new Set([...text.matchAll(/\{(\w+)/g)].map(([, name]) => name.replace(/Zh$/, '')))].sort()
  return { needed: names(sentence.replaceAll(/\[[^[\]]*\{[^[\]]*\]/g, '')), all: names(sentence) }
}

describe('words of findings', () => {
  it.each(findingCodes)('%s mentions the same facts in both languages', (code) => {
    const { en, zh } = findingWords[code]
    expect(placesOf(zh.says)).toEqual(placesOf(en.says))
  })

  it('reasons mention the same facts in both languages', () => {
    for (const { en, zh } of Object.values(reasonWords)) expect(placesOf(zh)).toEqual(placesOf(en))
  })
})

describe('causes', () => {
  it('are all findings that explain others, and no others', () => {
    const explaining = findingCodes.filter((code) => consequencesOf(code).length > 0)
    expect([...causes].sort()).toEqual(explaining.sort())
  })

  it('stand before what they explain', () => {
    const position = new Map<string, number>(causes.map((code, index) => [code, index]))
    for (const code of causes)
      for (const follow of consequencesOf(code).filter((one) => position.has(one)))
        expect(`${code} < ${follow}: ${position.get(code)! < position.get(follow)!}`).toBe(`${code} < ${follow}: true`)
  })
})
