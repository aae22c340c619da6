// The pages of training: the form, and the training that it started.
import { Route, Switch } from 'wouter'
import { Page } from '../../ui/card.tsx'
import { useSay } from '../../words/language-context.tsx'
import { LiveTraining } from './live.tsx'
import { RunningNow } from './running.tsx'
import { TrainForm } from './train-form.tsx'

export function TrainPage() {
  const say = useSay()
  return (
    <Switch>
      <Route path="/train/:run">{({ run }) => <LiveTraining key={run} run={run} />}</Route>
      <Route>
        <Page title={say('page.train')} sentence={say('train.sentence')}>
          <RunningNow />
          <TrainForm />
        </Page>
      </Route>
    </Switch>
  )
}
