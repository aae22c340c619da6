// An image with boxes on one canvas, and buttons over it: zoom, full screen, the image before and after.
import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react'
import { Button } from '../ui/button.tsx'
import type { IconName } from '../ui/icon.tsx'
import type { WordKey } from '../words/catalogue.ts'
import { useSay } from '../words/language-context.tsx'
import type { ShownBox } from './boxes.ts'
import type { Overlay } from './paint.ts'
import { Stage, type StageEvents } from './stage.ts'

export interface ViewerProps {
  /** Address of the image; it may be smaller than the size that boxes are measured in. */
  readonly address: string
  readonly width: number
  readonly height: number
  readonly boxes: readonly ShownBox[]
  readonly active: number | undefined
  /** Box to put into the middle; changes when the list chooses one. */
  readonly reveal?: number | undefined
  readonly numbers?: boolean
  /** Painted over the image; opacity 0 to 1. */
  readonly overlay?: Overlay | undefined
  /** Where the one result ends and the other begins, 0 to 1. */
  readonly slider?: number | undefined
  readonly onActive: (index: number | undefined) => void
  readonly onStep?: ((by: -1 | 1) => void) | undefined
  /** `f`, `b`, `l`; true when the key meant something. */
  readonly onKey?: (key: string) => boolean
  /** Beside the buttons. */
  readonly children?: ReactNode
}

const noKey = (): boolean => false
/** How long the hint stays, in milliseconds. */
const hintTime = 1500

export function Viewer(props: ViewerProps) {
  const { address, width, height, boxes, active, reveal, numbers = true, overlay, slider, children } = props
  const say = useSay()
  const canvas = useRef<HTMLCanvasElement>(null)
  const [hint, showHint] = useHint()
  const { image, isGone } = useImage(address)
  const stage = useStage(canvas, {
    onActive: props.onActive,
    onStep: props.onStep,
    onPlainWheel: showHint,
    onKey: props.onKey ?? noKey,
  })
  useEffect(
    () => stage.current?.show({ address, image, width, height, boxes, active, numbers, overlay, slider }),
    [stage, address, image, width, height, boxes, active, numbers, overlay, slider],
  )
  useEffect(() => {
    if (reveal !== undefined) stage.current?.reveal(reveal)
  }, [stage, reveal, address])
  const tool = (icon: IconName, word: WordKey, act: () => void) => (
    <Button small icon={icon} aria-label={say(word)} title={say(word)} onClick={act} />
  )
  return (
    <div className="viewer">
      <canvas
        ref={canvas}
        tabIndex={0}
        role="img"
        aria-label={say('counted', { what: say('viewer.image'), n: boxes.length })}
      />
      <div className="viewer-tools">
        {tool('plus', 'viewer.in', () => stage.current?.zoom('in'))}
        {tool('minus', 'viewer.out', () => stage.current?.zoom('out'))}
        {tool('fit', 'viewer.fit', () => stage.current?.zoom('fit'))}
        {children}
      </div>
      {isGone && <p className="viewer-note">{say('viewer.gone')}</p>}
      {hint && <p className="viewer-note">{say('viewer.wheel')}</p>}
    </div>
  )
}

function useStage(canvas: RefObject<HTMLCanvasElement | null>, events: StageEvents): RefObject<Stage | undefined> {
  const stage = useRef<Stage>(undefined)
  const latest = useRef(events)
  useEffect(() => {
    latest.current = events
  })
  useEffect(() => {
    if (canvas.current === null) return undefined
    stage.current = new Stage(canvas.current, latest)
    return () => stage.current?.remove()
  }, [canvas])
  return stage
}

function useHint(): readonly [boolean, () => void] {
  const [isShown, setShown] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const show = (): void => {
    setShown(true)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setShown(false), hintTime)
  }
  return [isShown, show]
}

interface LoadedImage {
  readonly image: HTMLImageElement | undefined
  readonly isGone: boolean
}

/** The image of an address once it is loaded; until then none: boxes of one image must not lie on another. */
export function useImage(address: string | undefined): LoadedImage {
  const [loaded, setLoaded] = useState<LoadedImage & { readonly of?: string }>({ image: undefined, isGone: false })
  useEffect(() => {
    if (address === undefined) return undefined
    let isCurrent = true
    const image = new Image()
    image.addEventListener('load', () => isCurrent && setLoaded({ of: address, image, isGone: false }))
    image.addEventListener('error', () => isCurrent && setLoaded({ of: address, image: undefined, isGone: true }))
    image.src = address
    return () => {
      isCurrent = false
    }
  }, [address])
  return loaded.of === address ? loaded : { image: undefined, isGone: false }
}
