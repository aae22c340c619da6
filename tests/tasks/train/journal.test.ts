// What the log and TensorBoard get from a training that was killed and resumed.
import { readFileSync, readdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { decodeEvents, type TfEvent } from '../../../src/formats/tfevents.ts'
import { runPaths } from '../../../src/run/layout.ts'
import { expectedLosses, expectedScores, resumedRun } from './journal-story.ts'

let files: TfEvent[][]
let logText: string

beforeAll(async () => {
  const { tensorboard, log } = runPaths(await resumedRun())
  logText = readFileSync(log, 'utf8')
  files = readdirSync(tensorboard)
    .sort()
    .map((name) => decodeEvents(readFileSync(join(tensorboard, name)), name).events.slice())
})

/** Events as TensorBoard keeps them: a restart drops all that earlier events hold from its step on. */
function kept(): TfEvent[] {
  return files.flat().reduce<TfEvent[]>((before, event) => {
    const rest = event.restart === true ? before.filter(({ step }) => step < event.step) : before
    return [...rest, event]
  }, [])
}

function scalarsOf(tag: string): [number, number][] {
  return kept().flatMap(({ step, summaries }) =>
    summaries.flatMap((one): [number, number][] =>
      one.kind === 'scalar' && one.tag === tag ? [[step, one.value]] : [],
    ),
  )
}

it('ends the lines of iterations with the shares of waiting for data, and of the optimiser and the making of batches', () => {
  const lines = logText.split('\n').filter((line) => line.startsWith('[TRAIN]'))
  expect(lines.length).toBeGreaterThan(8)
  const overhead = (100 * (5 + 10 / availableParallelism())) / 105
  for (const line of lines)
    expect(line.endsWith(`, Data share: 0.0 %, Overhead share: ${overhead.toFixed(1)} %`)).toBe(true)
})

it('shows every step once after resuming, the resumed ones as they came out the second time', () => {
  expect(files).toHaveLength(2)
  expect(files[1][0]).toMatchObject({ step: 4, restart: true })
  expect(scalarsOf('train/loss')).toEqual(expectedLosses)
})

it('keeps the evaluation that was done before the training was killed', () => {
  expect(scalarsOf('val/f_score')).toEqual(expectedScores)
})

it('holds the settings and how the training ended', () => {
  const summaries = files.flat().flatMap((event) => event.summaries)
  const starts = summaries.filter(({ kind }) => kind === 'hparams-start')
  expect(starts).toHaveLength(2)
  expect(starts[1]).toMatchObject({
    group: 'exp_20260105_143022',
    hparams: { learning_rate: 0.003, input_size: '320x640', optimizer: 'SGD', augment: true },
  })
  expect(summaries.at(-1)).toMatchObject({ kind: 'hparams-end', status: 'success' })
})

it('holds the same images after every evaluation', () => {
  const images = kept().flatMap(({ step, summaries }) =>
    summaries.flatMap((one) => (one.kind === 'image' ? [[step, one.tag, one.width > 0]] : [])),
  )
  expect(images).toEqual([3, 7, 11].flatMap((step) => ['val/1.png', 'val/收据.png'].map((tag) => [step, tag, true])))
})
