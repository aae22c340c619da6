// The findings of a check: one message a kind, with figures and what to do; each single place when it is asked for.
import { useState } from 'react'
import { Link } from 'wouter'
import type { ProblemGroup } from '../../../../src/server/api.ts'
import { editAddress } from '../../correct/address.ts'
import { Badge, Message } from '../../ui/feedback.tsx'
import { Button } from '../../ui/button.tsx'
import { useSpeech } from '../../words/language-context.tsx'
import { dataAddress } from './addresses.ts'

const tones = { error: 'bad', warning: 'warn', info: 'plain' } as const
/** Places that are added at a time. */
const pageSize = 50

interface FindingsProps {
  readonly groups: readonly ProblemGroup[]
  readonly data: string
}

export function Findings({ groups, data }: FindingsProps) {
  const { say } = useSpeech()
  if (groups.length === 0) return null
  return (
    <ul className="stack" aria-label={say('data.findings')}>
      {groups.map((group) => (
        <li key={group.code}>
          <GroupMessage group={group} data={data} />
        </li>
      ))}
    </ul>
  )
}

function GroupMessage({ group, data }: { readonly group: ProblemGroup; readonly data: string }) {
  const { say, language } = useSpeech()
  const { severity, title, expected, next, count, problems } = group
  const [first] = problems
  const isAlone = count === 1 && first !== undefined
  return (
    <Message tone={tones[severity]}>
      <div className="row">
        <Badge tone={tones[severity]}>{say(`severity.${severity}`)}</Badge>
        <strong className="grow">{title[language]}</strong>
        {isAlone ? <Place problem={first} data={data} /> : <span className="num nowrap">× {count}</span>}
      </div>
      <dl>
        {expected !== undefined && (
          <div className="contents">
            <dt>{say('error.expected')}</dt>
            <dd>{expected[language]}</dd>
          </div>
        )}
        {isAlone && first.found !== undefined && (
          <div className="contents">
            <dt>{say('error.found')}</dt>
            <dd>{first.found[language]}</dd>
          </div>
        )}
        <div className="contents">
          <dt>{say('error.next')}</dt>
          <dd>{next[language]}</dd>
        </div>
      </dl>
      {!isAlone && <Places {...{ problems, count, data }} />}
    </Message>
  )
}

type Problem = ProblemGroup['problems'][number]

interface PlacesProps {
  readonly problems: readonly Problem[]
  /** In all. */
  readonly count: number
  readonly data: string
}

function Places({ problems, count, data }: PlacesProps) {
  const { say, language } = useSpeech()
  const [isOpen, setOpen] = useState(false)
  const [shown, setShown] = useState(pageSize)
  return (
    <details className="fold small" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{say('data.places', { n: count })}</summary>
      {isOpen && (
        <>
          <ul className="places">
            {problems.slice(0, shown).map((problem, index) => (
              <li key={index} className="row">
                <Place problem={problem} data={data} />
                {problem.message !== undefined && <span className="break">{problem.message[language]}</span>}
                {problem.found !== undefined && <span className="soft break">{problem.found[language]}</span>}
              </li>
            ))}
          </ul>
          {shown < problems.length && (
            <Button small onClick={() => setShown(shown + pageSize)}>
              {say('batch.more', { shown, total: problems.length })}
            </Button>
          )}
          {problems.length < count && <p className="soft">{say('data.places.first', { n: problems.length })}</p>}
        </>
      )}
    </details>
  )
}

/** The image with the box in its middle, or what there is to say of a place that is no image. */
function Place({ problem: { file, line, image }, data }: { readonly problem: Problem; readonly data: string }) {
  const { say } = useSpeech()
  const place = line === undefined ? file : `${file}:${line}`
  if (image === undefined) return file === '.' ? null : <code className="break">{place}</code>
  const { split, index, line: ofText } = image
  const shown = { data, split, image: index, ...(ofText !== undefined && { line: ofText }) }
  return (
    <>
      <Link className="mono break" title={say('data.jump')} href={dataAddress({ ...shown, tab: 'images' })}>
        {place}
      </Link>{' '}
      <Link className="small nowrap" href={editAddress(shown)}>
        {say('edit.title')}
      </Link>
    </>
  )
}
