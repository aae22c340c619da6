// The last evaluation of a run: why the score is what it is, and the pictures, worst first; or the same with other thresholds.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { address, answer, api } from '../api/client.ts'
import { Answered } from '../api/failure-message.tsx'
import { useEvaluation } from '../api/queries.ts'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { Empty } from '../ui/feedback.tsx'
import { score } from '../ui/format.ts'
import { useParameter } from '../ui/use-url.ts'
import { useSay } from '../words/language-context.tsx'
import { ErrorKinds } from './error-kinds.tsx'
import { EvaluatedBoxes, Gallery } from './gallery.tsx'
import { Tuning } from './tuning.tsx'

interface EvaluationCardProps {
  readonly run: string
  readonly isEvaluated: boolean
  /** At most this many tiles; more at a press of a button. */
  readonly limit?: number
}

export function EvaluationCard({ run, isEvaluated, limit = 60 }: EvaluationCardProps) {
  const say = useSay()
  const [, choose] = useParameter('picture', '')
  const [isTuning, setTuning] = useState(false)
  if (!isEvaluated)
    return (
      <Card title={say('run.evaluation')}>
        <Empty>{say('run.evaluation.none')}</Empty>
      </Card>
    )
  const turn = (): void => {
    choose('') // the pictures are numbered otherwise
    setTuning(!isTuning)
  }
  return (
    <Card
      title={say('run.evaluation')}
      actions={<Button onClick={turn}>{say(isTuning ? 'tune.end' : 'tune.begin')}</Button>}
    >
      {isTuning ? <Tuning run={run} limit={limit} /> : <LastEvaluation run={run} limit={limit} />}
    </Card>
  )
}

function LastEvaluation({ run, limit }: { readonly run: string; readonly limit: number }) {
  const say = useSay()
  const query = useEvaluation(run)
  const [picture, choose] = useParameter('picture', '')
  return (
    <Answered query={query}>
      {({ epoch, fScore, pictures, errors }) => (
        <>
          <p className="soft small">
            {say(epoch === 0 ? 'run.evaluation.initial' : 'run.evaluation.epoch', { epoch })} · {say('score.f')}{' '}
            {score(fScore)}
          </p>
          <ErrorKinds errors={errors} onPicture={choose} />
          {picture !== '' && <EvaluatedPicture run={run} index={Number(picture)} />}
          <Gallery
            {...{ pictures, limit, chosen: picture, onChoose: choose }}
            fileOf={(index) => address(['runs', run, 'evaluation', index, 'picture'], { side: 320 })}
          />
        </>
      )}
    </Answered>
  )
}

/** One picture of the last evaluation. */
export function EvaluatedPicture({ run, index }: { readonly run: string; readonly index: number }) {
  const query = useQuery({
    queryKey: ['run', run, 'evaluation', index],
    queryFn: () => answer(api.runs[':run'].evaluation[':index'].$get({ param: { run, index: String(index) } })),
  })
  return (
    <Answered query={query}>
      {(picture) => <EvaluatedBoxes picture={picture} file={address(['runs', run, 'evaluation', index, 'picture'])} />}
    </Answered>
  )
}
