// Every failure has a code of the closed list and a Chinese sentence, and the list holds no code that nobody uses.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { chineseErrors, errorCodes } from '../../src/core/error-words.ts'
import { UserError } from '../../src/core/errors.ts'
import { errorOf, failureOf } from '../../src/server/http/failure.ts'
import { testServer } from './harness.ts'

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('error-words.ts') && !name.includes('error-details'))
  .map((name) => readFileSync(join('src', name), 'utf8'))
  .join('\n')

describe('the list of errors', () => {
  it('holds no code that is thrown nowhere', () => {
    expect(errorCodes.filter((code) => !sources.includes(`'${code}'`))).toEqual([])
  })

  it('has a Chinese sentence of its own for each, without a full stop', () => {
    const sentences = Object.values<string>(chineseErrors)
    expect(sentences.filter((sentence) => !/\p{Script=Han}/u.test(sentence) || sentence.endsWith('。'))).toEqual([])
    expect(new Set(sentences).size).toBe(sentences.length)
  })
})

describe('a failed request', () => {
  const server = testServer()

  it.each([
    { asked: ['GET', '/api/runs/exp_none'], code: 'run-unknown', messageZh: '没有这个实验' },
    { asked: ['GET', '/api/nothing'], code: 'not-found', messageZh: '没有找到所请求的内容' },
    { asked: ['POST', '/api/trainings', '{'], code: 'bad-json', messageZh: '请求内容不是 JSON' },
    {
      asked: ['POST', '/api/runs/latest/resume', '{"numEpochs":"many"}'],
      code: 'bad-input',
      messageZh: '请求中的值有误',
    },
  ])('is told in Chinese too: $code', async ({ asked: [method, path, body], ...words }) => {
    const answer = await server.ask(method, path, body)
    expect(await answer.json()).toMatchObject({ ...words, message: expect.stringMatching(/^[A-Z]/) })
  })

  it('names what is wrong with a form in Chinese too', async () => {
    const settings = { train_data_dir: server.options.folders[0], batch_size: 0 }
    expect(await server.json('POST', '/api/trainings/estimate', { settings })).toMatchObject({
      problems: [
        {
          code: 'bad-config',
          message: 'The setting "batch_size" cannot be used',
          messageZh: '参数有误',
          detailsZh: { message: '参数 "batch_size" 的值不可用', expected: expect.stringContaining('之间的整数') },
          setting: 'batch_size',
        },
      ],
    })
  })
})

it('keeps its words on the way through another process', () => {
  const failure = failureOf(new UserError({ code: 'disk-full', message: 'Cannot write a: the disk is full' }))
  expect(failureOf(errorOf(failure))).toEqual(failure)
  expect(failureOf(new TypeError('x is undefined'))).toMatchObject({ code: 'bug', messageZh: chineseErrors.bug })
})
