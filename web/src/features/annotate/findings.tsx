// What is wrong on the image: of what is drawn at once, of the file as the server checks it.
import type { Flaw } from '../../annotate/findings.ts'
import { isHolding } from '../../annotate/findings.ts'
import { Button } from '../../ui/button.tsx'
import { Badge } from '../../ui/feedback.tsx'
import { useSpeech } from '../../words/language-context.tsx'
import type { EditorOfImage } from './use-editor.ts'

interface FindingsProps extends Pick<EditorOfImage, 'flaws' | 'server' | 'dropUnread'> {
  readonly onSelect: (index: number) => void
}

/** Shown at most. */
const most = 30

export function ImageFindings({ flaws, server, dropUnread, onSelect }: FindingsProps) {
  const { say, language } = useSpeech()
  const { problems, unread } = server
  if (flaws.length + problems.length + unread.length === 0) return null
  return (
    <section className="stack">
      <h2>{say('edit.findings')}</h2>
      <ul className="edit-findings small">
        {flaws.slice(0, most).map((flaw) => (
          <li key={`${flaw.index} ${flaw.kind}`}>
            <Badge tone={toneOf(flaw)}>{say(`severity.${isHolding(flaw.kind) ? 'error' : 'warning'}`)}</Badge>{' '}
            <button type="button" className="link" onClick={() => onSelect(flaw.index)}>
              {say(`edit.flaw.${flaw.kind}`, { n: flaw.index + 1 })}
            </button>
          </li>
        ))}
        {problems.slice(0, most).map(({ severity, message, line }, index) => (
          <li key={index}>
            <Badge tone={({ error: 'bad', warning: 'warn', info: 'plain' } as const)[severity]}>
              {say(`severity.${severity}`)}
            </Badge>{' '}
            {message[language]}
            {line !== undefined && <span className="soft"> · {say('data.line', { line })}</span>}
          </li>
        ))}
      </ul>
      {unread.length > 0 && (
        <div className="stack">
          <p className="small">{say('edit.unread', { n: unread.length })}</p>
          <ul className="mono soft break">
            {unread.slice(0, most).map(({ line, text }) => (
              <li key={line}>
                {line}: {text}
              </li>
            ))}
          </ul>
          <div>
            <Button small onClick={dropUnread}>
              {say('edit.unread.drop')}
            </Button>
          </div>
        </div>
      )}
    </section>
  )
}

const toneOf = ({ kind }: Flaw) => (isHolding(kind) ? 'bad' : 'warn')
