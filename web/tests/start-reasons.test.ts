// Why a training cannot be started, in the order in which a person repairs it, and what stands at a field.
import { describe, expect, it } from 'vitest'
import { whyNot } from '../src/features/train/start-button.tsx'
import { wrongOf } from '../src/features/train/wrong.ts'
import { catalogue } from '../src/words/catalogue.ts'
import type { Say } from '../src/words/language-context.tsx'

const ready = { data: '/data', hasInitial: true, problems: 0, errors: 0, isLooking: false }

describe('a start that cannot be pressed', () => {
  it('gives the first reason that there is, and none when everything is there', () => {
    expect(whyNot(ready)).toBeUndefined()
    expect(whyNot({ ...ready, isLooking: true })).toBe('train.not.looking')
    expect(whyNot({ ...ready, errors: 2, isLooking: true })).toBe('train.not.errors')
    expect(whyNot({ ...ready, errors: 2, problems: 1 })).toBe('train.not.settings')
    expect(whyNot({ ...ready, problems: 1, hasInitial: false })).toBe('train.not.initial')
    expect(whyNot({ ...ready, hasInitial: false, data: ' ' })).toBe('train.not.data')
  })
})

describe('a field that cannot be used', () => {
  const say =
    (language: 'en' | 'zh'): Say =>
    (key) =>
      catalogue[key][language]
  const problem = {
    setting: 'batch_size',
    code: 'bad-config',
    message: 'The setting "batch_size" cannot be used',
    messageZh: '参数有误',
    expected: 'a whole number from 1 to 4096',
    detailsZh: { expected: '1 到 4096 之间的整数' },
  } as const

  it('says the permitted range in the language of the page', () => {
    expect(wrongOf(problem, 'en', say('en'))).toBe('Expected: a whole number from 1 to 4096')
    expect(wrongOf(problem, 'zh', say('zh'))).toBe('期望：1 到 4096 之间的整数')
  })

  it('says what is wrong where no range is known', () => {
    const { expected: _expected, detailsZh: _details, ...bare } = problem
    expect(wrongOf(bare, 'en', say('en'))).toBe('The setting "batch_size" cannot be used')
  })
})
