// The page that finds texts on many images: choose, follow, look, take along.
import { Route, Switch, useLocation } from 'wouter'
import { Page } from '../../ui/card.tsx'
import { useSay } from '../../words/language-context.tsx'
import { EarlierOutputs } from './earlier.tsx'
import { NewBatch } from './new-batch.tsx'
import { OutputView } from './output.tsx'

export function BatchPage() {
  const say = useSay()
  const [, go] = useLocation()
  return (
    <Switch>
      <Route path="/batch/:output">
        {({ output }) => (
          <Page title={say('batch.result')} sentence={output}>
            <OutputView key={output} output={output} />
          </Page>
        )}
      </Route>
      <Route>
        <Page title={say('page.batch')} sentence={say('batch.sentence')}>
          <NewBatch onDone={(output) => go(`/batch/${encodeURIComponent(output)}`)} />
          <EarlierOutputs />
        </Page>
      </Route>
    </Switch>
  )
}
