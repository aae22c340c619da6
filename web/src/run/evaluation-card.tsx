// The pictures of the last evaluation, worst first, each with what was found, what was missed and what was wrong.
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { address, answer, api } from '../api/client.ts'
import { Answered } from '../api/failure-message.tsx'
import { useEvaluation } from '../api/queries.ts'
import { PictureWithBoxes } from '../picture/picture-with-boxes.tsx'
import { Card } from '../ui/card.tsx'
import { CheckField } from '../ui/field.tsx'
import { Empty } from '../ui/feedback.tsx'
import { fileName, score } from '../ui/format.ts'
import { useParameter } from '../ui/use-url.ts'
import { useSay } from '../words/language-context.tsx'
import { evaluatedBoxes, outcomes, type Outcome } from './evaluated-boxes.ts'

interface EvaluationCardProps {
  readonly run: string
  readonly isEvaluated: boolean
  /** At most this many tiles; all without it. */
  readonly limit?: number
}

export function EvaluationCard({ run, isEvaluated, limit = 60 }: EvaluationCardProps) {
  const say = useSay()
  const query = useEvaluation(run, isEvaluated)
  const [picture, choose] = useParameter('picture', '')
  const [shown, setShown] = useState(limit)
  if (!isEvaluated)
    return (
      <Card title={say('run.evaluation')}>
        <Empty>{say('run.evaluation.none')}</Empty>
      </Card>
    )
  return (
    <Card title={say('run.evaluation')}>
      <Answered query={query}>
        {({ epoch, fScore, pictures }) => (
          <>
            <p className="soft small">
              {say('run.evaluation.epoch', { epoch })} · {say('score.f')} {score(fScore)}
            </p>
            {picture !== '' && <EvaluatedPicture run={run} index={Number(picture)} />}
            <ul className="gallery">
              {pictures.slice(0, shown).map((one) => (
                <li key={one.index}>
                  <button
                    type="button"
                    className="tile"
                    aria-pressed={String(one.index) === picture}
                    onClick={() => choose(String(one.index) === picture ? '' : String(one.index))}
                  >
                    <img
                      src={address(['runs', run, 'evaluation', one.index, 'picture'], { side: 320 })}
                      alt=""
                      loading="lazy"
                    />
                    <span className="caption">
                      {fileName(one.image)} · F {score(one.fScore)}
                      <br />
                      {say('run.evaluation.counts', one)}
                    </span>
                  </button>
                </li>
              ))}
            </ul>
            {pictures.length > shown && (
              <button type="button" className="button" onClick={() => setShown(shown + limit)}>
                {shown} / {pictures.length} +
              </button>
            )}
          </>
        )}
      </Answered>
    </Card>
  )
}

/** One picture of an evaluation with switches for each outcome. */
export function EvaluatedPicture({ run, index }: { readonly run: string; readonly index: number }) {
  const say = useSay()
  const query = useQuery({
    queryKey: ['run', run, 'evaluation', index],
    queryFn: () => answer(api.runs[':run'].evaluation[':index'].$get({ param: { run, index: String(index) } })),
  })
  const [hidden, setHidden] = useState<readonly Outcome[]>(['ignored'])
  const boxes = useMemo(
    () => (query.data === undefined ? [] : evaluatedBoxes(query.data, hidden)),
    [query.data, hidden],
  )
  return (
    <Answered query={query}>
      {({ width, height }) => (
        <PictureWithBoxes
          picture={address(['runs', run, 'evaluation', index, 'picture'])}
          width={width ?? 800}
          height={height ?? 800}
          boxes={boxes}
        >
          <div className="stack">
            {outcomes.map((outcome) => (
              <CheckField
                key={outcome}
                label={<span className={`outcome ${outcome}`}>{say(`box.${outcome}`)}</span>}
                checked={!hidden.includes(outcome)}
                onChange={(on) => setHidden(on ? hidden.filter((one) => one !== outcome) : [...hidden, outcome])}
              />
            ))}
          </div>
        </PictureWithBoxes>
      )}
    </Answered>
  )
}
