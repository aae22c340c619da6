// Image and list side by side, linked: what is under the pointer in one is lit in the other.
import { type ReactNode, useState } from 'react'
import type { ShownBox } from './boxes.ts'
import { BoxList } from './box-list.tsx'
import { Viewer } from './viewer.tsx'

interface ImageWithBoxesProps {
  readonly image: string
  readonly width: number
  readonly height: number
  readonly boxes: readonly ShownBox[]
  /** Lit from the start: a box that a link points to. */
  readonly first?: number | undefined
  /** Above the list. */
  readonly children?: ReactNode
}

export function ImageWithBoxes({ image, width, height, boxes, first, children }: ImageWithBoxesProps) {
  const [active, setActive] = useState(first)
  const [reveal, setReveal] = useState(first)
  return (
    <div className="split">
      <Viewer {...{ address: image, width, height, boxes, active, reveal }} onActive={setActive} />
      <div className="stack">
        {children}
        <BoxList
          boxes={boxes}
          active={active}
          onActive={setActive}
          onChoose={(index) => {
            setActive(index)
            setReveal(index)
          }}
        />
      </div>
    </div>
  )
}
