// A curve as small as a word.
import type { RunRow } from '../../../../../src/server/api.ts'
import type { Say } from '../../../words/language-context.tsx'

const box = { width: 88, height: 24 }

export function Trend({ trend, say }: { readonly trend: RunRow['trend']; readonly say: Say }) {
  const values = trend.values.filter((value) => value !== null)
  if (values.length < 2) return <span className="soft">–</span>
  const low = Math.min(...values)
  const span = Math.max(...values) - low || 1
  const points = values.map((value, index) => {
    const x = (index / (values.length - 1)) * box.width
    return `${x.toFixed(1)},${(box.height - 2 - ((value - low) / span) * (box.height - 4)).toFixed(1)}`
  })
  const of = say(trend.of === 'f_score' ? 'score.f' : 'score.loss')
  return (
    <svg
      className="trend"
      viewBox={`0 0 ${box.width} ${box.height}`}
      role="img"
      aria-label={say('runs.trend.of', { of })}
    >
      <polyline className="spark" points={points.join(' ')} />
    </svg>
  )
}
