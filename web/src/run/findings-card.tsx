// What the diagnosis says of a run: the four signs, findings with evidence and remedy, the pipeline check.
import { isScore } from '../../../src/diagnose/measures.ts'
import type { Diagnosis, Finding } from '../../../src/server/api.ts'
import { Answered } from '../api/failure-message.tsx'
import { useDiagnosis } from '../api/queries.ts'
import { Card } from '../ui/card.tsx'
import { Badge, Message } from '../ui/feedback.tsx'
import { number, score } from '../ui/format.ts'
import { useSay, useSpeech } from '../words/language-context.tsx'
import { verdictTones } from './verdict.tsx'
import { Link } from 'wouter'

export function FindingsCard({ run }: { readonly run: string }) {
  const say = useSay()
  return (
    <Card title={say('run.findings')}>
      <Answered query={useDiagnosis(run)}>{(diagnosis) => <Told diagnosis={diagnosis} run={run} />}</Answered>
    </Card>
  )
}

const holdsTones = { yes: 'good', no: 'bad', unknown: 'plain' } as const
const holdsMarks = { yes: '✓', no: '✗', unknown: '?' } as const
const severityTones = { error: 'bad', warning: 'warn', info: 'plain' } as const
const stageHolds = { passed: 'yes', failed: 'no', unknown: 'unknown' } as const

function Told({ diagnosis, run }: { readonly diagnosis: Diagnosis; readonly run: string }) {
  const { say, language } = useSpeech()
  const { verdict, verdictWords, signs, findings, pipeline } = diagnosis
  const mark = (holds: keyof typeof holdsMarks, text: string) => (
    <li key={text}>
      <Badge tone={holdsTones[holds]}>
        <span aria-hidden="true">{holdsMarks[holds]}</span> {text}
      </Badge>
    </li>
  )
  return (
    <>
      <Message tone={verdictTones[verdict]} title={verdictWords[language]} />
      <ul className="row">{signs.map(({ words, holds }) => mark(holds, words[language]))}</ul>
      {findings.map((finding) => (
        <FindingMessage key={finding.code} finding={finding} run={run} />
      ))}
      {pipeline !== undefined && (
        <>
          <h3>{say('run.pipeline')}</h3>
          <ul className="row">{pipeline.map(({ words, result }) => mark(stageHolds[result], words[language]))}</ul>
        </>
      )}
    </>
  )
}

function FindingMessage({ finding, run }: { readonly finding: Finding; readonly run: string }) {
  const { say, language } = useSpeech()
  return (
    <Message tone={severityTones[finding.severity]} title={finding.title[language]}>
      <p>{finding.says[language]}</p>
      <p>
        <strong>
          {say('run.remedy')}
          {say('colon')}
        </strong>
        {finding.remedy[language]}
      </p>
      {finding.evidence.length > 0 && (
        <ul className="small soft" aria-label={say('run.evidence')}>
          {finding.evidence.map((one, index) => (
            <li key={index}>
              <EvidenceText evidence={one} run={run} />
            </li>
          ))}
        </ul>
      )}
      {finding.consequences.length > 0 && (
        <details className="fold small">
          <summary>
            {say('run.consequences')} ({finding.consequences.length})
          </summary>
          <div className="stack">
            {finding.consequences.map((one) => (
              <FindingMessage key={one.code} finding={one} run={run} />
            ))}
          </div>
        </details>
      )}
    </Message>
  )
}

function EvidenceText({ evidence, run }: { readonly evidence: Finding['evidence'][number]; readonly run: string }) {
  const say = useSay()
  if (evidence.kind === 'setting') return <code>{`${evidence.name}: ${evidence.value}`}</code>
  if (evidence.kind === 'windows') {
    const { measure, before, after } = evidence
    const show = isScore(measure) ? score : number
    return say('run.evidence.windows', {
      measure,
      before: show(before.median),
      after: show(after.median),
      from: before.from,
      to: after.to,
    })
  }
  return (
    <>
      <Link href={`/runs/${encodeURIComponent(run)}?tab=log&line=${evidence.line}`}>
        {say('run.evidence.line', { line: evidence.line })}
      </Link>{' '}
      <code className="break">{evidence.text}</code>
    </>
  )
}
