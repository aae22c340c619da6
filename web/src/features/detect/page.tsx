// The page that finds texts on one image.
import { useMemo } from 'react'
import { imageAccept } from '../../../../src/core/image-endings.ts'
import { FailureMessage } from '../../api/failure-message.tsx'
import { ModelField, useChosenModel } from '../../model/model-field.tsx'
import { ThresholdField, useThreshold } from '../../model/threshold-field.tsx'
import { ImageWithBoxes } from '../../image/image-with-boxes.tsx'
import { Card, Page } from '../../ui/card.tsx'
import { DropZone } from '../../ui/drop-zone.tsx'
import { ProgressBar } from '../../ui/feedback.tsx'
import { address } from '../../api/client.ts'
import { useParameter } from '../../ui/use-url.ts'
import { useSay } from '../../words/language-context.tsx'
import { DetectionActions } from './actions.tsx'
import { shownBoxes } from './boxes.ts'
import { useDetection } from './use-detection.ts'
import { useReading } from './use-reading.ts'
import { useResting } from './use-resting.ts'
import { OtherModel, useOtherModel } from './other-model.tsx'

export function DetectPage() {
  const say = useSay()
  const [asked, setModel] = useParameter('model', '')
  const model = useChosenModel(asked)
  const [threshold, setThreshold] = useThreshold(model)
  const { detection, upload, texts, times, json, isBusy, failure, take } = useDetection(model?.reference, threshold)
  const reading = useReading(detection?.id, useResting(threshold), texts.length)
  const boxes = useMemo(() => shownBoxes(texts, reading.texts), [texts, reading.texts])
  const [otherModel, setOther] = useParameter('other', '')
  const other = useOtherModel(boxes, { detection, upload, model: otherModel })
  return (
    <Page title={say('page.detect')} sentence={say('detect.sentence')}>
      <div className="columns">
        <DropZone
          label={say('detect.drop')}
          choose={say(detection === undefined ? 'do.choose' : 'detect.another')}
          accept={imageAccept}
          paste
          onFiles={([given]) => given !== undefined && take(given.file)}
        />
        <Card>
          <ModelField value={model?.reference ?? ''} onChange={setModel} />
          <ThresholdField hint="detect.threshold.hint" value={threshold} onChange={setThreshold} />
          {detection !== undefined && <OtherModel value={otherModel} without={model?.reference} onChange={setOther} />}
        </Card>
      </div>
      <FailureMessage failure={failure ?? other.failure} />
      {isBusy && <ProgressBar label={say('detect.working')} done={0} total={0} />}
      {detection !== undefined && (
        <ImageWithBoxes
          image={address(['detections', detection.id, 'image'], { side: 4096 })}
          name={detection.name}
          maps={mapsOf(detection.id, other.id)}
          sides={other.sides}
          width={detection.width}
          height={detection.height}
          boxes={other.boxes ?? boxes}
        >
          <DetectionActions {...{ detection, upload, texts, times, reading }} json={reading.json ?? json} />
        </ImageWithBoxes>
      )}
    </Page>
  )
}

/** One, or one for each side. */
function mapsOf(...ids: readonly (string | undefined)[]) {
  return ids.flatMap((id) => (id === undefined ? [] : [{ address: address(['detections', id, 'map']) }]))
}
