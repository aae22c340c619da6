// What stands beside each box of an evaluated image: transcripts of missed ones, and what was read.
import { describe, expect, it } from 'vitest'
import { fillIn } from '../../src/core/fill-in.ts'
import { evaluatedBoxes } from '../src/run/evaluated-boxes.ts'
import { kindCounts } from '../src/image/boxes.ts'
import { catalogue } from '../src/words/catalogue.ts'
import type { Language } from '../src/words/language.ts'
import type { Say } from '../src/words/language-context.tsx'

const box = [0, 0, 10, 0, 10, 10, 0, 10]
const kind = { kind: 'missed', name: { en: 'missed', zh: '漏检' } }
const image = {
  found: [
    { box, score: 0.9, state: 'matched' as const, error: null, text: 'TOTAL' },
    { box, score: 0.8, state: 'false' as const, error: { kind: 'merged', name: { en: 'merged', zh: '合并' } } },
  ],
  groundTruth: [
    { box, text: 'TOTAL', state: 'matched' as const, error: null, read: 'TOTAL' },
    { box, text: '31.00', state: 'missed' as const, error: kind, read: '81.00' },
    { box, text: '谢谢', state: 'missed' as const, error: kind, read: '' },
    { box, text: 'unread', state: 'missed' as const, error: kind },
    { box, text: '###', state: 'ignored' as const, error: null, read: '' },
  ],
}
const shown = (language: Language) => {
  const say: Say = (key, values = {}) => fillIn(catalogue[key][language], values)
  return evaluatedBoxes(image, { language, say }).map(({ text, remark, detail }) => [text, remark, detail])
}

describe('evaluatedBoxes', () => {
  it('shows transcripts of missed boxes and what was read, where it was', () => {
    expect(shown('en')).toEqual([
      ['TOTAL', undefined, '0.90'],
      [undefined, undefined, 'merged · 0.80'],
      ['31.00', 'Read as: 81.00', 'missed'],
      ['谢谢', 'Nothing could be read in this box', 'missed'],
      ['unread', undefined, 'missed'],
      ['###', undefined, ''],
    ])
    expect(shown('zh')[2]).toEqual(['31.00', '识别为：81.00', '漏检'])
  })

  it('numbers all of them, whatever is shown', () => {
    const say: Say = (key) => key
    const boxes = evaluatedBoxes(image, { language: 'en', say })
    expect(boxes.map(({ label, kind: shownAs }) => `${label} ${shownAs}`)).toEqual([
      '1 true',
      '2 false',
      '3 missed',
      '4 missed',
      '5 missed',
      '6 ignored',
    ])
    expect(kindCounts(boxes)).toEqual([
      ['true', 1],
      ['false', 1],
      ['missed', 3],
      ['ignored', 1],
    ])
  })
})
