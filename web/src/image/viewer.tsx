// An image with boxes on one canvas, and buttons to zoom.
import { useEffect, useRef, useState } from 'react'
import { Button } from '../ui/button.tsx'
import { useSay } from '../words/language-context.tsx'
import type { ShownBox } from './boxes.ts'
import { Stage } from './stage.ts'

interface ViewerProps {
  /** Address of the image; it may be smaller than the size that boxes are measured in. */
  readonly address: string
  readonly width: number
  readonly height: number
  readonly boxes: readonly ShownBox[]
  readonly active: number | undefined
  /** Box to move into sight; changes when the list chooses one. */
  readonly reveal?: number | undefined
  readonly small?: boolean
  readonly onActive: (index: number | undefined) => void
}

export function Viewer({ address, width, height, boxes, active, reveal, small = false, onActive }: ViewerProps) {
  const say = useSay()
  const canvas = useRef<HTMLCanvasElement>(null)
  const stage = useRef<Stage>(undefined)
  const latest = useRef(onActive)
  const { image, isGone } = useImage(address)
  useEffect(() => {
    latest.current = onActive
  })
  useEffect(() => {
    if (canvas.current === null) return undefined
    stage.current = new Stage(canvas.current, { onActive: (index) => latest.current(index) })
    return () => stage.current?.remove()
  }, [])
  useEffect(() => stage.current?.show({ image, width, height, boxes, active }), [image, width, height, boxes, active])
  useEffect(() => {
    if (reveal !== undefined) stage.current?.reveal(reveal)
  }, [reveal])
  const tool = (icon: 'plus' | 'minus' | 'fit', word: 'viewer.in' | 'viewer.out' | 'viewer.fit', act: () => void) => (
    <Button small icon={icon} aria-label={say(word)} title={say(word)} onClick={act} />
  )
  return (
    <div className={small ? 'viewer small' : 'viewer'}>
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
      </div>
      {isGone && <p className="viewer-note">{say('viewer.gone')}</p>}
    </div>
  )
}

/** The image of an address once it is loaded; the one before stays until then. */
function useImage(address: string): { readonly image: HTMLImageElement | undefined; readonly isGone: boolean } {
  const [loaded, setLoaded] = useState<{ image?: HTMLImageElement; isGone: boolean }>({ isGone: false })
  useEffect(() => {
    let isCurrent = true
    const image = new Image()
    image.addEventListener('load', () => isCurrent && setLoaded({ image, isGone: false }))
    image.addEventListener('error', () => isCurrent && setLoaded({ isGone: true }))
    image.src = address
    return () => {
      isCurrent = false
    }
  }, [address])
  return { image: loaded.image, isGone: loaded.isGone }
}
