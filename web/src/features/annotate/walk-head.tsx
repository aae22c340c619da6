// Above the image: which list, in which order, how far, and every image with what is known of it.
import { useState } from 'react'
import type { Result } from '../../../../src/server/api.ts'
import { Button } from '../../ui/button.tsx'
import { Badge } from '../../ui/feedback.tsx'
import { SelectField } from '../../ui/field.tsx'
import { useSay } from '../../words/language-context.tsx'
import { type Order, orders, type Split } from './editing.ts'

interface HeadProps {
  readonly state: Result<'editingState'>
  readonly split: Split
  readonly order: Order
  /** Place of the image in the walk. */
  readonly at: number
  readonly images: Result<'editedImages'>['images']
  readonly step: (by: -1 | 1) => void
  readonly setSplit: (split: string) => void
  readonly setOrder: (order: string) => void
  /** Goes to an image of the list. */
  readonly choose: (index: number) => void
}

export function WalkHead({ state, split, order, at, images, step, setSplit, setOrder, choose }: HeadProps) {
  const say = useSay()
  return (
    <>
      <div className="row edit-head">
        <SplitField {...{ state, split }} onChange={setSplit} />
        <SelectField
          label={say('edit.order')}
          value={order}
          options={orders.map((value) => ({ value, label: say(`edit.order.${value}`) }))}
          onChange={setOrder}
        />
        <Progress {...state[split]} />
        <Places at={at} total={images.length} name={images[at]?.name} step={step} />
      </div>
      <ImageList {...{ images, at, choose }} />
    </>
  )
}

/** Images that are added to the list at a time. */
const pageSize = 100

function ImageList({ images, at, choose }: Pick<HeadProps, 'images' | 'at' | 'choose'>) {
  const say = useSay()
  const [isShown, setShown] = useState(false)
  const [count, setCount] = useState(pageSize)
  return (
    <details className="fold" onToggle={(event) => setShown(event.currentTarget.open)}>
      <summary>{say('edit.images')}</summary>
      {isShown && (
        <>
          <ol className="edit-images small" aria-label={say('edit.images')}>
            {images.slice(0, count).map(({ index, name, texts, reviewed, isMachineMade, disagreement }, place) => (
              <li key={index}>
                <button type="button" className="link break" aria-current={place === at} onClick={() => choose(index)}>
                  {name}
                </button>{' '}
                <span className="soft">{say('edit.history.texts', { n: texts })}</span>{' '}
                {reviewed && <Badge tone="good">{say('edit.reviewed')}</Badge>}
                {!reviewed && isMachineMade && <Badge>{say('edit.history.label')}</Badge>}
                {disagreement > 0 && <Badge tone="warn">{say('edit.differs', { n: disagreement })}</Badge>}
              </li>
            ))}
          </ol>
          {count < images.length && (
            <Button small onClick={() => setCount(count + pageSize)}>
              {say('batch.more', { shown: count, total: images.length })}
            </Button>
          )}
        </>
      )}
    </details>
  )
}

interface SplitFieldProps extends Pick<HeadProps, 'state'> {
  readonly split: Split
  readonly onChange: (split: string) => void
}

function SplitField({ state, split, onChange }: SplitFieldProps) {
  const say = useSay()
  return (
    <SelectField
      label={say('data.split')}
      value={split}
      options={(['train', 'test'] as const).map((value) => ({
        value,
        label: say('counted', { what: say(`data.split.${value}`), n: state[value].images }),
      }))}
      onChange={onChange}
    />
  )
}

function Progress({ images, reviewed }: { readonly images: number; readonly reviewed: number }) {
  const say = useSay()
  const label = say('edit.progress', { reviewed, total: images })
  return (
    <div className="stack edit-progress">
      <span className="num" role="status">
        {label}
      </span>
      <progress aria-label={label} value={reviewed} max={Math.max(1, images)} />
    </div>
  )
}

interface PlacesProps {
  readonly at: number
  readonly total: number
  readonly name: string | undefined
  readonly step: (by: -1 | 1) => void
}

function Places({ at, total, name, step }: PlacesProps) {
  const say = useSay()
  return (
    <div className="row">
      <Button
        icon="back"
        aria-label={say('data.previous.image')}
        title={`${say('data.previous.image')} [`}
        disabled={at <= 0}
        onClick={() => step(-1)}
      />
      <span className="num">
        {Math.min(total, at + 1)} / {total}
      </span>
      <Button
        icon="forward"
        aria-label={say('data.next.image')}
        title={`${say('data.next.image')} ]`}
        disabled={at + 1 >= total}
        onClick={() => step(1)}
      />
      {name !== undefined && <strong className="break">{name}</strong>}
    </div>
  )
}
