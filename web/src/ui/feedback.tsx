// What the page answers: loading, empty, progress, messages.
import type { ReactNode } from 'react'
import { useSay } from '../words/language-context.tsx'

export function Loading() {
  const say = useSay()
  return (
    <p className="soft" role="status">
      {say('is.loading')}
    </p>
  )
}

/** A place where nothing is yet, with the way to change that. */
export function Empty({ children }: { readonly children?: ReactNode }) {
  const say = useSay()
  return <div className="soft stack">{children ?? say('is.empty')}</div>
}

/** How a message looks; `plain` has no judgement. */
export type Tone = 'plain' | 'good' | 'warn' | 'bad'

interface MessageProps {
  readonly tone?: Tone
  readonly title?: ReactNode
  readonly children?: ReactNode
}

export function Message({ tone = 'plain', title, children }: MessageProps) {
  return (
    <div className={`message ${tone}`} role={tone === 'bad' ? 'alert' : undefined}>
      {title !== undefined && <strong>{title}</strong>}
      {children}
    </div>
  )
}

interface ProgressProps {
  readonly label: string
  readonly done: number
  /** 0: not known yet. */
  readonly total: number
  readonly right?: ReactNode
}

export function ProgressBar({ label, done, total, right }: ProgressProps) {
  return (
    <div className="stack">
      <div className="row small">
        <span className="grow">{label}</span>
        <span className="num soft">{right ?? (total > 0 ? `${done} / ${total}` : '')}</span>
      </div>
      <progress aria-label={label} {...(total > 0 && { value: done, max: total })} />
    </div>
  )
}

export function Badge({ tone = 'plain', children }: { readonly tone?: Tone | 'live'; readonly children: ReactNode }) {
  return <span className={`badge ${tone}`}>{children}</span>
}
