// What an evaluation warns of: labels outside their images, as `check` counts them, and a limit that was reached.
import { expect, it } from 'vitest'
import { warningsOf } from '../../../src/tasks/models/evaluation-warnings.ts'
import { evaluationOf } from './evaluated.ts'

it('warns of labels that reach out of their images, the tolerance of check aside', () => {
  const evaluation = evaluationOf([
    { name: 'inside.png', groundTruths: [[150, 10, 51, 20]], found: [] },
    { name: 'past.png', groundTruths: [[150, 10, 90, 20]], ignored: [[400, 10, 20, 20]], found: [] },
    { name: 'outside.png', groundTruths: [[300, 10, 20, 20]], found: [] },
  ])
  expect(warningsOf(evaluation)).toMatchObject([{ code: 'boxes-outside', images: 2, boxes: 3, first: 'past.png' }])
})

it('warns of images on which the limit of areas was reached', () => {
  const { images } = evaluationOf([
    { name: '1.png', groundTruths: [], found: [] },
    { name: '2.png', groundTruths: [], found: [] },
  ])
  const note = { code: 'candidates-capped', message: '', message_zh: '' } as const
  const [first, second] = images
  expect(warningsOf({ images: [first, { ...second, notes: [note] }] })).toMatchObject([
    { code: 'candidates-capped', images: 1, first: '2.png' },
  ])
  expect(warningsOf({ images })).toEqual([])
})
