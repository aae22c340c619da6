// The pages of runs: the list, one run, and some beside each other.
import { Route, Switch } from 'wouter'
import { ComparePage } from './compare/compare-page.tsx'
import { RunList } from './list/run-list.tsx'
import { RunView } from './run-view.tsx'

export function RunsPage() {
  return (
    <Switch>
      <Route path="/runs/compare">
        <ComparePage />
      </Route>
      <Route path="/runs/:run">{({ run }) => <RunView key={run} run={run} />}</Route>
      <Route>
        <RunList />
      </Route>
    </Switch>
  )
}
