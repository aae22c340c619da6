// The dialog with the keys of the editor.
import { Dialog } from '../../ui/dialog.tsx'
import { useSay } from '../../words/language-context.tsx'
import { helpLines } from './keys.ts'

export function HelpDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const say = useSay()
  return (
    <Dialog open={open} onClose={onClose} title={say('edit.do.help')}>
      <dl className="pairs small">
        {helpLines.map(([keys, word]) => (
          <div key={keys} className="contents">
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{say(word)}</dd>
          </div>
        ))}
      </dl>
      <h2>{say('edit.help.mouse')}</h2>
      <p className="small">{say('edit.help.mouse.text')}</p>
    </Dialog>
  )
}
