// Errors as text, as JSON and as exit codes.
import { describe, expect, it } from 'vitest'
import { UserError } from '../../src/core/errors.ts'
import { exitCodeOf, failureJson, renderFailure } from '../../src/cli/failure.ts'
import { ConfigError } from '../../src/run/config-error.ts'
import { plain } from './look.ts'

const repairable = new UserError({
  code: 'file-missing',
  message: 'The list is missing',
  expected: 'train_list.txt',
  where: '/data',
})

describe('renderFailure', () => {
  it('shows what a person can repair without a stack', () => {
    expect(renderFailure(repairable, plain())).toBe(
      'error: The list is missing\n  expected: train_list.txt\n  where: /data',
    )
  })

  it('shows a bug with its stack and its cause, and says that it is one', () => {
    const text = renderFailure(new Error('bug: x holds', { cause: new Error('deeper') }), plain())
    expect(text).toContain('error: Error: bug: x holds')
    expect(text).toContain('failure.test.ts')
    expect(text).toContain('deeper')
    expect(text).toContain('This is a bug in ocrdet')
  })
})

describe('failureJson', () => {
  it('has the parts that are known', () => {
    expect(failureJson(repairable)).toEqual({
      error: { code: 'file-missing', message: 'The list is missing', expected: 'train_list.txt', where: '/data' },
    })
  })

  it('lists the problems one by one where there are several', () => {
    const problems = [
      { key: 'a', expected: 'x', found: 'y', where: 'c.yaml:1' },
      { key: 'b', expected: 'x', found: 'y', where: 'c.yaml:2' },
    ]
    expect(failureJson(new ConfigError(problems)).error).toMatchObject({ code: 'bad-config', problems })
  })

  it('tells a bug by its code', () => {
    expect(failureJson(new TypeError('x is undefined')).error).toMatchObject({ code: 'bug', message: 'x is undefined' })
    expect(failureJson('thrown text').error).toEqual({ code: 'bug', message: 'thrown text' })
  })
})

describe('exitCodeOf', () => {
  it('tells bad usage from failure', () => {
    expect(exitCodeOf(new UserError({ code: 'bad-flag', message: '' }))).toBe(2)
    expect(exitCodeOf(new ConfigError([]))).toBe(2)
    expect(exitCodeOf(repairable)).toBe(1)
    expect(exitCodeOf(new Error('bug'))).toBe(1)
  })
})
