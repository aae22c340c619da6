// The last evaluation of a run: why the score is what it is, and the images, worst first; or the same with other thresholds.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { address } from '../api/client.ts'
import { Answered } from '../api/failure-message.tsx'
import { useEvaluation } from '../api/queries.ts'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { Empty } from '../ui/feedback.tsx'
import { score } from '../ui/format.ts'
import { useParameter } from '../ui/use-url.ts'
import { useSay } from '../words/language-context.tsx'
import { useCorrection } from './correction.tsx'
import { ErrorKinds } from './error-kinds.tsx'
import { evaluatedFile, evaluatedImage } from './evaluated-image.ts'
import { EvaluatedBoxes, Gallery, walkAlong } from './gallery.tsx'
import type { Walk } from '../image/walk.tsx'
import { Tuning } from './tuning.tsx'
import { useEvaluationMaps } from './use-evaluation-maps.tsx'

interface EvaluationCardProps {
  readonly run: string
  readonly isEvaluated: boolean
  /** At most this many tiles; more at a press of a button. */
  readonly limit?: number
}

export function EvaluationCard({ run, isEvaluated, limit = 60 }: EvaluationCardProps) {
  const say = useSay()
  const [, choose] = useParameter('image', '')
  const [isTuning, setTuning] = useState(false)
  if (!isEvaluated)
    return (
      <Card title={say('run.evaluation')}>
        <Empty>{say('run.evaluation.none')}</Empty>
      </Card>
    )
  const turn = (): void => {
    choose('') // the images are numbered otherwise
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
  const [image, choose] = useParameter('image', '')
  return (
    <Answered query={query}>
      {({ epoch, fScore, images, errors }) => (
        <>
          <p className="soft small">
            {say(epoch === 0 ? 'run.evaluation.initial' : 'run.evaluation.epoch', { epoch })} · {say('score.f')}{' '}
            {score(fScore)}
          </p>
          <ErrorKinds errors={errors} onImage={choose} />
          {image !== '' && <EvaluatedImage run={run} index={Number(image)} walk={walkAlong(images, image, choose)} />}
          <Gallery
            {...{ images, limit, chosen: image, onChoose: choose }}
            fileOf={(index) => address(['runs', run, 'evaluation', index, 'image'], { side: 320 })}
          />
        </>
      )}
    </Answered>
  )
}

interface EvaluatedImageProps {
  readonly run: string
  readonly index: number
  readonly walk?: Walk | undefined
}

/** One image of the last evaluation; the one before stays until it is there. */
function EvaluatedImage({ run, index, walk }: EvaluatedImageProps) {
  const query = useQuery({ ...evaluatedImage(run, index), placeholderData: (before) => before })
  const correction = useCorrection(run, index)
  const maps = useEvaluationMaps([{ run, index }])
  return (
    <Answered query={query}>
      {(image) => (
        <EvaluatedBoxes image={image} file={evaluatedFile(run, image.index)} {...{ walk, correction }} {...maps} />
      )}
    </Answered>
  )
}
