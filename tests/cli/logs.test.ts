// `ocrdet logs` as a process: what it prints, following, Ctrl-C.
import { spawn } from 'node:child_process'
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { makeRun } from '../run/run-folders.ts'
import { temporaryFolder } from '../run/temporary.ts'
import { mainFile, ocrdet } from './run-built.ts'

const id = 'exp_20260105_143022'

it('prints a log as it is, or as lines of JSON', async () => {
  const cwd = temporaryFolder()
  const { folder } = makeRun(join(cwd, 'workdirs'), id)
  const [whole, scores, wrong] = await Promise.all([
    ocrdet(['logs'], { cwd }),
    ocrdet(['logs', id, '--tag', 'VAL', '--json'], { cwd }),
    ocrdet(['logs', '--tag', 'VALL'], { cwd }),
  ])
  expect(whole).toMatchObject({ code: 0, err: '', out: readFileSync(join(folder, 'log.txt'), 'utf8') })
  const lines = scores.out.trim().split('\n')
  expect(lines.map((line) => (JSON.parse(line) as { line: { fScore: number } }).line.fScore)).toEqual([0.5, 0.7])
  expect(wrong.code).toBe(2)
  expect(wrong.err).toContain('Did you mean --tag VAL?')
})

it('says that a file holds no line of a training log', async () => {
  const cwd = temporaryFolder()
  writeFileSync(join(cwd, 'noise'), Buffer.alloc(5000, '\0\x01\xff'))
  writeFileSync(join(cwd, 'empty'), '')
  for (const [file, found] of [
    ['noise', 'none among 1 line'],
    ['empty', 'an empty file'],
  ] as const) {
    const { code, err } = await ocrdet(['logs', file], { cwd })
    expect([code, err]).toEqual([1, expect.stringContaining(`found: ${found}`)])
  }
})

it('shows a new line soon after it was written, and ends on Ctrl-C without a word', async () => {
  const cwd = temporaryFolder()
  const { folder } = makeRun(join(cwd, 'workdirs'), id, { ending: 'none' })
  const child = spawn(process.execPath, [mainFile, 'logs', '-f', '--grep', 'epoch 9'], { cwd })
  let out = ''
  let err = ''
  child.stdout.on('data', (text) => (out += String(text)))
  child.stderr.on('data', (text) => (err += String(text)))
  const ended = new Promise((resolve) => child.on('close', resolve))
  const line = '[VAL] Epoch 9 finished. F-score: 0.900, Precision: 0.900, Recall: 0.900\n'
  appendFileSync(join(folder, 'log.txt'), line)
  await expect.poll(() => out, { timeout: 20_000 }).toBe(line)
  const written = performance.now()
  appendFileSync(join(folder, 'log.txt'), line)
  await expect.poll(() => out, { timeout: 20_000, interval: 10 }).toBe(line + line)
  // 0.5 s are asked for, and seen on a machine that is not busy otherwise; a busy one is given more.
  expect(performance.now() - written).toBeLessThan(5000)
  child.kill('SIGINT')
  expect(await ended).toBe(130)
  expect(err).toBe('')
})
