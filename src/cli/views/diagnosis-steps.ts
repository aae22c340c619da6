// What one would type after a diagnosis.
import { isGoingOn } from '../../run/state-names.ts'
import type { InBoth, Language } from '../../core/language.ts'
import type { RemedyCode } from '../../diagnose/kinds.ts'
import type { DiagnoseReport } from '../../tasks/runs/diagnose.ts'
import { commandLine, shownPath } from '../text/format.ts'
import type { NextStep } from '../text/next-steps.ts'

/** Remedies that are one command on the run or on its data set. */
const commandsOf: Partial<Readonly<Record<RemedyCode, 'check' | 'resume' | 'longer' | 'eval'>>> = {
  'check-list-paths': 'check',
  'fix-box-format': 'check',
  'replace-image': 'check',
  'check-data-set': 'check',
  'give-transcripts': 'check',
  'check-labels': 'check',
  resume: 'resume',
  'train-longer': 'longer',
  evaluate: 'eval',
}

const words = {
  export: { en: 'write it as an ONNX file', zh: '导出为 ONNX 文件' },
  check: { en: 'look at the data set', zh: '检查数据集' },
  resume: { en: 'resume the training', zh: '继续训练' },
  longer: { en: 'train longer', zh: '延长训练' },
  eval: { en: 'score the model', zh: '评估模型' },
} as const satisfies Readonly<Record<string, InBoth<string>>>

/** Commands for the root cause, or for the model when nothing is wrong. None for a log alone: there is no run to act on. */
export function stepsAfterDiagnosis(
  { source, state, findings, verdict }: Pick<DiagnoseReport, 'source' | 'state' | 'findings' | 'verdict'>,
  { program, language }: { readonly program: string; readonly language: Language },
): NextStep[] {
  const step = (word: keyof typeof words, ...line: readonly string[]): NextStep[] => [
    { does: words[word][language], line: commandLine(program, ...line) },
  ]
  if (source.kind !== 'run') return []
  const run = shownPath(source.folder)
  const data = source.data === undefined ? 'custom_data' : shownPath(source.data)
  if (verdict === 'healthy') return step('export', 'export', run)
  const [root] = findings
  const helpful = root === undefined ? undefined : commandsOf[root.remedy]
  if (helpful === 'check') return step('check', 'check', data)
  if (helpful === 'resume') return step('resume', 'resume', run)
  if (helpful === 'longer' && source.epochs !== undefined && !isGoingOn(state))
    return step('longer', 'resume', run, '--num-epochs', String(2 * source.epochs))
  if (helpful === 'eval') return step('eval', 'eval', run, '--data', data)
  return []
}
