// Screen logic of the pages: forms, sorting, sizes, words.
import { describe, expect, it } from 'vitest'
import { headlineOf, spokenIn } from '../src/api/failure.ts'
import type { SettingForm } from '../../src/server/api.ts'
import { exportSide, exportSize } from '../src/features/export/size.ts'
import { proofOf, verdictOf } from '../src/features/export/proof-of.ts'
import { nextSort } from '../src/features/runs/list/sorting.ts'
import { changed, numberFrom, valueOf } from '../src/form/settings.ts'
import { catalogue } from '../src/words/catalogue.ts'
import { fillIn } from '../../src/core/fill-in.ts'
import { languageOf } from '../src/words/language.ts'

const epochs: SettingForm = {
  name: 'num_epochs',
  group: 'main',
  sentence: { en: '', zh: '' },
  expected: '',
  advanced: false,
  default: 5,
  control: { control: 'number', min: 1, max: 100, whole: true },
}

describe('the form', () => {
  it('sends only what differs from the defaults', () => {
    const changes = changed({}, epochs, 7)
    expect([changes, changed(changes, epochs, 5), valueOf(epochs, {})]).toEqual([{ num_epochs: 7 }, {}, 5])
  })

  it('hands text that is no number on, to be told what is wrong', () => {
    expect([numberFrom('1e-3'), numberFrom('many'), numberFrom('')]).toEqual([0.001, 'many', ''])
  })
})

describe('sorting', () => {
  it('goes from the largest to the smallest to the standard', () => {
    expect(['', '-f_score', '+f_score'].map((sort) => nextSort(sort, 'f_score', true))).toEqual([
      '-f_score',
      '+f_score',
      '',
    ])
  })
})

describe('the export', () => {
  it.each([
    ['800', 800],
    ['320', 320],
    ['2048', 2048],
    ['2080', undefined],
    ['801', undefined],
    ['288', 288],
    ['', undefined],
  ])('takes the side %j as %j', (text, side) => expect(exportSide(text)).toBe(side))

  it('takes the size of the training where no side is typed, and never only one', () => {
    expect([exportSize('', ''), exportSize('640', '960'), exportSize('640', '')]).toEqual([
      'trained',
      [640, 960],
      'wrong',
    ])
  })

  it('says of a proof only what was compared', () => {
    const proof = { passed: true, failures: [], notes: [], exportedScores: { fScore: 0.8 } }
    expect(verdictOf({ ...proof, int8: true, originalScores: { fScore: 0.8 } })).toBe('export.passed.int8')
    expect(verdictOf({ ...proof, loggedFScore: 0.8, originalScores: { fScore: 0.8 } })).toBe('export.passed')
    expect(verdictOf({ ...proof, originalScores: { fScore: 0.8 } })).toBe('export.passed.checkpoint')
    expect(verdictOf(proof)).toBe('export.passed.hash')
    expect(verdictOf({ ...proof, passed: false, loggedFScore: 0.8 })).toBe('export.failed')
  })

  it('shows no proof that it cannot read', () => {
    expect([
      proofOf(undefined),
      proofOf({ passed: true }),
      proofOf({ passed: 'yes', exported: { fScore: 1 } }),
    ]).toEqual([undefined, undefined, undefined])
  })
})

describe('the catalogue', () => {
  it('has no empty word, and the same places in both languages', () => {
    const places = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort()
    for (const [key, { zh, en }] of Object.entries(catalogue)) {
      expect([key, zh.trim() === '', en.trim() === '']).toEqual([key, false, false])
      expect([key, ...places(zh)]).toEqual([key, ...places(en)])
    }
  })

  it('fills places, and leaves those without a value to be seen', () => {
    expect(fillIn('{a} of {b}', { a: 1 })).toBe('1 of {b}')
  })

  it('speaks Chinese to every kind of it', () => {
    expect([['zh-TW'], ['en-GB'], []].map(languageOf)).toEqual(['zh', 'en', 'zh'])
  })
})

describe('the parts of a failure or of a note of an import', () => {
  const note = { message: 'The file is damaged', found: 'nothing', detailsZh: { message: '文件已损坏', found: '无' } }

  it('are said in the language of the page as far as they are translated', () => {
    expect(spokenIn(note, 'zh')).toMatchObject({ message: '文件已损坏', found: '无' })
    expect(spokenIn({ ...note, detailsZh: { message: '文件已损坏' } }, 'zh')).toMatchObject({ found: 'nothing' })
    expect(spokenIn(note, 'en')).toMatchObject({ message: 'The file is damaged', found: 'nothing' })
  })
})

describe('the headline of a failure', () => {
  const failure = { message: 'There is no run "x"', messageZh: '没有这个实验' }

  it('is Chinese in Chinese, with the particulars of the English one below', () => {
    expect(headlineOf(failure, 'zh')).toEqual({ title: '没有这个实验', detail: 'There is no run "x"' })
    expect(headlineOf(failure, 'en')).toEqual({ title: 'There is no run "x"' })
  })

  it('is what there is where only the page failed', () => {
    expect(headlineOf({ message: 'HTTP 502' }, 'zh')).toEqual({ title: 'HTTP 502' })
  })
})
