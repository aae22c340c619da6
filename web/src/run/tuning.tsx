// Other thresholds for the test set of a run: sliders, with the scores and the boxes changing as they move.
import { useState } from 'react'
import type { Result, Tuning as Session } from '../../../src/server/api.ts'
import { address } from '../api/client.ts'
import { Answered } from '../api/failure-message.tsx'
import { Button } from '../ui/button.tsx'
import { FactTiles } from '../ui/card.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Field } from '../ui/field.tsx'
import { ProgressBar } from '../ui/feedback.tsx'
import { score } from '../ui/format.ts'
import { useParameter } from '../ui/use-url.ts'
import { useSay } from '../words/language-context.tsx'
import { ErrorKinds } from './error-kinds.tsx'
import { EvaluatedBoxes, Gallery } from './gallery.tsx'
import { changedFlags, signed, tunableRanges } from './tunables.ts'
import { type Tunables, useTunedPicture, useTuning, useTuningReport } from './use-tuning.ts'

export function Tuning({ run, limit }: { readonly run: string; readonly limit: number }) {
  const session = useTuning(run)
  return (
    <Answered query={session}>{(begun) => <Sliders key={begun.id} {...{ run, limit, session: begun }} />}</Answered>
  )
}

interface SlidersProps {
  readonly run: string
  readonly limit: number
  readonly session: Session
}

function Sliders({ run, limit, session: { id, own, available, pictures } }: SlidersProps) {
  const say = useSay()
  const [values, setValues] = useState<Tunables>(own)
  const report = useTuningReport(id, values)
  const flags = changedFlags(values, own)
  const command = `ocrdet export ${run} ${flags}`
  return (
    <>
      <p className="soft small">
        {say('tune.sentence')} {pictures < available && say('tune.part', { pictures, available })}
      </p>
      <div className="form-grid">
        {tunableRanges.map(({ name, min, max, step }) => (
          <Field
            key={name}
            label={`${say(`tune.${name}`)} ${values[name].toFixed(2)}`}
            hint={say('tune.own', { value: own[name].toFixed(2) })}
          >
            {(ids) => (
              <input
                {...ids}
                type="range"
                {...{ min, max, step }}
                value={values[name]}
                onChange={(event) => setValues({ ...values, [name]: Number(event.target.value) })}
              />
            )}
          </Field>
        ))}
      </div>
      {flags !== '' && (
        <p className="row">
          <Button small onClick={() => setValues(own)}>
            {say('tune.reset')}
          </Button>
          <span className="soft small">{say('tune.keep')}</span>
          <code className="break">{command}</code>
          <CopyButton text={() => command} />
        </p>
      )}
      <Answered query={report}>{(told) => <Report {...{ id, told, limit, values }} />}</Answered>
    </>
  )
}

interface ReportProps {
  readonly id: string
  readonly told: Result<'tuningReport'>
  readonly limit: number
  readonly values: Tunables
}

function Report({ id, told, limit, values }: ReportProps) {
  const say = useSay()
  const [picture, choose] = useParameter('picture', '')
  const { done, pictures, scores, ownScores, difference, perPicture, errors } = told
  const withGain = (name: 'fScore' | 'precision' | 'recall'): string => {
    const gain = scores[name] - ownScores[name]
    return Math.abs(gain) < 0.0005 ? score(scores[name]) : `${score(scores[name])} (${signed(gain)})`
  }
  return (
    <>
      {done < pictures && <ProgressBar label={say('tune.looking')} done={done} total={pictures} />}
      <FactTiles
        facts={[
          [say('score.f'), withGain('fScore')],
          [say('score.precision'), withGain('precision')],
          [say('score.recall'), withGain('recall')],
          [say('tune.boxes'), String(scores.detections)],
        ]}
      />
      <Verdict difference={difference} pictures={done} />
      {picture !== '' && <TunedPicture {...{ id, index: picture, values }} />}
      <ErrorKinds errors={errors} onPicture={choose} />
      <Gallery
        {...{ pictures: perPicture, limit, chosen: picture, onChoose: choose }}
        fileOf={(index) => address(['tunings', id, 'pictures', index, 'picture'], { side: 320 })}
      />
    </>
  )
}

interface VerdictProps {
  readonly difference: Result<'tuningReport'>['difference']
  readonly pictures: number
}

/** Whether the difference to the model's own thresholds is more than noise; nothing where there is none. */
function Verdict({ difference: { verdict, interval, confidence = 0 }, pictures }: VerdictProps) {
  const say = useSay()
  if (verdict === 'same') return null
  const [low, high] = interval ?? [0, 0]
  return (
    <p className="small">
      {interval !== undefined &&
        say('tune.interval', { percent: 100 * confidence, low: signed(low), high: signed(high) })}{' '}
      {say(`tune.${verdict}`, { pictures })}
    </p>
  )
}

interface PictureProps {
  readonly id: string
  readonly index: string
  readonly values: Tunables
}

function TunedPicture({ id, index, values }: PictureProps) {
  const query = useTunedPicture(id, index, values)
  return (
    <Answered query={query}>
      {(picture) => (
        <EvaluatedBoxes key={index} picture={picture} file={address(['tunings', id, 'pictures', index, 'picture'])} />
      )}
    </Answered>
  )
}
