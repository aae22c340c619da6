// Asks the browser whether it may tell of the training's end.
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { useSay } from '../../words/language-context.tsx'

export function NotifyButton() {
  const say = useSay()
  const isKnown = 'Notification' in window
  const [permission, setPermission] = useState(isKnown ? Notification.permission : 'denied')
  if (permission === 'denied') return null
  if (permission === 'granted') return <span className="soft small">{say('run.notify.on')}</span>
  return (
    <Button small look="quiet" onClick={() => void Notification.requestPermission().then(setPermission)}>
      {say('run.notify')}
    </Button>
  )
}
