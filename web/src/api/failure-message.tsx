// A failure in full: what was expected, what was found, where, and what to do.
import type { Failure } from '../../../src/server/api.ts'
import { Message, Loading } from '../ui/feedback.tsx'
import { useSay } from '../words/language-context.tsx'
import { failureOf } from './use-action.ts'
import type { ReactNode } from 'react'

export function FailureMessage({ failure }: { readonly failure: Failure | undefined }) {
  const say = useSay()
  if (failure === undefined) return null
  if (failure.code === 'network')
    return (
      <Message tone="bad" title={say('error.network')}>
        {say('error.network.next')}
      </Message>
    )
  const { message, expected, found, where, next } = failure
  const parts = [
    [say('error.expected'), expected],
    [say('error.found'), found],
    [say('error.where'), where],
    [say('error.next'), next],
  ] as const
  const told = parts.filter(([, text]) => text !== undefined)
  return (
    <Message tone="bad" title={message}>
      {told.length > 0 && (
        <dl>
          {told.map(([name, text]) => (
            <div key={name} className="contents">
              <dt>{name}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      )}
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
