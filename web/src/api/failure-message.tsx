// A failure in full: what was expected, what was found, where, and what to do.
import { Message, Loading, type Tone } from '../ui/feedback.tsx'
import { useSay, useSpeech } from '../words/language-context.tsx'
import { AskForFolder } from './ask-for-folder.tsx'
import { askableFolder, detailsOf, headlineOf, type ShownFailure } from './failure.ts'
import { failureOf } from './use-action.ts'
import { useConnection } from './connection.ts'
import { type ReactNode, useState } from 'react'

interface FailureProps {
  readonly failure: ShownFailure | undefined
  readonly tone?: Tone
}

export function FailureMessage({ failure, tone = 'bad' }: FailureProps) {
  const { say, language } = useSpeech()
  if (failure === undefined) return null
  if (failure.code === 'network') return <NetworkFailure />
  const { expected, found, where, next } = detailsOf(failure, language)
  const { title, detail } = headlineOf(failure, language)
  const parts = [
    [say('error.expected'), expected],
    [say('error.found'), found],
    [say('error.where'), where],
    [say('error.next'), next],
  ] as const
  const folder = askableFolder(failure)
  const reported = parts.filter(([, text]) => text !== undefined)
  return (
    <Message tone={tone} title={title}>
      {detail !== undefined && (
        <p className="soft small break" lang={detail === failure.message ? 'en' : language}>
          {detail}
        </p>
      )}
      {reported.length > 0 && (
        <dl>
          {reported.map(([name, text]) => (
            <div key={name} className="contents">
              <dt>{name}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      )}
      {folder !== undefined && <AskForFolder key={folder} path={folder} />}
    </Message>
  )
}

/** That the server does not answer; gone as soon as it does. */
function NetworkFailure() {
  const say = useSay()
  const { returns } = useConnection()
  const [since] = useState(returns)
  if (returns > since) return null
  return (
    <Message tone="bad" title={say('error.network')}>
      {say('error.network.next')}
    </Message>
  )
}

interface AnswerProps<T> {
  readonly query: { readonly data: T | undefined; readonly error: unknown }
  readonly children: (data: T) => ReactNode
}

/** What was asked, once it is there; until then that it is loading, or why it failed. */
export function Answered<T>({ query, children }: AnswerProps<T>) {
  if (query.data !== undefined) return children(query.data)
  return query.error === null ? <Loading /> : <FailureMessage failure={failureOf(query.error)} />
}
