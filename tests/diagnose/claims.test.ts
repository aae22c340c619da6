// What a finding says follows from the lines that it quotes: no count that was not read, no cause that was only guessed.
import { describe, expect, it } from 'vitest'
import { allFindings, diagnose, needsPipelineCheck } from '../../src/diagnose/diagnose.ts'
import { renderDiagnosis } from '../../src/cli/views/diagnosis.ts'
import { languages } from '../../src/core/language.ts'
import { finding, type Finding } from '../../src/diagnose/finding.ts'
import type { Measure } from '../../src/diagnose/measures.ts'
import type { DiagnoseReport } from '../../src/tasks/runs/diagnose.ts'
import { plain } from '../cli/look.ts'
import type { FindingCode } from '../../src/diagnose/kinds.ts'
import { findingWords } from '../../src/diagnose/words/findings.ts'
import { sayWith } from '../../src/diagnose/words/language.ts'
import { type Story, caseOf, completed, epochs, initialScore, opening, saved, stopped, well } from './story.ts'

const losses = [3, 2.9, 2.8]
const train = (epoch: number, of: number): string[] =>
  losses.map((loss, iter) => `[TRAIN] Epoch ${epoch}/${of}, Iter ${iter}/3, Loss: ${loss}, LR: 0.007`)
const evaluated = (epoch: number, rest: string): string =>
  `[VAL] Epoch ${epoch} finished. F-score: 0.000, Precision: 0.000, Recall: 0.000${rest}`
/** A training of two epochs, whose evaluations end with these fields. */
const zero = (first: string, second: string): Story => ({
  lines: [...opening, ...train(1, 2), evaluated(1, first), ...train(2, 2), evaluated(2, second), completed],
  checkpoints: undefined,
})

function findingOf(story: Story, code: FindingCode): Finding | undefined {
  return allFindings(diagnose(caseOf(story)).findings).find((one) => one.code === code)
}
function said(story: Story, code: FindingCode, language: 'en' | 'zh' = 'en'): string | undefined {
  const finding = findingOf(story, code)
  return finding && sayWith(findingWords[code][language].says, finding.facts)
}
function quoted(story: Story, code: FindingCode): string[] {
  const { evidence = [] } = findingOf(story, code) ?? {}
  return evidence.flatMap((one) => (one.kind === 'line' ? [one.text] : []))
}

describe('an F-score of 0.000', () => {
  const counts = (detections: number): string => `, Matched: 0, Detections: ${detections}, Ground truths: 50`

  it('tells of the boxes that were found, and quotes their number', () => {
    const story = zero(counts(28), counts(43))
    expect(said(story, 'f-score-zero')).toBe(
      'The last 2 evaluations (up to epoch 2) matched no text; the latest found 43 boxes, where 50 texts are.',
    )
    expect(said(story, 'f-score-zero', 'zh')).toContain('检出 43 个框，应有 50 个文本')
    expect(quoted(story, 'f-score-zero')).toEqual([evaluated(2, counts(43)), evaluated(1, counts(28))])
    expect(findingOf(story, 'f-score-zero')?.remedy).toBe('check-labels')
  })

  it('tells that none was found where the log says so', () => {
    expect(said(zero(counts(3), counts(0)), 'f-score-zero')).toContain('the latest found 0 boxes, where 50 texts are')
    expect(findingOf(zero(counts(3), counts(0)), 'f-score-zero')?.remedy).toBe('check-preprocessing')
  })

  it('says nothing of boxes where the log does not', () => {
    expect(said(zero('', ''), 'f-score-zero')).toBe('The last 2 evaluations (up to epoch 2) matched no text.')
  })

  it('is only a rounded number where a text was matched', () => {
    const story = zero(counts(9), ', Matched: 1, Detections: 9000, Ground truths: 5000')
    expect(findingOf(story, 'f-score-zero')).toBeUndefined()
    expect(needsPipelineCheck(caseOf(story))).toBe(false)
  })
})

