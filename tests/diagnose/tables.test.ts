// The tables of the diagnosis agree with each other: words in both languages, rules, and which cause comes first.
import { describe, expect, it } from 'vitest'
import { causes } from '../../src/diagnose/fold.ts'
import { evidenceWords } from '../../src/cli/views/diagnosis-words.ts'
import { findingCodes, type FindingCode } from '../../src/diagnose/kinds.ts'
import { consequencesOf } from '../../src/diagnose/rules.ts'
import { findingWords } from '../../src/diagnose/words/findings.ts'
import { sayWith } from '../../src/diagnose/words/language.ts'
import { reasonWords } from '../../src/diagnose/words/others.ts'

/** The facts that a sentence cannot do without, and all that it mentions, with their digits; `reasonZh` is the text `reason` in Chinese. */
function placesOf(sentence: string): { needed: string[]; all: string[] } {
  const names = (text: string): string[] =>
    [...new Set([...text.matchAll(/\{(\w+(?:\.\d)?)/g)].map(([, name]) => name.replace(/Zh$/, '')))].sort()
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

/** Facts that are no scores and no shares: counts, names, settings and what is measured otherwise. */
const others =
  `batch binaryThreshold bestEpoch boxThreshold boxes compared count cutLines detections device differing epoch epochs
  evaluations files first height high ignored images interval iterations kept legacyLines lines low matchedWhenScaled needed now nulLines
  of optimizer pixelsAbove planned problem rate ratio reason reasonZh regions saves scale silence smallest steps texts usual`.split(
    /\s+/,
  )
/** The same, of the findings that say it of a loss, an iteration or a threshold. */
const othersOf: Readonly<Partial<Record<FindingCode, readonly string[]>>> = {
  'loss-stuck': ['before', 'after'],
  'loss-diverged': ['before', 'after'],
  'loss-plateau': ['before', 'after'],
  'loss-oscillates': ['before', 'after'],
  'over-fitted': ['before', 'after'],
  'rate-too-low': ['before', 'after'],
  'rate-vanished': ['step'],
  'threshold-choice': ['best'],
}

describe('scores and shares', () => {
  it.each(findingCodes)('have three digits behind the point in both languages, as everywhere: %s', (code) => {
    for (const { says } of Object.values(findingWords[code])) {
      const bare = [...says.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      expect(bare.filter((name) => !others.includes(name) && othersOf[code]?.includes(name) !== true)).toEqual([])
    }
  })

  it('read as those of the log', () => {
    const facts = { initial: 0.8, best: 0.75, epoch: 2 }
    const { en, zh } = findingWords['fine-tuning-worse']
    expect(sayWith(en.says, facts)).toBe('F-score 0.800 before the training, 0.750 at best after it (epoch 2).')
    expect(sayWith(zh.says, facts)).toBe('训练前 F 值为 0.800，训练后最高为 0.750（第 2 轮）。')
    expect(sayWith(evidenceWords['f-score-rises'].zh, { first: 0, best: 1, last: 0.5 })).toBe(
      '最初 0.000，最佳 1.000，最后 0.500',
    )
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
