// What was found, how long it took, and how to take it along.
import type { Detection } from '../../../../src/server/api.ts'
import { AddToData } from '../../correct/add-to-data.tsx'
import { DetectionNotes } from '../../image/detection-notes.tsx'
import { Button } from '../../ui/button.tsx'
import { Message } from '../../ui/feedback.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { saveText } from '../../ui/save.ts'
import { useSay } from '../../words/language-context.tsx'
import { coordinateLines, labelled, readLines } from './boxes.ts'
import type { useReading } from './use-reading.ts'

interface ActionsProps {
  readonly detection: Detection
  /** Of the image; undefined while it is sent. */
  readonly upload: { readonly id: string } | undefined
  readonly texts: Detection['texts']
  readonly times: Detection['times'] | undefined
  readonly json: Detection['json'] | undefined
  readonly reading: ReturnType<typeof useReading>
}

const parts = ['open', 'decode', 'prepare', 'network', 'boxes'] as const

export function DetectionActions({ detection, upload, texts, times = detection.times, json, reading }: ActionsProps) {
  const say = useSay()
  const stem = detection.name.replace(/\.\w+$/, '')
  const save = (): void => saveText(`${stem}.json`, JSON.stringify(json ?? detection.json, null, 1), 'application/json')
  return (
    <>
      <p role="status">
        <strong>{say('detect.count', { n: texts.length })}</strong>{' '}
        <span className="soft small">
          {detection.name} · {detection.width} × {detection.height}
        </span>
      </p>
      <DetectionNotes notes={(json ?? detection.json).notes} />
      {reading.isReading && <p className="soft small">{say('detect.reading')}</p>}
      {reading.problem !== undefined && <Message tone="warn" title={say('detect.unread', { why: reading.problem })} />}
      <div className="row">
        {reading.texts !== undefined && (
          <>
            <CopyButton label={say('detect.copy')} text={() => readLines(reading.texts ?? [])} />
            <Button small onClick={() => saveText(`${stem}.txt`, `${readLines(reading.texts ?? [])}\n`, 'text/plain')}>
              {say('detect.text')}
            </Button>
          </>
        )}
        <CopyButton label={say('detect.coordinates')} text={() => coordinateLines(texts)} />
        <Button small onClick={save}>
          {say('detect.json')}
        </Button>
        {upload !== undefined && (
          <AddToData
            small
            key={detection.id}
            label={say('correct.add.one')}
            from={{ is: 'detection', upload: upload.id, model: detection.model, texts: labelled(texts, reading.texts) }}
          />
        )}
      </div>
      <p className="soft small num">
        {say('detect.times')}
        {say('colon')}
        {parts.map((part) => `${say(`detect.time.${part}`)} ${times[`${part}Ms`].toFixed(0)} ms`).join(' · ')}
      </p>
    </>
  )
}