it('does not say that a model was worth nothing where the log only lacks a save', () => {
  const story: Story = { lines: [...opening, ...epochs(well), completed], checkpoints: undefined }
  expect(said(story, 'no-best-model')).toBe(
    'The log reports none up to epoch 10; the best F-score was 0.850 (epoch 6).',
  )
  expect(quoted(story, 'no-best-model')[0]).toContain('[VAL] Epoch 6 finished. F-score: 0.850')
})

it('says which weights the best model has only where the log tells', () => {
  const lines = [...opening, initialScore(0.9)]
  const without: Story = { lines: [...lines, ...epochs(well), completed] }
  const kept: Story = { lines: [...lines, saved, ...epochs(well), completed] }
  expect(said(without, 'fine-tuning-worse')).not.toContain('initial weights')
  expect(said(kept, 'fine-tuning-worse')).toContain('best_model.pth holds the initial weights.')
})

it('does not call labels ignored that may not be there', () => {
  const rest = ', Matched: 0, Detections: 4, Ground truths: 0'
  expect(said(zero(rest, rest), 'labels-all-ignored')).toBe(
    'The evaluation counted 0 texts: the test images have no boxes, or all of them are marked ###.',
  )
  expect(quoted(zero(rest, rest), 'labels-all-ignored')).toEqual([evaluated(2, rest)])
})

it('does not take a killed process for one without memory', () => {
  const story: Story = { lines: [...opening, 'Killed'] }
  expect(findingOf(story, 'out-of-memory')).toBeUndefined()
  expect(said(story, 'error-in-log')).toBe('It says: Killed')
})

it.each([
  ['best-model-missing', { lines: [...opening, ...epochs(well), saved, completed], checkpoints: [] }, saved],
  ['stopped-by-user', { lines: [...opening, ...epochs(well), saved, stopped] }, stopped],
  [
    'few-images',
    { lines: [...opening.slice(0, 3), '[DATA] Train samples: 4 | Test samples: 2', ...epochs(well), completed] },
    '[DATA] Train samples: 4 | Test samples: 2',
  ],
] as const)('%s quotes the line that tells of it', (code, story, line) => {
  expect(quoted(story, code)).toContain(line)
})

it('leaves out a part of a sentence whose facts are unknown, and keeps a tag of the log', () => {
  expect(sayWith('The log has no [VAL] line[, {a} of {b}].', { a: 1 })).toBe('The log has no [VAL] line.')
  expect(sayWith('The log has no [VAL] line[, {a} of {b}].', { a: 1, b: '[x]' })).toBe(
    'The log has no [VAL] line, 1 of [x].',
  )
})

it('shows scores that were compared as the log does, and losses by their digits that count', () => {
  const window = { from: 1, to: 3, lines: [8, 30], points: 3 } as const
  const evidenceOf = (measure: Measure, [before, after]: readonly [number, number]) => [
    { kind: 'windows' as const, measure, before: { ...window, median: before }, after: { ...window, median: after } },
  ]
  const report = { source: { kind: 'input' }, state: { name: 'finished', reason: '' }, verdict: 'doubtful', signs: [] }
  const found = [
    finding({
      code: 'f-score-fell',
      evidence: evidenceOf('f-score', [0.8, 0.04]),
      facts: { before: 0.8, after: 0.04, epoch: 3 },
    }),
    finding({
      code: 'loss-oscillates',
      evidence: evidenceOf('loss', [0.8, 12.34]),
      facts: { before: 0.8, after: 12.34 },
    }),
  ]
  const whole = { ...report, findings: found, pipeline: undefined, ran: [], couldNot: [] } as unknown as DiagnoseReport
  for (const language of languages) {
    const text = renderDiagnosis(whole, plain(), { language, all: false })
    expect(text.match(/\d[\d.]*(?= #)/g)).toEqual(['0.800', '0.040', '0.800', '12.3'])
  }
})
