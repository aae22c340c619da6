// The form of a training: the data set, the settings a person knows, the others in a fold; the estimate; the start.
import { useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import { answer, api } from '../../api/client.ts'
import { Answered, FailureMessage } from '../../api/failure-message.tsx'
import { headlineOf } from '../../api/failure.ts'
import { queryClient, useSettingForms } from '../../api/queries.ts'
import { useAction } from '../../api/use-action.ts'
import { type Changes, changed } from '../../form/settings.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { useParameter } from '../../ui/use-url.ts'
import { useSay, useSpeech } from '../../words/language-context.tsx'
import { DataField } from './data-field.tsx'
import { EstimateCard } from './estimate-card.tsx'
import { AdvancedFields, MainFields } from './setting-fields.tsx'
import { runOfLaunch } from '../../api/launch.ts'
import { useEstimate } from './use-estimate.ts'

export function TrainForm() {
  const { say, language } = useSpeech()
  const [, go] = useLocation()
  const [data, setData] = useParameter('data', '')
  const [from] = useParameter('from', '')
  const [changes, setChanges] = useState<Changes>({})
  const forms = useSettingForms()
  useReproduction(from, setChanges, setData)
  const settings = { ...changes, train_data_dir: data }
  const estimate = useEstimate(settings, data !== '')
  const start = useAction(async () => {
    const run = await runOfLaunch(await answer(api.trainings.$post({ json: { settings } })))
    await queryClient.invalidateQueries({ queryKey: ['runs'] })
    go(`/train/${encodeURIComponent(run)}`)
  })
  const wrong = new Map(
    estimate.data?.problems.map((problem) => [problem.setting, headlineOf(problem, language).title]),
  )
  return (
    <Answered query={forms}>
      {({ settings: all, groups }) => {
        const set = (name: string, value: unknown): void => {
          const setting = all.find((one) => one.name === name)
          if (setting !== undefined) setChanges((known) => changed(known, setting, value))
        }
        return (
          <form
            className="split"
            onSubmit={(event) => {
              event.preventDefault()
              void start.run()
            }}
          >
            <div className="stack">
              <Card title={say('train.data')}>
                <DataField value={data} onChange={setData} wrong={wrong.get('train_data_dir')} />
              </Card>
              <Card
                title={say('train.settings')}
                actions={<ResetButton changes={changes} onReset={() => setChanges({})} />}
              >
                <MainFields {...{ settings: all, changes, wrong, onChange: set }} />
                <AdvancedFields {...{ settings: all, groups, changes, wrong, onChange: set }} />
              </Card>
            </div>
            <div className="stack aside">
              <EstimateCard query={estimate} hasData={data !== ''} onAutoBatch={() => set('auto_batch', true)} />
              <Button look="primary" submit disabled={data === '' || start.isBusy || wrong.size > 0}>
                {say(start.isBusy ? 'train.starting' : 'train.start')}
              </Button>
              <FailureMessage failure={start.failure} />
            </div>
          </form>
        )
      }}
    </Answered>
  )
}

function ResetButton({ changes, onReset }: { readonly changes: Changes; readonly onReset: () => void }) {
  const say = useSay()
  if (Object.keys(changes).length === 0) return null
  return (
    <Button small look="quiet" onClick={onReset}>
      {say('train.reset')}
    </Button>
  )
}

/** `?from=<run>`: the form starts with the settings of that run. */
function useReproduction(from: string, setChanges: (changes: Changes) => void, setData: (data: string) => void): void {
  useEffect(() => {
    if (from === '') return
    answer(api.runs[':run'].reproduction.$get({ param: { run: from } }))
      .then(({ config: { train_data_dir: data, ...others } }) => [
        setChanges(others),
        typeof data === 'string' && setData(data),
      ])
      .catch(() => undefined)
    // Once: what the person then changes must stay.
  }, [from])
}
