// The findings of a check: by severity, each with what is wrong, where, and what to do.
import { useState } from 'react'
import { Link } from 'wouter'
import type { Problem } from '../../../../src/server/api.ts'
import { Badge, Message } from '../../ui/feedback.tsx'
import { Button } from '../../ui/button.tsx'
import { useSpeech } from '../../words/language-context.tsx'
import { dataAddress } from './addresses.ts'

const severities = ['error', 'warning', 'info'] as const
const tones = { error: 'bad', warning: 'warn', info: 'plain' } as const
/** Findings that are added at a time. */
const pageSize = 100

export function Findings({ problems, data }: { readonly problems: readonly Problem[]; readonly data: string }) {
  const { say } = useSpeech()
  const [only, setOnly] = useState<Problem['severity']>()
  const [shown, setShown] = useState(pageSize)
  const kept = only === undefined ? problems : problems.filter(({ severity }) => severity === only)
  if (problems.length === 0) return null
  return (
    <>
      <div className="row">
        <Button small aria-pressed={only === undefined} onClick={() => setOnly(undefined)}>
          {say('counted', { what: say('data.all'), n: problems.length })}
        </Button>
        {severities.map((severity) => {
          const count = problems.filter((problem) => problem.severity === severity).length
          return count === 0 ? null : (
            <Button key={severity} small aria-pressed={only === severity} onClick={() => setOnly(severity)}>
              {say('counted', { what: say(`severity.${severity}`), n: count })}
            </Button>
          )
        })}
      </div>
      <ul className="stack">
        {kept.slice(0, shown).map((problem, index) => (
          <li key={index}>
            <ProblemMessage problem={problem} data={data} />
          </li>
        ))}
      </ul>
      {kept.length > shown && (
        <div>
          <Button onClick={() => setShown(shown + pageSize)}>{say('batch.more', { shown, total: kept.length })}</Button>
        </div>
      )}
    </>
  )
}

function ProblemMessage({ problem, data }: { readonly problem: Problem; readonly data: string }) {
  const { say, language } = useSpeech()
  const { severity, message, expected, found, next, file, line, image } = problem
  const place = line === undefined ? file : `${file}:${line}`
  return (
    <Message tone={tones[severity]}>
      <div className="row">
        <Badge tone={tones[severity]}>{say(`severity.${severity}`)}</Badge>
        <strong className="grow">{message[language]}</strong>
        <code className="break">{place}</code>
        {image !== undefined && (
          <Link
            href={dataAddress({
              data,
              tab: 'images',
              split: image.split,
              image: image.index,
              ...(line !== undefined && { line }),
            })}
          >
            {say('data.jump')}
          </Link>
        )}
      </div>
      <dl>
        {expected !== undefined && (
          <div className="contents">
            <dt>{say('error.expected')}</dt>
            <dd>{expected[language]}</dd>
          </div>
        )}
        {found !== undefined && (
          <div className="contents">
            <dt>{say('error.found')}</dt>
            <dd>{found[language]}</dd>
          </div>
        )}
        <div className="contents">
          <dt>{say('error.next')}</dt>
          <dd>{next[language]}</dd>
        </div>
      </dl>
    </Message>
  )
}
