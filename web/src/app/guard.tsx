// Keeps a mistake in one page from taking down the frame around it.
import { Component, type ReactNode } from 'react'
import { useConnection } from '../api/connection.ts'
import { Button } from '../ui/button.tsx'
import { Message } from '../ui/feedback.tsx'
import { useSay } from '../words/language-context.tsx'

interface State {
  readonly broken: string | undefined
}

/** Tries again by itself when the server has come back: what it answered while it went may be what broke the page. */
export function Guard({ children }: { readonly children: ReactNode }) {
  const { returns } = useConnection()
  return <Catching returns={returns}>{children}</Catching>
}

interface Props {
  readonly returns: number
  readonly children: ReactNode
}

class Catching extends Component<Props, State> {
  override state: State = { broken: undefined }

  static getDerivedStateFromError(error: unknown): State {
    return { broken: error instanceof Error ? error.message : String(error) }
  }

  override componentDidUpdate(before: Props): void {
    if (this.state.broken !== undefined && before.returns !== this.props.returns) this.setState({ broken: undefined })
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
