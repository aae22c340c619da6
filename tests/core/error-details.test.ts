// An error keeps both languages wherever it goes, and no error speaks past their catalogue. The catalogue itself: both-languages.test.ts.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { packError, unpackError } from '../../src/data/batches/messages.ts'
import { errorDetails } from '../../src/core/error-details.ts'
import { partsIn, UserError } from '../../src/core/errors.ts'
import { explainSystemError } from '../../src/core/files.ts'
import { say } from '../../src/core/say.ts'
import { errorOf, failureOf } from '../../src/server/http/failure.ts'

/** Calls that put texts of the catalogue together; their own texts are facts. Three brackets deep is as deep as the sources go. */
const saying = /\b(?:say|joined)\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)/g
const part =
  /\b(?:message|expected|found|next):\s*([^]*?)(?=,\s*(?:code|message|expected|found|where|next|cause|\.\.\.)|$)/g
const literal = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g

/** Texts of two words or more that an error of this source says in English only. */
function plainTexts(source: string): string[] {
  const errors = [...source.replaceAll(saying, 'said').matchAll(/\bnew UserError\(\{([^]*?)\}\)/g)]
  const texts = errors.flatMap(([, parts]) =>
    [...parts.matchAll(part)].flatMap(([, text]) => text.match(literal) ?? []),
  )
  return texts.filter((text) => /[a-z]{2,} [a-z]{2,}/i.test(text.replaceAll(/\$\{[^}]*\}/g, '')))
}

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))

/** What a program says that is read, and no text of ours. */
const data: readonly string[] = ["core/files.ts: ' imported from '"]

/** Literals that stand for what was expected or found, wherever a source has such parts; flags, names, numbers and values are no words. */
function plainFacts(source: string): string[] {
  const lines = source.replaceAll(saying, 'said').matchAll(/(?:^|[{,(]\s*|\n\s*)(?:expected|found):\s*([^\n]*)/g)
  return [...lines]
    .flatMap(
      ([, text]) =>
        text
          .replaceAll(calls, 'value')
          .replaceAll(/=== '[^']*'/g, '')
          .split(/,\s*(?:where|next|at|code|cause)\b/)[0]
          .match(literal) ?? [],
    )
    .filter((text) => /[a-z]{2,}/i.test(text.replaceAll(/\$\{(?:[^{}]|\{[^{}]*\})*\}|--[\w-]+/g, '')))
}

/** Calls whose texts say what to look for, not what is told. */
const calls = /\b(?:wordsFor|textIn|optionalText|systemCode|split|join)\((?:[^()]|\([^()]*\))*\)/g

/** Facts that are the same in every language: names of formats, headers and folders, numbers that are none. */
const sameInBoth: readonly string[] = [
  'cli/commands/import.ts: `auto, ${known.value}`',
  "prepare/import/source.ts: 'UTF-8'",
  'prepare/import/plan.ts: `${split}_images/${names[at]}`',
  "recognize/ppocr.ts: 'NaN'",
  "server/files/uploads.ts: `${JSON.stringify(name.slice(0, 100))}${format === undefined ? '' : `",
  'server/http/guard.ts: `Host: ${host.slice(0, 100)}`',
  'server/http/guard.ts: `Sec-Fetch-Site: ${site}`',
  'server/http/guard.ts: `Origin: ${origin.slice(0, 100)}`',
]

const running = new UserError({
  code: 'run-running',
  message: say(errorDetails['run-running'].message, { id: 'exp_1' }),
  found: 'process 7',
  where: 'workdirs/exp_1',
  next: say(errorDetails['run-running'].next),
})

describe('the sources', () => {
  it('have no error whose parts are English only', () => {
    const found = sources.flatMap((name) =>
      plainTexts(readFileSync(join('src', name), 'utf8')).map((text) => `${name}: ${text}`),
    )
    expect(found.filter((text) => !data.includes(text))).toEqual([])
  })

  it('have no fact that is English only', () => {
    const found = sources
      .filter(
        (name) => !/(?:^|[/-])(?:error-details|words)\b|^(?:diagnose|detect\/draw|prepare\/repair\/changes)/.test(name),
      )
      .flatMap((name) => plainFacts(readFileSync(join('src', name), 'utf8')).map((text) => `${name}: ${text}`))
    expect(found.filter((text) => !sameInBoth.includes(text))).toEqual([])
  })

  it('would be found out by it', () => {
    const source = (parts: string): string => `throw new UserError({ code: 'bug', ${parts}, where })`
    expect(plainTexts(source("message: 'It is broken'"))).toEqual(["'It is broken'"])
    expect(plainTexts(source('expected: many ? `at most ${max}` : said, next: "try again"'))).toEqual([
      '`at most ${max}`',
      '"try again"',
    ])
    expect(
      plainTexts(source("message: say(words.message, { guess: `ocrdet train ${data(x)}` }), found: 'none'")),
    ).toEqual([])
    const fact = (text: string): string => `throw new SourceError('file-malformed', { ${text}, where })`
    expect(plainFacts(fact("expected: 'valid'"))).toEqual(["'valid'"])
    expect(plainFacts(fact('found: `${count} fields`'))).toEqual(['`${count} fields`'])
    expect(plainFacts(fact('found: `${width}x${height}`, expected: say(words.expected)'))).toEqual([])
  })
})

describe('an error', () => {
  it('is English to programs, and says what it can in Chinese to those who ask', () => {
    expect([running.message, running.next]).toEqual([
      'The run exp_1 is still running',
      'stop it first (Ctrl-C in its terminal), or wait for its end',
    ])
    expect(running.render('zh')).toBe(
      '实验 exp_1 仍在训练\n  实际：process 7\n  位置：workdirs/exp_1\n  处理建议：请先停止它（在其终端按 Ctrl-C），或等待结束',
    )
  })

  it('has the headline of its code where its message is not translated', () => {
    expect(new UserError({ code: 'disk-full', message: 'Cannot write a' }).render('zh')).toBe(
      '磁盘空间不足（Cannot write a）',
    )
  })

  it('keeps both languages between threads and between processes', () => {
    const failure = failureOf(running)
    expect(failure).toMatchObject({
      message: 'The run exp_1 is still running',
      detailsZh: { message: '实验 exp_1 仍在训练', next: '请先停止它（在其终端按 Ctrl-C），或等待结束' },
    })
    expect(failureOf(errorOf(failure))).toEqual(failure)
    const received = unpackError(structuredClone(packError(running))) as UserError
    expect(partsIn(received, 'zh')).toEqual(partsIn(running, 'zh'))
  })

  it('of the system is explained in both languages', () => {
    const error = explainSystemError(Object.assign(new Error('x'), { code: 'ENOENT' }), 'a.txt', 'read') as UserError
    expect([error.message, error.chinese]).toEqual([
      'Cannot read a.txt: no such file or folder',
      { message: '无法处理 a.txt：没有该文件或文件夹', next: '请检查路径' },
    ])
  })
})
