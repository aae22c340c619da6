// The one viewer of all pages: image and list side by side, linked; filters, numbers, a map over the image, the way to the next image.
import { Fragment, type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import type { BoxKind, ShownBox } from './boxes.ts'
import { BoxList } from './box-list.tsx'
import { FullButton, useFullScreen } from './full-screen.tsx'
import { KindFilter } from './kind-filter.tsx'
import { useOverlay } from './overlay.ts'
import { stepOf, useWalkKeys, type Walk, WalkButtons } from './walk.tsx'
import { Viewer } from './viewer.tsx'
import { ViewerBar } from './viewer-bar.tsx'

export interface ImageWithBoxesProps {
  readonly image: string
  /** The image's own name, with or without its folder. */
  readonly name: string
  readonly width: number
  readonly height: number
  readonly boxes: readonly ShownBox[]
  /** Lit and in the middle from the start: a box that a link points to. */
  readonly first?: number | undefined
  readonly hiddenAtFirst?: readonly BoxKind[]
  /** Probability maps of the image: of the result, or of each of the two sides. */
  readonly maps?: readonly ShownMap[] | undefined
  /** Maps that are computed when somebody looks: told whether somebody does. */
  readonly onMaps?: ((on: boolean) => void) | undefined
  /** What the two results are called whose boxes have a side. */
  readonly sides?: readonly [before: string, after: string] | undefined
  /** The images before and after this one. */
  readonly walk?: Walk | undefined
  /** Above the list. */
  readonly children?: ReactNode
}

/** A probability map. */
export interface ShownMap {
  /** Absent while it is computed, and where it cannot be. */
  readonly address?: string | undefined
  /** Beside the switch: what it was computed with, or why there is none. */
  readonly note?: ReactNode
}

const none: readonly never[] = []

export function ImageWithBoxes(props: ImageWithBoxesProps) {
  const { image, name, width, height, boxes, first, hiddenAtFirst = none, sides, walk, children } = props
  const place = useRef<HTMLDivElement>(null)
  const full = useFullScreen(place)
  const [hidden, setHidden] = useState(hiddenAtFirst)
  const [shows, setShows] = useState({ boxes: true, numbers: true })
  const [slider, setSlider] = useState(0.5)
  const { map, setMap, overlay, notes } = useMaps(props)
  const shown = useMemo(() => boxes.filter(({ kind }) => !hidden.includes(kind)), [boxes, hidden])
  const { active, reveal, setActive, choose } = useActive(
    image,
    first === undefined ? -1 : shown.indexOf(boxes[first]!),
  )
  useWalkKeys(walk)
  const keys: Readonly<Record<string, () => void>> = {
    f: full.toggle,
    b: () => setShows({ ...shows, boxes: !shows.boxes }),
    l: () => setShows({ ...shows, numbers: !shows.numbers }),
  }
  return (
    <div className="split" ref={place}>
      <div className="stack">
        <Viewer
          address={image}
          {...{ width, height, active, reveal }}
          boxes={shows.boxes ? shown : []}
          numbers={shows.numbers}
          overlay={overlay}
          slider={sides && slider}
          onActive={setActive}
          onStep={stepOf(walk)}
          onKey={(key) => {
            keys[key]?.()
            return key in keys
          }}
        >
          <FullButton full={full} />
          <WalkButtons walk={walk} />
        </Viewer>
        <ViewerBar
          {...{ image, name, width, height, shows, sides, slider }}
          boxes={shown}
          map={map}
          onShows={setShows}
          onMap={setMap}
          onSlider={setSlider}
        />
        {notes}
      </div>
      <div className="stack">
        {children}
        <KindFilter boxes={boxes} hidden={hidden} onHidden={setHidden} />
        <BoxList boxes={shown} isFiltered={boxes.length > 0} active={active} onActive={setActive} onChoose={choose} />
      </div>
    </div>
  )
}

/** The switch of the maps, what they look like, and what is said of them. */
function useMaps({ maps = none, onMaps }: Pick<ImageWithBoxesProps, 'maps' | 'onMaps'>) {
  const [state, setState] = useState({ on: false, opacity: 0.6 })
  const shown = state.on ? maps : none
  const first = useOverlay(shown[0]?.address)
  const second = useOverlay(shown[1]?.address)
  const { opacity } = state
  const overlay = useMemo(() => ({ images: [first, second], opacity }), [first, second, opacity])
  // Also at the start: another viewer may have been left with its maps on.
  useEffect(() => onMaps?.(state.on), [state.on])
  const notes = shown.map(({ note }, side) => note !== undefined && <Fragment key={side}>{note}</Fragment>)
  return { map: maps.length === 0 ? undefined : state, setMap: setState, overlay, notes }
}

/** Which box is lit, and which one was asked to be put into the middle; another image begins anew. */
function useActive(image: string, first: number) {
  const start = first === -1 ? undefined : first
  const [state, setState] = useState({ image, first, active: start, reveal: start })
  if (state.image !== image || state.first !== first) setState({ image, first, active: start, reveal: start })
  return {
    active: state.active,
    reveal: state.reveal,
    setActive: (active: number | undefined) => setState((now) => ({ ...now, active })),
    choose: (index: number) => setState((now) => ({ ...now, active: index, reveal: index })),
  }
}
