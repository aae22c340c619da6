// What one would type after a diagnosis.
import type { RemedyCode } from '../../diagnose/kinds.ts'
import type { DiagnoseReport } from '../../tasks/diagnose.ts'
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

/** Commands for the root cause, or for the model when nothing is wrong. None for a log alone: there is no run to act on. */
export function stepsAfterDiagnosis(
  { source, state, findings, verdict }: Pick<DiagnoseReport, 'source' | 'state' | 'findings' | 'verdict'>,
  program: string,
): NextStep[] {
  if (source.kind !== 'run') return []
  const run = shownPath(source.folder)
  const data = source.data === undefined ? 'custom_data' : shownPath(source.data)
  if (verdict === 'healthy') return [{ does: 'write it as an ONNX file', line: commandLine(program, 'export', run) }]
  const [root] = findings
  const helpful = root === undefined ? undefined : commandsOf[root.remedy]
  if (helpful === 'check') return [{ does: 'look at the data set', line: commandLine(program, 'check', data) }]
  if (helpful === 'resume') return [{ does: 'resume the training', line: commandLine(program, 'resume', run) }]
  if (helpful === 'longer' && source.epochs !== undefined && state.name !== 'running') {
    const extend = ['--num-epochs', String(2 * source.epochs)]
    return [{ does: 'train longer', line: commandLine(program, 'resume', run, ...extend) }]
  }
  if (helpful === 'eval') return [{ does: 'score the model', line: commandLine(program, 'eval', run, '--data', data) }]
  return []
}
