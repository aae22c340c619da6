// The diagnosis on the labelled set of real trainings: no fault is missed, no rule raises a false alarm.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type LabelledRun, labelledFolder, readLabelled } from '../../scripts/diagnose-runs/labelled.ts'
import { complaintsOf, scoreSet } from '../../scripts/diagnose-runs/score.ts'
import { findingCodes } from '../../src/diagnose/kinds.ts'
import { readRun } from '../../src/run/reader.ts'

const runs = readLabelled()
const healthy = runs.filter(({ label }) => label.healthy)

describe('the labelled set', () => {
  it('has 60 trainings and more, 25 of them healthy', () => {
    expect(runs.length).toBeGreaterThanOrEqual(60)
    expect(healthy.length).toBeGreaterThanOrEqual(25)
  })

  it('calls healthy only what learnt: the last F-score is 0.1 or more', () => {
    const last = ({ name }: LabelledRun): number => readRun(join(labelledFolder, name)).last?.fScore ?? 0
    expect(healthy.filter((run) => last(run) < 0.1).map(({ name }) => name)).toEqual([])
  })

  it('expects and allows findings that exist', () => {
    const known: readonly string[] = findingCodes
    const codes = runs.flatMap(({ label }) => [...label.expect, ...label.allow])
    expect(codes.filter((code) => !known.includes(code))).toEqual([])
  })

  it('tells nothing of the machine it was made on', () => {
    const files = readdirSync(labelledFolder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile())
    const absolute = /(?<![\w.])\/(?:home|root|tmp|Users|var|work)\/|[A-Z]:\\/
    const telling = files
      .map(({ parentPath, name }) => join(parentPath, name))
      .filter((path) => absolute.test(readFileSync(path, 'utf8')))
    expect(telling).toEqual([])
  })
})

it('calls labels unlike boxes in none of the healthy trainings', () => {
  const unlike = ['labels-finer-than-boxes', 'labels-coarser-than-boxes']
  const found = healthy.filter((run) => run.found.some((code) => unlike.includes(code)))
  expect(found.map(({ name }) => name)).toEqual([])
})

it('finds every labelled fault, and raises a false alarm on no more than 5 % of the healthy trainings', () => {
  expect(complaintsOf(scoreSet(runs))).toEqual([])
})
