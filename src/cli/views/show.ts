// One run as a page of text: what it is, its settings, its curves, its checkpoints, what was found.
import { findingWords } from '../../diagnose/words/findings.ts'
import { sayWith } from '../../diagnose/words/language.ts'
import { severityWords, verdictWords } from '../../diagnose/words/others.ts'
import { mainSettingNames } from '../../run/settings/table.ts'
import { epochName } from '../../run/initial-weights.ts'
import { localTime } from '../../run/layout.ts'
import type { ShowReport } from '../../tasks/runs/show.ts'
import { renderChart } from '../text/chart.ts'
import {
  commandLine,
  countOf,
  formatBytes,
  formatDuration,
  formatEpoch,
  formatScore,
  shownPath,
} from '../text/format.ts'
import type { Look } from '../text/look.ts'
import type { NextStep } from '../text/next-steps.ts'
import { renderFacts, renderTable } from '../text/table.ts'
import { wrap } from '../text/width.ts'
import { runWord } from './run-word.ts'

/** The whole page. */
export function renderShow(report: ShowReport, look: Look): string {
  return [
    renderHead(report, look),
    renderSettings(report, look),
    ...renderCurves(report, look),
    renderCheckpoints(report, look),
    renderFindings(report, look),
  ].join('\n\n')
}

function renderHead({ run, facts }: ShowReport, look: Look): string {
  const { id, names, state, etaSeconds, best, last, tags, note, dataset, samples, device } = run
  const { paint } = look
  const left = etaSeconds === undefined ? '' : `, ${formatDuration(etaSeconds)} left`
  const counts = samples === undefined ? '' : `  ${samples.train} to train, ${samples.test} to test`
  const hash = typeof facts['data_hash'] === 'string' ? `  ${facts['data_hash'].slice(0, 12)}` : ''
  const rows: (readonly [string, string] | undefined)[] = [
    ['Folder', shownPath(run.folder)],
    dataset === undefined ? undefined : ['Data set', `${shownPath(dataset)}${paint.dim(counts + hash)}`],
    device === undefined ? undefined : ['Device', device],
    ['Started', localTime(new Date(run.startedAt))],
    run.durationSeconds === undefined ? undefined : ['Duration', formatDuration(run.durationSeconds)],
    ['Size', formatBytes(run.bytes)],
    ['Epochs', `${run.epochsDone} of ${run.epochs === 0 ? '?' : run.epochs}`],
    ['Best', best === undefined ? 'not evaluated yet' : scoresText(best)],
    last === undefined || last.epoch === best?.epoch ? undefined : ['Last', scoresText(last)],
    tags.length === 0 ? undefined : ['Tags', tags.map((tag) => `#${tag}`).join(' ')],
    note === '' ? undefined : ['Note', note],
  ]
  const title = [paint.bold(id), ...(names.length > 0 ? [names.join(', ')] : []), `${state.name}${left}`].join('  ')
  return `${title}  ${paint.dim(state.reason)}\n${renderFacts(
    rows.filter((row) => row !== undefined),
    look,
  )}`
}

function scoresText({ fScore, precision, recall, epoch }: NonNullable<ShowReport['run']['best']>): string {
  return `F ${formatScore(fScore)}  P ${formatScore(precision)}  R ${formatScore(recall)}  ${epoch === 0 ? '' : 'at '}${epochName(epoch)}`
}

const mainNames: ReadonlySet<string> = new Set(mainSettingNames)

/** The original system's keys, and what differs from the defaults. */
function renderSettings({ settings, configError }: ShowReport, look: Look): string {
  const title = look.paint.bold('Configuration')
  if (settings.length === 0) return `${title}  ${look.paint.dim(configError ?? 'no config.yaml')}`
  const shown = settings.filter(({ name, from }) => mainNames.has(name) || from !== 'default')
  const rows = shown.map(({ name, value, from }) => [name, `${value ?? '-'}${mark(from, look)}`] as const)
  const defaults = settings.length - shown.length
  const rest = defaults === 0 ? '' : `\n${look.paint.dim(`and ${countOf(defaults, 'setting')} at their defaults`)}`
  const error = configError === undefined ? '' : `\n${look.paint.yellow(configError)}`
  return `${title}\n${renderFacts(rows, look)}${rest}${error}`
}

