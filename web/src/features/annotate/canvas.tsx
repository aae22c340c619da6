// The canvas of the editor inside of React, with the buttons over it.
import { type RefObject, useEffect, useRef, useState } from 'react'
import type { Outline } from '../../annotate/outline.ts'
import { useImage } from '../../image/viewer.tsx'
import { Button } from '../../ui/button.tsx'
import { useSay } from '../../words/language-context.tsx'
import { Surface, type Shown, type SurfaceEvents } from './surface.ts'

interface CanvasProps extends Omit<Shown, 'image'>, Omit<SurfaceEvents, 'onPlainWheel'> {
  readonly surface: RefObject<Surface | undefined>
  readonly hint: string | undefined
  /** In the middle from the start. */
  readonly wanted: Outline | undefined
}

/** How long the hint stays, in milliseconds. */
const hintTime = 1500

export function Canvas({ surface, hint, wanted, onChange, onDrawn, onCorner, ...shown }: CanvasProps) {
  const say = useSay()
  const element = useRef<HTMLCanvasElement>(null)
  const { image, isGone } = useImage(shown.address)
  const [isWheelHinted, setWheelHinted] = useState(false)
  const events = { onChange, onDrawn, onCorner, onPlainWheel: () => setWheelHinted(true) }
  const latest = useRef<SurfaceEvents>(events)
  useEffect(() => {
    latest.current = events
  })
  useEffect(() => {
    if (element.current === null) return undefined
    const made = new Surface(element.current, latest)
    surface.current = made
    return () => made.remove()
  }, [surface])
  useEffect(() => surface.current?.show({ ...shown, image }))
  useEffect(() => {
    if (!isWheelHinted) return undefined
    const timer = setTimeout(() => setWheelHinted(false), hintTime)
    return () => clearTimeout(timer)
  }, [isWheelHinted])
  const last = shown.selection.length === 1 ? shown.selection[0] : undefined
  useEffect(() => {
    if (last !== undefined) surface.current?.reveal(last)
  }, [surface, last])
  useEffect(() => {
    if (wanted !== undefined) surface.current?.focusOn(wanted)
  }, [surface, wanted])
  const note = isGone ? say('viewer.gone') : isWheelHinted ? say('viewer.wheel') : hint
  return (
    <div className="viewer edit-viewer">
      <canvas ref={element} tabIndex={0} role="img" aria-label={say('edit.canvas', { n: shown.boxes.length })} />
      <div className="viewer-tools">
        {(['in', 'out', 'fit'] as const).map((way) => (
          <Button
            key={way}
            small
            icon={({ in: 'plus', out: 'minus', fit: 'fit' } as const)[way]}
            aria-label={say(`viewer.${way}`)}
            title={say(`viewer.${way}`)}
            onClick={() => surface.current?.zoom(way)}
          />
        ))}
      </div>
      {note !== undefined && <p className="viewer-note">{note}</p>}
    </div>
  )
}
