// One image of a data set with its labels, and what the network sees of it.
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { Result } from '../../../../src/server/api.ts'
import { address, answer, api } from '../../api/client.ts'
import { Answered } from '../../api/failure-message.tsx'
import { editAddress } from '../../correct/address.ts'
import type { ShownBox } from '../../image/boxes.ts'
import { ImageWithBoxes } from '../../image/image-with-boxes.tsx'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Field } from '../../ui/field.tsx'
import { useParameter } from '../../ui/use-url.ts'
import { useSay, useSpeech } from '../../words/language-context.tsx'
import { fileAddress, type Split } from './addresses.ts'

interface DataImageProps {
  readonly data: string
  readonly split: Split
  readonly index: number
  readonly total: number
  readonly onChoose: (index: string) => void
}

export function DataImage({ data, split, index, total, onChoose }: DataImageProps) {
  const say = useSay()
  const [line, setLine] = useParameter('line', '')
  const go = (to: number): void => {
    setLine('')
    onChoose(String(to))
  }
  const query = useQuery({
    queryKey: ['image', data, split, index],
    queryFn: () =>
      answer(api.datasets.image[':index'].$get({ param: { index: String(index) }, query: { data, split } })),
    placeholderData: (before) => before,
  })
  const texts = query.data?.texts
  const boxes = useMemo(() => (texts ?? []).map(labelledBox), [texts])
  const wanted = texts?.findIndex((text) => String(text.line) === line)
  return (
    <div className="stack">
      <div className="row">
        <Button onClick={() => onChoose('')}>{say('data.back')}</Button>
        <ButtonLink to={editAddress({ data, split, image: index, ...(line !== '' && { line: Number(line) }) })}>
          {say('data.correct.one')}
        </ButtonLink>
      </div>
      <Answered query={query}>
        {({ index: at, name, file, groundTruthFile, width, height }) => (
          <ImageWithBoxes
            image={fileAddress(data, split, at, 4096)}
            {...{ name, width, height, boxes }}
            first={wanted === undefined || wanted === -1 ? undefined : wanted}
            walk={{ at: index, total, go }}
          >
            <p>
              <strong className="break">{name}</strong>{' '}
              <span className="soft small">
                {width} × {height}
              </span>
            </p>
            <p className="mono soft break">
              {file}
              <br />
              {groundTruthFile}
              {line !== '' && ` · ${say('data.line', { line })}`}
            </p>
          </ImageWithBoxes>
        )}
      </Answered>
      <NetworkView {...{ data, split, index }} />
    </div>
  )
}

type Label = Result<'datasetImage'>['texts'][number]

function labelledBox({ box, transcript, ignore }: Label, index: number): ShownBox {
  return { box, kind: ignore ? 'ignored' : 'label', label: String(index + 1), detail: '', text: transcript }
}

function NetworkView({ data, split, index }: { readonly data: string; readonly split: Split; readonly index: number }) {
  const { say, language } = useSpeech()
  const [epoch, setEpoch] = useState(0)
  return (
    <Card title={say('data.view')}>
      <p className="soft small">{say('data.view.hint')}</p>
      <div className="row">
        <Field label={say('data.epoch')}>
          {(ids) => (
            <input
              {...ids}
              className="input"
              type="number"
              min={0}
              max={100_000}
              value={epoch}
              onChange={(event) => setEpoch(Math.max(0, Math.trunc(Number(event.target.value)) || 0))}
            />
          )}
        </Field>
      </div>
      <div className="scroll-x" tabIndex={0} role="region" aria-label={say('data.view')}>
        <img
          className="network-view"
          src={address(['datasets', 'image', index, 'network-view'], { data, split, epoch, language })}
          alt={`${say('data.view')} · ${say('data.epoch')} ${epoch}`}
        />
      </div>
    </Card>
  )
}
