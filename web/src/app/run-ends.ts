// Tells of a training that ended: on the page wherever the person is, and by the system where they allowed it.
import { useEffect, useRef } from 'react'
import { useLocation } from 'wouter'
import type { RunRow } from '../../../src/server/api.ts'
import { onRunEnd } from '../api/running.ts'
import { score } from '../ui/format.ts'
import { tell } from '../ui/toasts.tsx'
import { type Say, useSay } from '../words/language-context.tsx'

/** Listens as long as the page is open. */
export function useRunEnds(): void {
  const say = useSay()
  const [, go] = useLocation()
  const latest = useRef({ say, go })
  useEffect(() => {
    latest.current = { say, go }
  })
  useEffect(
    () =>
      onRunEnd((row) => {
        const text = endOf(row, latest.current.say)
        const open = (): void => latest.current.go(`/train/${encodeURIComponent(row.id)}`)
        tell(text, { label: latest.current.say('train.open'), act: open })
        notify(text, row, open)
      }),
    [],
  )
}

/** `exp_20260105_143022: finished, F-score 0.812` */
function endOf({ id, names, state, best }: RunRow, say: Say): string {
  const told = say(`state.${state.name}`)
  const scored = best === undefined ? '' : `${say('comma')}${say('score.f')} ${score(best.fScore)}`
  return `${names[0] ?? id}${say('colon')}${told}${scored}`
}

/** Nothing where the person did not allow it, and while they look at the page. */
function notify(text: string, { id }: RunRow, open: () => void): void {
  if (!('Notification' in window) || Notification.permission !== 'granted' || document.hasFocus()) return
  const shown = new Notification('ocrdet', { body: text, tag: id, icon: '/icon.svg' })
  shown.addEventListener('click', () => {
    window.focus()
    open()
    shown.close()
  })
}
