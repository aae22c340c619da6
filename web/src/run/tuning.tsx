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
import { EvaluatedBoxes, Gallery, walkAlong } from './gallery.tsx'
import type { Walk } from '../image/walk.tsx'
import { changedFlags, signed, tunableRanges } from './tunables.ts'
import { type Tunables, useTunedImage, useTuning, useTuningReport } from './use-tuning.ts'

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

function Sliders({ run, limit, session: { id, own, available, images } }: SlidersProps) {
  const say = useSay()
  const [values, setValues] = useState<Tunables>(own)
  const report = useTuningReport(id, values)
  const flags = changedFlags(values, own)
  const command = `ocrdet export ${run} ${flags}`
  return (
    <>
      <p className="soft small">
        {say('tune.sentence')} {images < available && say('tune.part', { images, available })}
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
      <Answered query={report}>{(reported) => <Report {...{ id, reported, limit, values }} />}</Answered>
    </>
  )
}

interface ReportProps {
  readonly id: string
  readonly reported: Result<'tuningReport'>
  readonly limit: number
  readonly values: Tunables
}

function Report({ id, reported, limit, values }: ReportProps) {
  const say = useSay()
  const [image, choose] = useParameter('image', '')
  const { done, images, scores, ownScores, difference, perImage, errors } = reported
  const withGain = (name: 'fScore' | 'precision' | 'recall'): string => {
    const gain = scores[name] - ownScores[name]
    return Math.abs(gain) < 0.0005 ? score(scores[name]) : `${score(scores[name])} (${signed(gain)})`
  }
  return (
    <>
      {done < images && <ProgressBar label={say('tune.looking')} done={done} total={images} />}
      <FactTiles
        facts={[
          [say('score.f'), withGain('fScore')],
          [say('score.precision'), withGain('precision')],
          [say('score.recall'), withGain('recall')],
          [say('tune.boxes'), String(scores.detections)],
        ]}
      />
      <Verdict difference={difference} images={done} />
      {image !== '' && <TunedImage {...{ id, index: image, values }} walk={walkAlong(perImage, image, choose)} />}
      <ErrorKinds errors={errors} onImage={choose} />
      <Gallery
        {...{ images: perImage, limit, chosen: image, onChoose: choose }}
        fileOf={(index) => address(['tunings', id, 'images', index, 'image'], { side: 320 })}
      />
    </>
  )
}

interface VerdictProps {
  readonly difference: Result<'tuningReport'>['difference']
  readonly images: number
}

/** Whether the difference to the model's own thresholds is more than noise; nothing where there is none. */
function Verdict({ difference: { verdict, interval, confidence = 0 }, images }: VerdictProps) {
  const say = useSay()
  if (verdict === 'same') return null
  const [low, high] = interval ?? [0, 0]
  return (
    <p className="small">
      {interval !== undefined &&
        say('tune.interval', { percent: 100 * confidence, low: signed(low), high: signed(high) })}{' '}
      {say(`tune.${verdict}`, { images })}
    </p>
  )
}

interface ImageProps {
  readonly id: string
  readonly index: string
  readonly values: Tunables
  readonly walk: Walk | undefined
}

function TunedImage({ id, index, values, walk }: ImageProps) {
  const query = useTunedImage(id, index, values)
  return (
    <Answered query={query}>
      {(image) => (
        <EvaluatedBoxes
          image={image}
          file={address(['tunings', id, 'images', image.index, 'image'])}
          maps={[{ address: address(['tunings', id, 'images', image.index, 'map']) }]}
          walk={walk}
        />
      )}
    </Answered>
  )
}
