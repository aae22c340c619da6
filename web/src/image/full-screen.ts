// A part of the page over the whole screen, and back; real full screen of the browser, which Escape ends.
import { type RefObject, useEffect, useState } from 'react'

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
