// Whether what is drawn is saved, why not, and what can be done.
import { FailureMessage } from '../../api/failure-message.tsx'
import { useAction } from '../../api/use-action.ts'
import { Button } from '../../ui/button.tsx'
import { Badge } from '../../ui/feedback.tsx'
import { useSay } from '../../words/language-context.tsx'
import type { EditorOfImage } from './use-editor.ts'

const tones = {
  saved: 'good',
  waiting: 'plain',
  saving: 'plain',
  held: 'bad',
  offline: 'warn',
  failed: 'bad',
  conflict: 'bad',
} as const

export function SaveBadge({ saving }: Pick<EditorOfImage, 'saving'>) {
  const say = useSay()
  return (
    <span role="status">
      <Badge tone={tones[saving.is]}>
        <span className="edit-status">{say(`edit.save.${saving.is}`)}</span>
      </Badge>
    </span>
  )
}

/** The reason in full, where the server gave one. */
export function SaveTrouble({ saving, takeTheirs, retry }: Pick<EditorOfImage, 'saving' | 'takeTheirs' | 'retry'>) {
  const say = useSay()
  const take = useAction(takeTheirs)
  if (saving.is === 'failed')
    return (
      <div className="stack">
        <FailureMessage failure={saving.failure} />
        <div>
          <Button onClick={retry}>{say('edit.save.again')}</Button>
        </div>
      </div>
    )
  if (saving.is !== 'conflict') return null
  return (
    <div className="stack">
      <FailureMessage failure={saving.failure} />
      <div className="row">
        <Button look="primary" disabled={take.isBusy} onClick={() => void take.run()}>
          {say('edit.conflict.take')}
        </Button>
        <span className="soft small">{say('edit.conflict.hint')}</span>
      </div>
      <FailureMessage failure={take.failure} />
    </div>
  )
}
