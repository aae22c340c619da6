// A diagnosis as text: the verdict, the four signs, the findings with their evidence, the pipeline check, and which rules looked.
import type { Language } from '../../core/language.ts'
import type { Evidence, Finding, Window } from '../../diagnose/finding.ts'
import { isPerStep, isScore } from '../../diagnose/measures.ts'
import { findingWords } from '../../diagnose/words/findings.ts'
import { sayWith } from '../../diagnose/words/language.ts'
import {
  reasonWords,
  stageWords,
  severityWords,
  signWords,
  tierWords,
  topicWords,
  verdictWords,
} from '../../diagnose/words/others.ts'
import { remedyWords } from '../../diagnose/words/remedies.ts'
import type { DiagnoseReport } from '../../tasks/runs/diagnose.ts'
import { formatScore, shownPath } from '../text/format.ts'
import type { Look } from '../text/look.ts'
import { pad, textWidth, wrap } from '../text/width.ts'
import { diagnosisWords, evidenceWords, measureWords } from './diagnosis-words.ts'

export interface DiagnosisView {
  readonly language: Language
  /** Lists every rule. */
  readonly all: boolean
}

/** Sentences are broken here at the latest. */
const widest = 100
/** Columns of the longer bar of two that are compared. */
const barColumns = 24

type Draw = Look & { readonly language: Language }

/** The whole report of `ocrdet diagnose`. */
export function renderDiagnosis(report: DiagnoseReport, look: Look, { language, all }: DiagnosisView): string {
  const draw = { ...look, language }
  return [
    renderHead(report, draw),
    renderSigns(report, draw),
    ...report.findings.map((finding) => renderFinding(finding, draw)),
    ...(report.pipeline === undefined ? [] : [renderPipelineCheck(report.pipeline, draw)]),
    renderRules(report, draw, all),
  ].join('\n\n')
}

function renderHead({ source, state, verdict }: DiagnoseReport, { paint, language }: Draw): string {
  const names = {
    run: source.kind === 'run' ? shownPath(source.folder) : '',
    log: source.kind === 'log' ? shownPath(source.path) : '',
    input: diagnosisWords.input[language],
  }
  const colors = {
    healthy: paint.green,
    'no-gain': paint.yellow,
    unclear: paint.cyan,
    doubtful: paint.yellow,
    unhealthy: paint.red,
  }
  const color = colors[verdict]
  return `${paint.bold(names[source.kind])}  ${paint.dim(`${state.name}: ${state.reason}`)}\n${color(verdictWords[verdict][language])}`
}

function renderSigns({ signs }: DiagnoseReport, { paint, language }: Draw): string {
  const marks = { yes: paint.green, no: paint.red, unknown: paint.dim }
  const width = Math.max(...signs.map(({ sign }) => textWidth(signWords[sign][language])))
  const markWidth = Math.max(...signs.map(({ holds }) => textWidth(diagnosisWords[holds][language])))
  return signs
    .map(({ sign, holds, facts }) => {
      const detail = evidenceWords[sign][language]
      const mark = marks[holds](pad(diagnosisWords[holds][language], markWidth))
      const isKnown = holds !== 'unknown'
      return `  ${mark}  ${pad(signWords[sign][language], width)}  ${isKnown ? paint.dim(sayWith(detail, facts)) : ''}`.trimEnd()
    })
    .join('\n')
}

function renderFinding(finding: Finding, draw: Draw): string {
  const { code, severity, tier, topic, facts, evidence, remedy, consequences } = finding
  const { paint, language } = draw
  const { title, says } = findingWords[code][language]
  const color = { error: paint.red, warning: paint.yellow, info: paint.cyan }[severity]
  const kind = [tierWords[tier][language], topicWords[topic][language]].join(', ')
  const remedyText = `${diagnosisWords.remedy[language]} ${remedyWords[remedy][language]}${language === 'en' ? '.' : '。'}`
  return [
    `${color(severityWords[severity][language])}  ${paint.bold(title)}  ${paint.dim(`(${kind}: ${code})`)}`,
    ...wrapped(sayWith(says, facts), 2, draw),
    ...evidence.flatMap((one) => renderEvidence(one, draw)),
    ...wrapped(remedyText, 2, draw),
    ...renderConsequences(consequences, draw),
  ].join('\n')
}

