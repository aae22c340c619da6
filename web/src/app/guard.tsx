// Keeps a mistake in one page from taking down the frame around it.
import { Component, type ReactNode } from 'react'
import { Button } from '../ui/button.tsx'
import { Message } from '../ui/feedback.tsx'
import { useSay } from '../words/language-context.tsx'

interface State {
  readonly broken: string | undefined
}

export class Guard extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { broken: undefined }

  static getDerivedStateFromError(error: unknown): State {
    return { broken: error instanceof Error ? error.message : String(error) }
  }

  override render(): ReactNode {
    return this.state.broken === undefined ? this.props.children : <Broken message={this.state.broken} />
  }
}

function Broken({ message }: { readonly message: string }) {
  const say = useSay()
  return (
    <Message tone="bad" title={say('page.broken')}>
      <code>{message}</code>
      <p>{say('page.broken.next')}</p>
      <div>
        <Button onClick={() => location.reload()}>{say('page.reload')}</Button>
      </div>
    </Message>
  )
}
