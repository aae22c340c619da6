// What an evaluation warns of: labels outside their images, as `check` counts them, and a limit that was reached.
import { expect, it } from 'vitest'
import { warningsOf } from '../../src/tasks/evaluation-warnings.ts'
import { evaluationOf } from './evaluated.ts'

it('warns of labels that reach out of their images, the tolerance of check aside', () => {
  const evaluation = evaluationOf([
    { name: 'inside.png', truths: [[150, 10, 51, 20]], found: [] },
    { name: 'past.png', truths: [[150, 10, 90, 20]], ignored: [[400, 10, 20, 20]], found: [] },
    { name: 'outside.png', truths: [[300, 10, 20, 20]], found: [] },
  ])
  expect(warningsOf(evaluation)).toMatchObject([{ code: 'boxes-outside', pictures: 2, boxes: 3, first: 'past.png' }])
})

it('warns of images on which the limit of areas was reached', () => {
  const { pictures } = evaluationOf([
    { name: '1.png', truths: [], found: [] },
    { name: '2.png', truths: [], found: [] },
  ])
  const note = { code: 'candidates-capped', message: '', message_zh: '' } as const
  const [first, second] = pictures
  expect(warningsOf({ pictures: [first, { ...second, notes: [note] }] })).toMatchObject([
    { code: 'candidates-capped', pictures: 1, first: '2.png' },
  ])
  expect(warningsOf({ pictures })).toEqual([])
})
