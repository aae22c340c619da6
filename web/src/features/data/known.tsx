// Data sets that are known already.
import { Link } from 'wouter'
import { Answered } from '../../api/failure-message.tsx'
import { useDatasets } from '../../api/queries.ts'
import { Card } from '../../ui/card.tsx'
import { Badge, Empty } from '../../ui/feedback.tsx'
import { useSay } from '../../words/language-context.tsx'
import { dataAddress } from './addresses.ts'

export function KnownDatasets() {
  const say = useSay()
  return (
    <Card title={say('data.known')}>
      <Answered query={useDatasets()}>
        {({ datasets }) =>
          datasets.length === 0 ? (
            <Empty>{say('data.known.none')}</Empty>
          ) : (
            <ul className="stack">
              {datasets.map(({ path, from, runs, exists }) => (
                <li key={path} className="row">
                  {exists ? (
                    <Link href={dataAddress({ data: path, tab: 'images' })} className="mono break">
                      {path}
                    </Link>
                  ) : (
                    <span className="mono break soft">{path}</span>
                  )}
                  <Badge>{say(`data.from.${from}`)}</Badge>
                  {runs.length > 0 && <Badge>{say('data.runs', { n: runs.length })}</Badge>}
                  {!exists && <Badge tone="warn">{say('data.missing')}</Badge>}
                </li>
              ))}
            </ul>
          )
        }
      </Answered>
    </Card>
  )
}
