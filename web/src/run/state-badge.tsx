// A run's state in a word and a colour, with its evidence.
import type { RunRow } from '../../../src/server/api.ts'
import { Badge, type Tone } from '../ui/feedback.tsx'
import { useSpeech } from '../words/language-context.tsx'

const tones: Readonly<Record<RunRow['state']['name'], Tone | 'live'>> = {
  queued: 'plain',
  running: 'live',
  finished: 'good',
  stopped: 'plain',
  failed: 'bad',
  dead: 'warn',
}

export function StateBadge({ row }: { readonly row: RunRow }) {
  const { say, language } = useSpeech()
  if (row.archive !== undefined) return <Badge>{say('state.archived')}</Badge>
  const { reason, reasonZh = reason } = row.state
  return (
    <span title={language === 'zh' ? reasonZh : reason}>
      <Badge tone={tones[row.state.name]}>{say(`state.${row.state.name}`)}</Badge>
    </span>
  )
}
