// Probability maps of evaluated images: computed by the server when somebody looks, one for each run that is shown.
import { useQueries } from '@tanstack/react-query'
import { useState } from 'react'
import { address, answer, api } from '../api/client.ts'
import { FailureMessage } from '../api/failure-message.tsx'
import { failureOf } from '../api/use-action.ts'
import type { ShownMap } from '../image/image-with-boxes.tsx'
import { ProgressBar } from '../ui/feedback.tsx'
import { useSay } from '../words/language-context.tsx'

interface Seen {
  readonly run: string
  readonly index: number
  /** What its side is called; absent where there is one. */
  readonly side?: string
}

export function useEvaluationMaps(seen: readonly Seen[]): {
  readonly maps: readonly ShownMap[]
  readonly onMaps: (on: boolean) => void
} {
  const [on, setOn] = useState(false)
  const results = useQueries({
    queries: seen.map(({ run, index }) => ({
      queryKey: ['run', run, 'evaluation', index, 'map'],
      queryFn: () => answer(api.runs[':run'].evaluation[':index'].map.$get({ param: { run, index: String(index) } })),
      enabled: on,
      retry: false,
    })),
  })
  const maps = seen.map(({ run, index, side }, at): ShownMap => {
    const { data, error } = results[at] ?? {}
    if (error) return { note: <FailureMessage tone="warn" failure={failureOf(error)} /> }
    if (data === undefined) return { note: <Computing /> }
    return {
      address: address(['runs', run, 'evaluation', index, 'map', 'image'], { key: data.key }),
      note: <Origin {...data} side={side} />,
    }
  })
  return { maps, onMaps: setOn }
}

function Computing() {
  return <ProgressBar label={useSay()('viewer.map.computing')} done={0} total={0} />
}

interface OriginProps {
  readonly weights: string
  readonly epoch?: number | undefined
  readonly evaluated: number
  readonly side: string | undefined
}

/** By which weights; other ones than those of the boxes are named as such. */
function Origin({ weights, epoch, evaluated, side }: OriginProps) {
  const say = useSay()
  const isOther = epoch !== undefined && epoch !== evaluated
  const by = epoch === undefined ? weights : say('viewer.map.epoch', { weights, epoch })
  return (
    <p className="soft small">
      {side !== undefined && `${side} · `}
      {say('viewer.map.by', { by })}
      {isOther && ` ${say('viewer.map.other', { epoch: evaluated })}`}
    </p>
  )
}
