// From one image to the next: buttons, and the arrow keys wherever nothing else needs them.
import { useEffect, useRef } from 'react'
import { Button } from '../ui/button.tsx'
import { useSay } from '../words/language-context.tsx'

/** Where an image stands among others. */
export interface Walk {
  /** From 0. */
  readonly at: number
  readonly total: number
  readonly go: (at: number) => void
}

/** Elements with arrow keys of their own. */
const busy = 'input, select, textarea, canvas, [role=tab], [role=slider], [contenteditable=true]'

/** Left and right go to the image before and after while the focus is on nothing that uses these keys itself. */
export function useWalkKeys(walk: Walk | undefined): void {
  const latest = useRef(walk)
  useEffect(() => {
    latest.current = walk
  })
  useEffect(() => {
    const step = (event: KeyboardEvent): void => {
      const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
      const isBusy = event.target instanceof Element && event.target.matches(busy)
      if (by === undefined || isBusy || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
      if (latest.current !== undefined) goTo(latest.current, latest.current.at + by)
    }
    addEventListener('keydown', step)
    return () => removeEventListener('keydown', step)
  }, [])
}

function goTo({ total, go }: Walk, at: number): void {
  if (at >= 0 && at < total) go(at)
}

/** The way on, for `onStep` of a viewer. */
export function stepOf(walk: Walk | undefined): ((by: -1 | 1) => void) | undefined {
  return walk && ((by) => goTo(walk, walk.at + by))
}

export function WalkButtons({ walk }: { readonly walk: Walk | undefined }) {
  const say = useSay()
  if (walk === undefined) return null
  const step = stepOf(walk)
  return (
    <>
      <Button
        small
        icon="back"
        aria-label={say('data.previous.image')}
        title={`${say('data.previous.image')} ←`}
        disabled={walk.at === 0}
        onClick={() => step?.(-1)}
      />
      <span className="viewer-place num small">
        {walk.at + 1} / {walk.total}
      </span>
      <Button
        small
        icon="forward"
        aria-label={say('data.next.image')}
        title={`${say('data.next.image')} →`}
        disabled={walk.at + 1 >= walk.total}
        onClick={() => step?.(1)}
      />
    </>
  )
}