function renderConsequences(consequences: readonly Finding[], draw: Draw): string[] {
  const { paint, language } = draw
  return consequences.flatMap(({ code, facts, consequences: further }) => {
    const { title, says } = findingWords[code][language]
    const text = `${diagnosisWords.follows[language]} ${title}: ${sayWith(says, facts)}`
    return [...wrapped(text, 2, draw).map((line) => paint.dim(line)), ...renderConsequences(further, draw)]
  })
}

function renderEvidence(evidence: Evidence, { paint, language }: Draw): string[] {
  if (evidence.kind === 'line')
    return [`  ${paint.dim(sayWith(evidenceWords.line[language], { line: evidence.line }))} ${evidence.text}`]
  if (evidence.kind === 'setting')
    return [`  ${paint.dim(evidenceWords.setting[language])} ${evidence.name}: ${evidence.value}`]
  const { before, after, measure } = evidence
  const highest = Math.max(Math.abs(before.median), Math.abs(after.median))
  const name = measureWords[measure][language]
  const unit = isPerStep(measure) ? evidenceWords.iterations[language] : evidenceWords.epochs[language]
  const show = (value: number): string => (isScore(measure) ? formatScore(value) : value.toPrecision(3))
  return [before, after].map((window) => `  ${name} ${renderWindow(window, { unit, highest, language, show })}`)
}

interface WindowLook {
  readonly unit: string
  /** The value of the longest bar. */
  readonly highest: number
  readonly language: Language
  readonly show: (value: number) => string
}

/** `0.682 ############  epochs 1 to 3, lines 8 to 30` */
function renderWindow({ from, to, lines, median }: Window, { unit, highest, language, show }: WindowLook): string {
  const columns = highest === 0 ? 0 : Math.round((barColumns * Math.abs(median)) / highest)
  const place = sayWith(evidenceWords.place[language], { unit, from, to, first: lines[0], last: lines[1] })
  return `${show(median).padStart(8)} ${'#'.repeat(columns).padEnd(barColumns)} ${place}`
}

function renderPipelineCheck(pipeline: NonNullable<DiagnoseReport['pipeline']>, { paint, language }: Draw): string {
  const marks = { passed: paint.green, failed: paint.red, unknown: paint.dim }
  const width = Math.max(...pipeline.map(({ result }) => textWidth(diagnosisWords[result][language])))
  const rows = pipeline.map(
    ({ stage, result }) =>
      `  ${marks[result](pad(diagnosisWords[result][language], width))}  ${stageWords[stage][language]}`,
  )
  return [paint.bold(diagnosisWords.pipeline[language]), ...rows].join('\n')
}

function renderRules({ ran, couldNot }: DiagnoseReport, draw: Draw, all: boolean): string {
  const { paint, language } = draw
  const reasons = couldNot.map(
    ({ rule, reason, facts }) => `${rule} (${sayWith(reasonWords[reason][language], facts)})`,
  )
  const counts = sayWith(diagnosisWords.rules[language], { ran: ran.length, couldNot: couldNot.length })
  if (!all)
    return paint.dim(wrapped(`${counts}${couldNot.length === 0 ? '' : `: ${reasons.join(', ')}`}`, 0, draw).join('\n'))
  return [
    counts,
    ...ran.map((rule) => `  ${rule}: ${diagnosisWords.looked[language]}`),
    ...reasons.map((reason) => `  ${reason}`),
  ].join('\n')
}

function wrapped(text: string, indent: number, { columns }: Draw): string[] {
  return wrap(text, Math.min(columns, widest) - indent).map((line) => ' '.repeat(indent) + line)
}
