// Every command once, as a person would type them, with a training that is interrupted in the middle.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { TrainingEvent } from '../../src/tasks/train.ts'
import { temporaryFolder } from '../run/temporary.ts'
import { ocrdet } from './run-built.ts'

/** Small enough that the whole way takes seconds; nothing is learnt. */
const tiny = ['--input-size', '32', '--batch-size', '2', '--num-epochs', '2', '--no-augment']

function jsonLines(out: string): (TrainingEvent | { type: 'summary'; ended: string; folder: string })[] {
  return out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as TrainingEvent)
}

it('goes from synth to detect, with Ctrl-C and resume on the way', { timeout: 300_000 }, async () => {
  const cwd = temporaryFolder()
  const type = (...words: string[]) => ocrdet(words, { cwd })

  const made = await type('synth', 'my 数据', '--train', '6', '--test', '2', '--size', '64')
  expect(made).toMatchObject({ code: 0, err: '' })
  expect(made.out).toContain("npx ocrdet check 'my 数据'")

  const checked = await type('check', 'my 数据', '--json')
  expect(checked.code).toBe(0)
  expect(JSON.parse(checked.out)).toMatchObject({
    errors: 0,
    totals: { train: { pictures: 6 }, test: { pictures: 2 } },
  })

  const words = ['train', 'my 数据', '--json', ...tiny]
  const stopped = await ocrdet(words, { cwd, interruptAt: '"type":"iteration"' })
  expect(stopped.code).toBe(130)
  expect(stopped.err).toBe('Stopping after this step; press Ctrl-C again to quit at once.\n')
  const summary = jsonLines(stopped.out).at(-1)
  expect(summary).toMatchObject({ type: 'summary', ended: 'stopped' })
  const folder = summary !== undefined && 'folder' in summary ? summary.folder : ''
  expect(existsSync(join(folder, 'checkpoints', 'last_model.pth'))).toBe(true)

  const resumed = await type('resume', 'latest')
  expect(resumed.code).toBe(0)
  expect(resumed.err).toContain('[INFO] Resuming training at')
  expect(resumed.err).not.toContain('\u001b')
  expect(resumed.out).toContain('Training completed after')

  const scored = await type('eval', 'latest', '--data', 'my 数据')
  expect(scored.code).toBe(0)
  expect(scored.out).toContain('on the test list of my 数据: 2 pictures')

  const exported = await type('export', 'latest', '--size', '320')
  expect(exported.code).toBe(0)
  const verify = ['verify', '--onnx-model', 'outputs/model_320x320.onnx', '--test-dir', 'my 数据/test_images']
  expect(exported.out).toContain("--test-dir 'my 数据/test_images'")

  expect((await type(...verify)).out).toContain('Verified:')

  const found = await type('detect', 'my 数据/test_images', 'nowhere.jpg')
  expect(found.code).toBe(1)
  expect(found.out).toMatch(/^my 数据\/test_images\/1\.jpg {2}\d+ texts? {2}\d+\.\d\d s$/m)
  expect(found.out).toMatch(/^nowhere\.jpg {2}failed: /m)
})
