// The pages of data sets: the list with ways to add one, and one data set.
import { Route, Switch } from 'wouter'
import { Page } from '../../ui/card.tsx'
import { useSay } from '../../words/language-context.tsx'
import { AddDataset } from './add.tsx'
import { DatasetView } from './dataset.tsx'
import { LabelCard } from './label-card.tsx'
import { KnownDatasets } from './known.tsx'

export function DataPage() {
  const say = useSay()
  return (
    <Switch>
      <Route path="/data/view">
        <DatasetView />
      </Route>
      <Route>
        <Page title={say('page.data')} sentence={say('data.sentence')}>
          <KnownDatasets />
          <AddDataset />
          <LabelCard />
        </Page>
      </Route>
    </Switch>
  )
}