function mark(from: ShowReport['settings'][number]['from'], { paint }: Look): string {
  return from === 'default' ? paint.dim('  default') : from === 'unknown' ? paint.dim('  not a setting of ours') : ''
}

function renderCurves({ curves, x: unit }: ShowReport, look: Look): string[] {
  const { loss, val_loss, f_score, precision, recall, learning_rate } = curves
  const validation = val_loss.x.length === 0 ? [] : [{ sign: 'v', curve: val_loss }]
  const charts = [
    {
      title: validation.length === 0 ? 'Loss' : 'Loss (* training, v validation)',
      curves: [{ sign: '*', curve: loss }, ...validation],
    },
    {
      title: 'Scores (P precision, R recall, F on top)',
      yRange: [0, 1] as const,
      curves: [
        { sign: 'P', curve: precision },
        { sign: 'R', curve: recall },
        { sign: 'F', curve: f_score },
      ],
    },
    { title: 'Learning rate', curves: [{ sign: '*', curve: learning_rate }] },
  ]
  return charts.map((chart) => renderChart({ unit, ...chart }, look))
}

function renderCheckpoints({ checkpoints }: ShowReport, look: Look): string {
  if (checkpoints.length === 0) return `${look.paint.bold('Checkpoints')}  ${look.paint.dim('none')}`
  const columns = [
    { title: 'checkpoint' },
    { title: 'epoch', align: 'right' },
    { title: 'size', align: 'right' },
    { title: 'written' },
  ] as const
  const rows = checkpoints.map(({ name, epoch, bytes, modified }) => [
    name,
    epoch === undefined ? '-' : formatEpoch(epoch),
    formatBytes(bytes),
    localTime(new Date(modified)),
  ])
  return renderTable(columns, rows, look)
}

const widest = 100

function renderFindings({ diagnosis }: ShowReport, look: Look): string {
  const { paint } = look
  const { verdict, findings } = diagnosis
  const paintOf = { error: paint.red, warning: paint.yellow, info: paint.cyan }
  const lines = findings.flatMap(({ code, severity, facts }) => {
    const { title, says } = findingWords[code].en
    const text = wrap(sayWith(says, facts), Math.min(look.columns, widest) - 4).map((line) => `    ${line}`)
    return [`  ${paintOf[severity](severityWords[severity].en)}  ${title}`, ...text]
  })
  return [`${paint.bold('Findings')}  ${verdictWords[verdict].en}`, ...lines].join('\n')
}

/** What one would type next, by how the run stands. */
export function stepsAfterShow({ run, diagnosis, checkpoints }: ShowReport, program: string): NextStep[] {
  const name = runWord(run)
  const has = (kind: ShowReport['checkpoints'][number]['kind']): boolean => checkpoints.some((one) => one.kind === kind)
  const steps: (NextStep | undefined)[] = [
    run.state.name === 'running' ? { does: 'watch it', line: commandLine(program, 'logs', name, '-f') } : undefined,
    diagnosis.findings.length > 0
      ? { does: 'the evidence and what to do', line: commandLine(program, 'diagnose', name) }
      : undefined,
    ['stopped', 'failed', 'dead'].includes(run.state.name) && has('last')
      ? { does: 'resume the training', line: commandLine(program, 'resume', name) }
      : undefined,
    has('best') ? { does: 'write it as an ONNX file', line: commandLine(program, 'export', name) } : undefined,
    { does: 'the curves as an image', line: commandLine(program, 'plot', name, '-o', 'curves.png') },
  ]
  return steps.filter((step) => step !== undefined)
}
