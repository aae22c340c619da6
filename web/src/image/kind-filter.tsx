// Switches for the kinds of boxes on an image, each with its colour and how many there are.
import { Button } from '../ui/button.tsx'
import { useSay } from '../words/language-context.tsx'
import { type BoxKind, kindCounts, type ShownBox } from './boxes.ts'

interface KindFilterProps {
  readonly boxes: readonly ShownBox[]
  readonly hidden: readonly BoxKind[]
  readonly onHidden: (hidden: readonly BoxKind[]) => void
}

export function KindFilter({ boxes, hidden, onHidden }: KindFilterProps) {
  const say = useSay()
  const counts = kindCounts(boxes)
  if (counts.length < 2 && hidden.length === 0) return null
  return (
    <div className="row" role="group" aria-label={say('viewer.kinds')}>
      {counts.map(([kind, n]) => (
        <Button
          key={kind}
          small
          aria-pressed={!hidden.includes(kind)}
          onClick={() => onHidden(hidden.includes(kind) ? hidden.filter((one) => one !== kind) : [...hidden, kind])}
        >
          <span className={`kind ${kind}`} aria-hidden="true" />
          {say('counted', { what: say(`viewer.kind.${kind}`), n })}
        </Button>
      ))}
    </div>
  )
}
