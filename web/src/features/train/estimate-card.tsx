// Time and memory of a training before it starts.
import type { Estimate } from '../../../../src/server/api.ts'
import { Answered, FailureMessage } from '../../api/failure-message.tsx'
import { Button } from '../../ui/button.tsx'
import { Card, Pairs } from '../../ui/card.tsx'
import { Message } from '../../ui/feedback.tsx'
import { bytes, duration } from '../../ui/format.ts'
import { useSay } from '../../words/language-context.tsx'

interface EstimateProps {
  readonly query: { readonly data: Estimate | undefined; readonly error: unknown }
  /** What is missing before anything can be estimated. */
  readonly missing: 'data' | 'initial' | undefined
  /** Turns the setting auto_batch on. */
  readonly onAutoBatch: () => void
}

export function EstimateCard({ query, missing, onAutoBatch }: EstimateProps) {
  const say = useSay()
  return (
    <Card title={say('train.estimate')}>
      {missing === undefined ? (
        <Answered query={query}>{(estimate) => <Told estimate={estimate} onAutoBatch={onAutoBatch} />}</Answered>
      ) : (
        <p className="soft">{say(missing === 'data' ? 'train.estimate.none' : 'train.not.initial')}</p>
      )}
    </Card>
  )
}

interface ToldProps {
  readonly estimate: Estimate
  readonly onAutoBatch: () => void
}

function Told({ estimate: { problems, memory, time, samples }, onAutoBatch }: ToldProps) {
  const say = useSay()
  const pairs: (readonly [string, string])[] = []
  if (time !== undefined) {
    pairs.push([say('train.estimate.time'), duration(time.seconds, say)])
    pairs.push([say('train.estimate.steps'), String(time.steps)])
  }
  if (memory !== undefined) {
    const needed = memory.parts?.automatic === true ? memory.parts.bytes : memory.bytes
    const [need, available] = [bytes(needed), bytes(memory.available)]
    pairs.push([say('train.estimate.memory'), say('train.estimate.of', { need, available })])
  }
  if (samples !== undefined) pairs.push([say('train.estimate.images'), say('run.samples', samples)])
  return (
    <>
      {problems.some(({ setting }) => setting !== '') && <p className="soft">{say('train.estimate.wrong')}</p>}
      {problems
        .filter(({ setting }) => setting === '')
        .map((problem) => (
          <FailureMessage key={`${problem.setting} ${problem.code}`} failure={problem} />
        ))}
      <Pairs pairs={pairs} />
      {time !== undefined && (
        <p className="soft small">
          {time.basis === 'earlier-run'
            ? say('train.estimate.earlier', { run: time.run ?? '' })
            : say('train.estimate.measured')}
        </p>
      )}
      {memory !== undefined && !memory.fits && <TooLarge memory={memory} onAutoBatch={onAutoBatch} />}
    </>
  )
}

interface TooLargeProps {
  readonly memory: NonNullable<Estimate['memory']>
  readonly onAutoBatch: () => void
}

/** What to do about a batch that does not fit as a whole, or what will be done about it. */
function TooLarge({ memory: { fittingBatch, parts }, onAutoBatch }: TooLargeProps) {
  const say = useSay()
  if (parts?.automatic === true)
    return (
      <Message title={say('train.estimate.parts', { parts: parts.microBatch })}>{say('train.estimate.same')}</Message>
    )
  if (fittingBatch === 0) return <Message tone="warn" title={say('train.estimate.small')} />
  return (
    <Message tone="warn" title={say('train.estimate.large', { batch: fittingBatch })}>
      {parts !== undefined && (
        <>
          <p>{say('train.estimate.or', { parts: parts.microBatch })}</p>
          <div>
            <Button small onClick={onAutoBatch}>
              {say('train.estimate.auto')}
            </Button>
          </div>
        </>
      )}
    </Message>
  )
}
