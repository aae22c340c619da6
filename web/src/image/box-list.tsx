// The list of boxes beside an image: hover and focus show the box, a click moves it into sight.
import { useEffect, useRef } from 'react'
import { Link } from 'wouter'
import { Icon } from '../ui/icon.tsx'
import { useSay } from '../words/language-context.tsx'
import { cornersText, type ShownBox } from './boxes.ts'

interface BoxListProps {
  readonly boxes: readonly ShownBox[]
  /** There are boxes, and the filter hides them all. */
  readonly isFiltered: boolean
  readonly active: number | undefined
  readonly onActive: (index: number | undefined) => void
  readonly onChoose: (index: number) => void
}

export function BoxList({ boxes, isFiltered, active, onActive, onChoose }: BoxListProps) {
  const say = useSay()
  const list = useRef<HTMLOListElement>(null)
  useEffect(() => {
    const row = active === undefined ? undefined : list.current?.children[active]
    const isHere = list.current?.matches(':hover, :focus-within') === true
    if (!isHere) row?.scrollIntoView({ block: 'nearest' })
  }, [active])
  if (boxes.length === 0) return <p className="soft">{say(isFiltered ? 'viewer.filtered' : 'viewer.none')}</p>
  return (
    <ol className="box-list" ref={list} aria-label={say('viewer.boxes')}>
      {boxes.map((shown, index) => (
        <li key={index} className={shown.correct === undefined ? undefined : 'correctable'}>
          <button
            type="button"
            className="box-row"
            aria-current={index === active}
            onPointerEnter={() => onActive(index)}
            onPointerLeave={() => onActive(undefined)}
            onFocus={() => onActive(index)}
            onClick={() => onChoose(index)}
          >
            <span>{shown.label}</span>
            {shown.text !== undefined && <bdi className="read">{shown.text}</bdi>}
            <span className="nowrap">{shown.detail}</span>
            <span className="where">{cornersText(shown.box)}</span>
            {shown.remark !== undefined && <bdi className="remark soft">{shown.remark}</bdi>}
          </button>
          {shown.correct !== undefined && (
            <Link
              className="button small quiet"
              href={shown.correct}
              title={say('correct.label')}
              aria-label={`${say('correct.label')}${say('colon')}${shown.label}`}
            >
              <Icon name="edit" size={16} />
            </Link>
          )}
        </li>
      ))}
    </ol>
  )
}
