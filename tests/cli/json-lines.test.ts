// A training as lines of JSON, made from synth to Ctrl-C with the built program.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { TrainingEvent, TrainingSummary } from '../../src/tasks/train/train.ts'
import { temporaryFolder } from '../run/temporary.ts'
import { ocrdet } from './run-built.ts'

type JsonLine = TrainingEvent | ({ readonly type: 'summary' } & TrainingSummary)

/** Small enough that a step takes a moment; nothing is learnt. */
const tiny = ['--input-size', '32', '--batch-size', '2', '--num-epochs', '2', '--no-augment']

it('tells every event of a training and its stop, in a folder with a Chinese name', { timeout: 120_000 }, async () => {
  const cwd = temporaryFolder()
  const made = await ocrdet(['synth', 'my 数据', '--train', '6', '--test', '2', '--size', '64'], { cwd })
  expect(made).toMatchObject({ code: 0, err: '' })
  expect(made.out).toContain("npx ocrdet check 'my 数据'")

  const words = ['train', 'my 数据', '--json', ...tiny]
  const { code, out, err } = await ocrdet(words, { cwd, interruptAt: '"type":"iteration"' })
  expect(code).toBe(130)
  expect(err).toMatch(/^Stopping after this step; everything .*\n$/)

  const lines = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as JsonLine)
  expect(new Set(lines.map(({ type }) => type))).toEqual(new Set(['run', 'phase', 'line', 'iteration', 'summary']))
  const last = lines.at(-1)
  expect(last).toMatchObject({ type: 'summary', ended: 'stopped' })
  const folder = last?.type === 'summary' ? last.folder : ''
  expect(existsSync(join(folder, 'checkpoints', 'last_model.pth'))).toBe(true)
})
