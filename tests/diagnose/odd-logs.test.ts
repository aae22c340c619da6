// Logs as they arrive: cut, damaged, in another encoding, out of a pipe or a mail. Each is read, told and survived.
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { allFindings } from '../../src/diagnose/diagnose.ts'
import { type DiagnoseReport, diagnoseRun } from '../../src/tasks/runs/diagnose.ts'
import { PROGRAM, temporaryFolder } from '../tasks/training.ts'
import { wellLines } from './story.ts'

const now = new Date('2030-01-01')
const whole = `${wellLines.join('\n')}\n`

async function diagnosed(log: string | Uint8Array): Promise<DiagnoseReport> {
  const path = join(temporaryFolder(), 'log.txt')
  writeFileSync(path, log)
  return diagnoseRun({ reference: path, workdirs: temporaryFolder(), now })
}

const codesOf = ({ findings }: DiagnoseReport): string[] => allFindings(findings).map(({ code }) => code)

describe('a log that is cut in the middle of a line', () => {
  it('tells that it ends without a closing line, and shows the piece', async () => {
    const report = await diagnosed(whole.slice(0, whole.indexOf('Iter 5/10', whole.length / 2)))
    expect(codesOf(report)).toEqual(expect.arrayContaining(['ended-without-closing', 'log-damaged']))
    const ended = allFindings(report.findings).find(({ code }) => code === 'ended-without-closing')
    expect(ended?.facts).toMatchObject({ reason: 'the log ends without a closing line', reasonZh: '日志没有结束行' })
    const damaged = allFindings(report.findings).find(({ code }) => code === 'log-damaged')
    expect(damaged?.evidence).toMatchObject([
      { kind: 'line', text: expect.stringMatching(/^\[TRAIN\] Epoch \d+\/10, $/) },
    ])
  })

  it('is whole when only the last line break is missing', async () => {
    expect((await diagnosed(whole.trimEnd())).verdict).toBe('healthy')
  })
})

describe('a log with NUL bytes', () => {
  it('is read past them, and they are counted', async () => {
    const lines = [...wellLines]
    lines[20] = `${'\0'.repeat(500)}${lines[20]}`
    lines.splice(40, 0, '\0'.repeat(4096))
    const report = await diagnosed(`${lines.join('\n')}\n`)
    expect(codesOf(report)).toEqual(['log-damaged'])
    expect(report.findings[0].facts).toMatchObject({ nulLines: 2 })
    expect(report.signs.map(({ holds }) => holds)).toEqual(['yes', 'yes', 'yes', 'yes'])
  })

  it('is refused when there is nothing else in it', async () => {
    await expect(diagnosed(Buffer.alloc(10_000))).rejects.toMatchObject({ code: 'log-foreign' })
  })
})

it.each([
  ['', 'an empty file'],
  ['name,score\n1.png,0.5\n', 'none among 2 lines'],
  ['\n', 'none among 1 line'],
  [`[TRAIN] ${'9'.repeat(3_000_000)}`, 'none among 1 line'],
  [Buffer.from(Array.from({ length: 70_000 }, (_, at) => (at * 7919) % 256)), 'none among 274 lines'],
])('makes no claim about a file that is no log', async (content, found) => {
  await expect(diagnosed(content)).rejects.toMatchObject({ code: 'log-foreign', found })
})

it('reads a log with progress bars between carriage returns', async () => {
  const bar = (percent: number): string => `\r${percent}%|${'#'.repeat(percent / 10)}| ${percent}/100 [00:01<00:02]`
  const lines = wellLines.map((line) => `${[10, 50, 100].map((percent) => bar(percent)).join('')}\r${line}`)
  const [plain, bars] = [await diagnosed(whole), await diagnosed(`${lines.join('\n')}\n`)]
  expect(bars.signs).toEqual(plain.signs)
  expect(bars.findings).toEqual([])
})

it('reads a log in GBK: Chinese paths stand in the finding as they are', async () => {
  const name = Buffer.from([0xd1, 0xb5, 0xc1, 0xb7, 0xcd, 0xbc, 0xc6, 0xac]) // 训练图片
  const error = Buffer.concat([Buffer.from('[ERROR] File not found: '), name, Buffer.from('/1.jpg\n')])
  const report = await diagnosed(
    Buffer.concat([Buffer.from(wellLines.slice(0, 4).join('\n')), Buffer.from('\n'), error]),
  )
  expect(report.findings[0].code).toBe('file-not-found')
  expect(report.findings[0].evidence).toMatchObject([{ line: 5, text: expect.stringContaining('训练图片/1.jpg') }])
  expect(codesOf(report)).toContain('log-damaged')
})

it('reads a log that PowerShell redirected, in UTF-16', async () => {
  const report = await diagnosed(Buffer.from(`\ufeff${whole.replaceAll('\n', '\r\n')}`, 'utf16le'))
  expect(report.signs.map(({ holds }) => holds)).toEqual(['yes', 'yes', 'yes', 'yes'])
})

it.each([['numbers too large to be any', `[TRAIN] Epoch ${'9'.repeat(400)}/1, Iter 0/1, Loss: 1e999, LR: -1e999\n`]])(
  'survives a log of %s',
  async (_, log) => {
    expect((await diagnosed(log)).verdict).not.toBe('healthy')
  },
)

describe('the command', () => {
  const diagnose = (words: readonly string[], input = ''): ReturnType<typeof spawnSync> =>
    spawnSync(process.execPath, [PROGRAM, 'diagnose', ...words], { input, encoding: 'utf8', cwd: process.cwd() })

  it('diagnoses what comes through a pipe', () => {
    const { status, stdout } = diagnose(
      ['-', '--json'],
      `${wellLines.slice(0, 4).join('\n')}\n[ERROR] File not found: 1.jpg\n`,
    )
    const report = JSON.parse(String(stdout)) as DiagnoseReport
    expect(report).toMatchObject({ source: { kind: 'input' }, verdict: 'unhealthy' })
    expect(report.findings[0].code).toBe('file-not-found')
    expect(status).toBe(1)
  })

  it('diagnoses a file that came by mail, whatever its name, without its run', () => {
    const path = join(temporaryFolder(), 'Fwd_ 训练日志（1）.txt')
    writeFileSync(path, whole)
    const { status, stdout } = diagnose([path])
    expect(stdout).toMatch(/The training looks healthy/)
    expect(status).toBe(0)
  })
})
