// Copies a text and says so.
import { useSay } from '../words/language-context.tsx'
import { Button } from './button.tsx'
import { tell } from './toasts.tsx'

interface CopyProps {
  readonly text: () => string
  readonly label?: string
}

export function CopyButton({ text, label }: CopyProps) {
  const say = useSay()
  const copy = async (): Promise<void> => {
    await copyText(text())
    tell(say('do.copied'))
  }
  return (
    <Button small look="quiet" icon="copy" onClick={() => void copy()}>
      {label ?? say('do.copy')}
    </Button>
  )
}

/** The clipboard, or an invisible field where the page is not served from a trusted origin. */
export async function copyText(text: string): Promise<void> {
  if (navigator.clipboard !== undefined) {
    await navigator.clipboard.writeText(text)
    return
  }
  const field = document.createElement('textarea')
  field.value = text
  field.className = 'sr-only'
  document.body.append(field)
  field.select()
  document.execCommand('copy')
  field.remove()
}
