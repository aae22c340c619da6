// A part of the page over the whole screen, and back; real full screen of the browser, which Escape ends.
import { type RefObject, useEffect, useState } from 'react'
import { Button } from '../ui/button.tsx'
import { useSay } from '../words/language-context.tsx'

interface FullScreen {
  /** Some telephones have none. */
  readonly isPossible: boolean
  readonly isOn: boolean
  readonly toggle: () => void
}

export function useFullScreen(place: RefObject<HTMLElement | null>): FullScreen {
  const [isOn, setOn] = useState(false)
  useEffect(() => {
    const follow = (): void =>
      setOn(document.fullscreenElement !== null && document.fullscreenElement === place.current)
    document.addEventListener('fullscreenchange', follow)
    return () => document.removeEventListener('fullscreenchange', follow)
  }, [place])
  const toggle = (): void => {
    if (document.fullscreenElement === null) void place.current?.requestFullscreen()
    else void document.exitFullscreen()
  }
  return { isPossible: document.fullscreenEnabled, isOn, toggle }
}

export function FullButton({ full }: { readonly full: FullScreen }) {
  const say = useSay()
  if (!full.isPossible) return null
  const name = say(full.isOn ? 'viewer.full.end' : 'viewer.full')
  return <Button small icon={full.isOn ? 'fullEnd' : 'full'} aria-label={name} title={name} onClick={full.toggle} />
}
