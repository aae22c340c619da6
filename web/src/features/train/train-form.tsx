// The form of a training: the data set, what to start from, the settings; the estimate; the start.
import { useLocation } from 'wouter'
import type { Result } from '../../../../src/server/api.ts'
import { answer, api } from '../../api/client.ts'
import { Answered, FailureMessage } from '../../api/failure-message.tsx'
import { runOfLaunch } from '../../api/launch.ts'
import { queryClient, useSettingForms } from '../../api/queries.ts'
import { useAction } from '../../api/use-action.ts'
import { Card } from '../../ui/card.tsx'
import { Message } from '../../ui/feedback.tsx'
import { useSay, useSpeech } from '../../words/language-context.tsx'
import { DataField } from './data-field.tsx'
import { dropDraft } from './draft.ts'
import { EstimateCard } from './estimate-card.tsx'
import { InitialCard } from './initial-card.tsx'
import { initOf } from './initial.ts'
import { SettingsCard, withSetting } from './settings-card.tsx'
import { ReadinessNotes } from './readiness-notes.tsx'
import { StartButton, whyNot } from './start-button.tsx'
import { type Untaken, useDraft } from './use-draft.ts'
import { useForecast } from './use-estimate.ts'
import { wrongOf } from './wrong.ts'

export function TrainForm() {
  const forms = useSettingForms()
  return <Answered query={forms}>{(table) => <FormOf table={table} />}</Answered>
}

function FormOf({ table }: { readonly table: Result<'settingForms'> }) {
  const { say, language } = useSpeech()
  const [, go] = useLocation()
  const { data, initial, changes, untaken, setData, setInitial, setChanges } = useDraft()
  const init = initOf(initial)
  const settings = { ...changes, init, train_data_dir: data }
  const isComplete = data !== '' && init !== undefined
  const { estimate, readiness, isLooking } = useForecast(settings, isComplete)
  const start = useAction(async () => {
    const run = await runOfLaunch(await answer(api.trainings.$post({ json: { settings } })))
    dropDraft(sessionStorage)
    await queryClient.invalidateQueries({ queryKey: ['runs'] })
    go(`/train/${encodeURIComponent(run)}`)
  })
  const problems = isComplete ? (estimate.data?.problems ?? []) : []
  const wrong = new Map(problems.map((problem) => [problem.setting, wrongOf(problem, language, say)]))
  const set = (name: string, value: unknown): void => setChanges((known) => withSetting(known, { table, name, value }))
  const why = whyNot({
    data,
    hasInitial: init !== undefined,
    problems: problems.length,
    errors: readiness.data?.errors ?? 0,
    isLooking,
  })
  return (
    <form
      className="split"
      onSubmit={(event) => {
        event.preventDefault()
        void start.run()
      }}
    >
      <div className="stack">
        <UntakenNote untaken={untaken} />
        <Card title={say('train.data')}>
          <DataField value={data} onChange={setData} wrong={wrong.get('train_data_dir')} />
        </Card>
        <InitialCard value={initial} onChange={setInitial} wrong={wrong.get('init')} />
        <SettingsCard
          {...{ table, changes, wrong, estimate: estimate.data, onChange: setChanges }}
          fromScratch={initial.kind === 'scratch'}
        />
      </div>
      <div className="stack aside">
        <EstimateCard
          query={estimate}
          missing={data === '' ? 'data' : init === undefined ? 'initial' : undefined}
          onAutoBatch={() => set('auto_batch', true)}
        />
        {isComplete && problems.length === 0 && readiness.data !== undefined && (
          <ReadinessNotes readiness={readiness.data} data={data} onSet={set} />
        )}
        <StartButton why={why} isBusy={start.isBusy} />
        <FailureMessage failure={start.failure} />
      </div>
    </form>
  )
}

/** That the settings of the run in the address are not those of the form, and why. */
function UntakenNote({ untaken }: { readonly untaken: Untaken | undefined }) {
  const say = useSay()
  if (untaken === undefined) return null
  return (
    <Message tone="warn" title={say('train.untaken', { run: untaken.run })}>
      <FailureMessage tone="plain" failure={untaken.failure} />
    </Message>
  )
}
