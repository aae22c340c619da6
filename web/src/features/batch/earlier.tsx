// The folders of earlier batches.
import { Link } from 'wouter'
import { address } from '../../api/client.ts'
import { Answered } from '../../api/failure-message.tsx'
import { useOutputs } from '../../api/queries.ts'
import { DownloadLink } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Empty } from '../../ui/feedback.tsx'
import { dateTime } from '../../ui/format.ts'
import { useSay } from '../../words/language-context.tsx'

export function EarlierOutputs() {
  const say = useSay()
  return (
    <Card title={say('batch.earlier')}>
      <Answered query={useOutputs()}>
        {({ outputs }) =>
          outputs.length === 0 ? (
            <Empty>{say('batch.earlier.none')}</Empty>
          ) : (
            <ul className="stack">
              {outputs.map(({ name, images, failed, modified }) => (
                <li key={name} className="row">
                  <Link href={`/batch/${encodeURIComponent(name)}`} className="mono break">
                    {name}
                  </Link>
                  <span className="soft small grow">
                    {dateTime(modified)} · {images - failed} / {images}
                  </span>
                  <DownloadLink small href={address(['outputs', name, 'zip'])} name={`${name}.zip`}>
                    ZIP
                  </DownloadLink>
                </li>
              ))}
            </ul>
          )
        }
      </Answered>
    </Card>
  )
}
