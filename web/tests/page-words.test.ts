// Failures on the page: what can be done here, without commands, flags, addresses and temporary paths.
import { describe, expect, it } from 'vitest'
import { errorDetails } from '../../src/core/error-details.ts'
import { detailsOf, headlineOf } from '../src/api/failure.ts'
import { pageAdvice } from '../src/api/page-words.ts'

describe('a failure on the page', () => {
  it.each(['en', 'zh'] as const)('never advises a command or a flag, in %s', (language) => {
    const said = Object.entries(errorDetails).flatMap(([code, parts]) =>
      Object.entries(parts as Record<string, Record<'en' | 'zh', string>>)
        .filter(([name]) => name.startsWith('next'))
        .map(([, words]) => pageAdvice(code, words[language], language) ?? ''),
    )
    expect(said.length).toBeGreaterThan(100)
    expect(said.filter((text) => /ocrdet (?:[a-z]+ |--)|(?:^|\s)--[a-z]|\/api\//.test(text))).toEqual([])
  })

  it('says what to do here instead', () => {
    const failure = {
      code: 'run-finished',
      message: 'x',
      next: 'extend it: ocrdet resume exp_1 --num-epochs 20',
    } as const
    expect(detailsOf(failure, 'en').next).toBe('Extend it by more epochs')
    expect(detailsOf(failure, 'zh').next).toBe('请用“延长训练”增加轮数')
  })

  it('names settings as the form does', () => {
    const next = 'use a smaller --input-size, such as 320x320, with --batch-size 1'
    expect(detailsOf({ code: 'memory-too-small', message: 'x', next }, 'en').next).toBe(
      'use a smaller input size, such as 320x320, with batch size 1',
    )
  })

  it('names no part of a request and no temporary path', () => {
    const failure = {
      code: 'bad-input',
      message: 'The request has a wrong value in query.where',
      where: '/tmp/ocrdet-uploads-a1b2/scan.png',
      next: 'see /api/docs for what this address takes',
    } as const
    expect(headlineOf(failure, 'en').title).toBe('The request has a wrong value in where')
    expect(detailsOf(failure, 'en')).toMatchObject({ where: 'scan.png', next: undefined })
  })
})
