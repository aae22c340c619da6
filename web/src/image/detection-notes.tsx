// What a person should know of one detection besides its texts: tiles, shrinking, a limit that was reached.
import { Message } from '../ui/feedback.tsx'
import { useSpeech } from '../words/language-context.tsx'

interface Note {
  readonly code: string
  readonly message: string
  readonly message_zh: string
}

/** Tiles are news, anything else means that texts may be missing. */
export function DetectionNotes({ notes = [] }: { readonly notes?: readonly Note[] | undefined }) {
  const { language } = useSpeech()
  return notes.map(({ code, message, message_zh: chinese }) => {
    const text = language === 'zh' ? chinese : message
    if (code !== 'tiled') return <Message key={code} tone="warn" title={text} />
    return (
      <p key={code} className="small soft">
        {text}
      </p>
    )
  })
}
