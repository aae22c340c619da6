// The frame of a page and of its parts: heading, sentence, and what can be done on the right.
import type { ReactNode } from 'react'

interface PageProps {
  readonly title: ReactNode
  readonly sentence?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
}

export function Page({ title, sentence, actions, children }: PageProps) {
  return (
    <div className="page">
      <div className="page-head">
        <div>
          <h1>{title}</h1>
          {sentence !== undefined && <p>{sentence}</p>}
        </div>
        {actions !== undefined && <div className="row">{actions}</div>}
      </div>
      {children}
    </div>
  )
}

interface CardProps {
  readonly title?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
}

export function Card({ title, actions, children }: CardProps) {
  return (
    <section className="card">
      {(title !== undefined || actions !== undefined) && (
        <header>
          {title !== undefined && <h2>{title}</h2>}
          {actions}
        </header>
      )}
      {children}
    </section>
  )
}

/** A figure, and what belongs to it: small, in a line of its own, so that the figures stay in line. */
export type Fact = readonly [name: string, value: ReactNode, detail?: string | undefined]

/** Names and values side by side, large: scores, counts, times. */
export function FactTiles({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className="facts">
      {facts.map(([name, value, detail]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
          {detail !== undefined && <dd className="fact-detail">{detail}</dd>}
        </div>
      ))}
    </dl>
  )
}

/** Names and values under each other, small. */
export function Pairs({ pairs }: { readonly pairs: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className="pairs small">
      {pairs.map(([name, value]) => (
        <PairRow key={name} name={name} value={value} />
      ))}
    </dl>
  )
}

function PairRow({ name, value }: { readonly name: string; readonly value: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  )
}
