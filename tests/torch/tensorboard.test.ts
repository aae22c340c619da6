// TensorBoard's own readers on what a killed and resumed training wrote. Skipped where python3 has no `tensorboard`.
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { runPaths } from '../../src/run/layout.ts'
import { expectedLosses, expectedScores, resumedRun } from '../tasks/train/journal-story.ts'
import { findPython } from './python.ts'

interface Shown {
  readonly scalars: Readonly<Record<string, readonly (readonly [step: number, value: number])[]>>
  readonly images: Readonly<Record<string, readonly (readonly [step: number, width: number, height: number])[]>>
  readonly hparams: Readonly<Record<string, unknown>>
  readonly group: string
  /** `Status` of api.proto: 1 is success. */
  readonly status: number
}

const python = findPython(['tensorboard'])
if (python === undefined) console.log('skipped: no python3 with tensorboard (pip install tensorboard, or set PYTHON)')

describe.skipIf(python === undefined)('TensorBoard', () => {
  let shown: Shown

  beforeAll(async () => {
    const { tensorboard } = runPaths(await resumedRun())
    const script = fileURLToPath(new URL('read_events.py', import.meta.url))
    const words = ['-B', script, tensorboard]
    shown = JSON.parse(execFileSync(python ?? 'python3', words, { encoding: 'utf8', stdio: 'pipe' })) as Shown
  })

  it('shows each step of a resumed training once', () => {
    expect(shown.scalars['train/loss']).toEqual(expectedLosses)
    expect(shown.scalars['val/f_score']).toEqual(expectedScores)
    expect(Object.keys(shown.scalars).sort()).toEqual(
      ['images/s', 'lr', 'train/loss', 'train/loss_binary', 'train/loss_dice', 'train/loss_thresh'].concat([
        'val/f_score',
        'val/loss',
        'val/precision',
        'val/recall',
      ]),
    )
  })

  it('shows the evaluation images', () => {
    const steps = [3, 7, 11].map((step) => [step, 640, 640])
    expect(shown.images).toEqual({ 'val/1.png': steps, 'val/收据.png': steps })
  })

  it('shows the settings and the end', () => {
    expect(shown).toMatchObject({ group: 'exp_20260105_143022', status: 1 })
    expect(shown.hparams).toMatchObject({
      learning_rate: 0.003,
      input_size: '320x640',
      optimizer: 'SGD',
      augment: true,
    })
  })
})
