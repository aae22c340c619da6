// The logs of the article that describes the original system: the healthy one and its five abnormal patterns.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { allFindings } from '../../src/diagnose/diagnose.ts'
import { diagnoseRun, type DiagnoseReport } from '../../src/tasks/runs/diagnose.ts'
import { temporaryFolder } from '../tasks/training.ts'

const HEAD = `[INFO] Starting training at 2026-01-05 14:30:22
[CONFIG] Using device: cuda:0 (GPU detected)
[DATA] Loading dataset from /root/custom_data
[DATA] Train samples: 456 | Test samples: 120`

/** Ten [TRAIN] lines of one epoch whose loss goes from `first` to `last`. */
function epoch(number: number, first: number, last: number): string[] {
  return Array.from({ length: 6 }, (_, index) => {
    const loss = (first + ((last - first) * index) / 5).toFixed(3)
    return `[TRAIN] Epoch ${number}/5, Iter ${index * 10}/57, Loss: ${loss}, LR: 0.007000`
  })
}

async function diagnosed(...lines: string[]): Promise<DiagnoseReport> {
  const log = join(temporaryFolder(), 'log.txt')
  writeFileSync(log, [HEAD, ...lines, ''].join('\n'))
  return diagnoseRun({ reference: log, workdirs: temporaryFolder(), now: new Date('2030-01-01') })
}

const codesOf = ({ findings }: DiagnoseReport): string[] => allFindings(findings).map(({ code }) => code)

const HEALTHY = [
  ...epoch(1, 1.876, 1.25),
  '[VAL] Epoch 1 finished. F-score: 0.682, Precision: 0.701, Recall: 0.664',
  ...epoch(2, 1.209, 0.9),
  '[VAL] Epoch 2 finished. F-score: 0.745',
  ...epoch(3, 0.88, 0.7),
  '[VAL] Epoch 3 finished. F-score: 0.791',
  '[SAVE] Best model saved to checkpoints/best_model.pth (F-score improved)',
  '[INFO] Training completed successfully.',
]

describe('the logs of the article', () => {
  it('are healthy when loss falls, F-score rises, the best model is saved and the end is normal', async () => {
    const report = await diagnosed(...HEALTHY)
    expect(report.verdict).toBe('healthy')
    expect(report.signs.map(({ holds }) => holds)).toEqual(['yes', 'yes', 'yes', 'yes'])
  })

  it.each([
    ['[ERROR] File not found: train_images/1.jpg', 'file-not-found', 'check-list-paths'],
    ['[ERROR] Invalid box format in 1.txt', 'box-format-invalid', 'fix-box-format'],
    ['RuntimeError: CUDA out of memory. Tried to allocate 20.00 MiB', 'out-of-memory', 'smaller-batch'],
  ])('are explained by their error: %s', async (line, code, remedy) => {
    const report = await diagnosed(line)
    expect(report.verdict).toBe('unhealthy')
    expect(report.findings[0].code).toBe(code)
    expect(report.findings[0].remedy).toBe(remedy)
  })

  it('tell a loss that is stuck around 2', async () => {
    const stuck = [1, 2, 3, 4, 5].flatMap((number) => epoch(number, 2.05, 2.03))
    expect(codesOf(await diagnosed(...stuck, '[VAL] Epoch 5 finished. F-score: 0.012'))).toContain('loss-stuck')
  })

  it('tell that everything is missed', async () => {
    const zero = [1, 2, 3].flatMap((number) => [
      ...epoch(number, 2 - number * 0.3, 1.8 - number * 0.3),
      `[VAL] Epoch ${number} finished. F-score: 0.000, Precision: 0.000, Recall: 0.000`,
    ])
    expect(codesOf(await diagnosed(...zero))).toContain('f-score-zero')
  })
})
