// Time and memory of a training before it starts.
import type { Estimate } from '../../../../src/server/api.ts'
import { Answered } from '../../api/failure-message.tsx'
import { Card, Pairs } from '../../ui/card.tsx'
import { Message } from '../../ui/feedback.tsx'
import { bytes, duration } from '../../ui/format.ts'
import { useSay } from '../../words/language-context.tsx'

interface EstimateProps {
  readonly query: { readonly data: Estimate | undefined; readonly error: unknown }
  readonly hasData: boolean
}

export function EstimateCard({ query, hasData }: EstimateProps) {
  const say = useSay()
  return (
    <Card title={say('train.estimate')}>
      {hasData ? (
        <Answered query={query}>{(estimate) => <Told estimate={estimate} />}</Answered>
      ) : (
        <p className="soft">{say('train.estimate.none')}</p>
      )}
    </Card>
  )
}

function Told({ estimate: { problems, memory, time, samples } }: { readonly estimate: Estimate }) {
  const say = useSay()
  const pairs: (readonly [string, string])[] = []
  if (time !== undefined) {
    pairs.push([say('train.estimate.time'), duration(time.seconds, say)])
    pairs.push([say('train.estimate.steps'), String(time.steps)])
  }
  if (memory !== undefined) {
    const [need, available] = [bytes(memory.bytes), bytes(memory.available)]
    pairs.push([say('train.estimate.memory'), say('train.estimate.of', { need, available })])
  }
  if (samples !== undefined) pairs.push([say('train.estimate.pictures'), say('run.samples', samples)])
  return (
    <>
      {problems.map((problem) => (
        <Message key={`${problem.setting} ${problem.code}`} tone="bad" title={problem.message}>
          {problem.next}
        </Message>
      ))}
      <Pairs pairs={pairs} />
      {time !== undefined && (
        <p className="soft small">
          {time.basis === 'earlier-run'
            ? say('train.estimate.earlier', { run: time.run ?? '' })
            : say('train.estimate.standard')}
        </p>
      )}
      {memory !== undefined && !memory.fits && (
        <Message
          tone="warn"
          title={
            memory.fittingBatch > 0
              ? say('train.estimate.large', { batch: memory.fittingBatch })
              : say('train.estimate.small')
          }
        />
      )}
    </>
  )
}
