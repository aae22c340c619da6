// Every state that the image had, and the way back to each.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { answer, api } from '../../api/client.ts'
import { Answered, FailureMessage } from '../../api/failure-message.tsx'
import { useAction } from '../../api/use-action.ts'
import { Button } from '../../ui/button.tsx'
import { Badge } from '../../ui/feedback.tsx'
import { dateTime } from '../../ui/format.ts'
import { useSay } from '../../words/language-context.tsx'
import type { ImageKey } from './editing.ts'
import type { EditorOfImage } from './use-editor.ts'

interface HistoryProps extends Pick<EditorOfImage, 'restore' | 'server'> {
  readonly place: ImageKey
}

export function HistoryPanel({ place, restore, server }: HistoryProps) {
  const say = useSay()
  const [isShown, setShown] = useState(false)
  return (
    <details className="fold" onToggle={(event) => setShown(event.currentTarget.open)}>
      <summary>{say('edit.history')}</summary>
      {isShown && <States key={server.revision} {...{ place, restore, server }} />}
    </details>
  )
}

function States({ place: { data, split, index }, restore, server }: HistoryProps) {
  const say = useSay()
  const query = useQuery({
    queryKey: ['edited-image', data, split, index, 'history', server.revision, server.reviewed],
    queryFn: () =>
      answer(api.editing.image[':index'].history.$get({ param: { index: String(index) }, query: { data, split } })),
    gcTime: 0,
  })
  const back = useAction<string>(restore)
  return (
    <>
      <FailureMessage failure={back.failure} />
      <Answered query={query}>
        {({ states }) => (
          <ol className="stack small">
            {states.map(({ at, by, action, revision, texts }, place) => (
              <li key={place} className="row">
                <span className="grow">
                  <span className="num">{dateTime(at)}</span> · {say(`edit.history.${action}`)}
                  {by !== '' && <span className="soft"> · {by}</span>}
                  <br />
                  <span className="soft">{say('edit.history.texts', { n: texts.length })}</span>
                </span>
                {revision === server.revision ? (
                  <Badge>{say('edit.history.now')}</Badge>
                ) : (
                  <Button small disabled={back.isBusy} onClick={() => void back.run(revision)}>
                    {say('edit.history.back')}
                  </Button>
                )}
              </li>
            ))}
          </ol>
        )}
      </Answered>
    </>
  )
}
