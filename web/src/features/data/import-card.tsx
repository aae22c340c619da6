// A folder without lists: imports the annotations of another tool or data set into a new data set.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { answer, api } from '../../api/client.ts'
import { spokenIn } from '../../api/failure.ts'
import { Answered, FailureMessage } from '../../api/failure-message.tsx'
import { JobProgress } from '../../api/job-progress.tsx'
import { useFollowedJob } from '../../api/use-job.ts'
import type { DatasetSource, JobResult, ProblemGroup } from '../../../../src/server/api.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { Badge, Message } from '../../ui/feedback.tsx'
import { useParameter } from '../../ui/use-url.ts'
import { useSay, useSpeech } from '../../words/language-context.tsx'
import { dataAddress } from './addresses.ts'

/** Notes that are shown; the others are counted. */
const maxShown = 100

interface ForeignProps {
  readonly data: string
  /** What a check says of the folder. */
  readonly groups: readonly ProblemGroup[]
}

/** What was recognised is offered as an import; only what was not is told as a problem. */
export function ForeignData({ data, groups }: ForeignProps) {
  const { say, language } = useSpeech()
  const source = useSource(data)
  return (
    <Answered query={source}>
      {(found) => {
        const format = found.formats.find(({ name }) => name === found.found)
        return (
          <>
            {format === undefined ? (
              <Message tone="warn" title={say('data.foreign.unknown')}>
                {groups.map(({ code, problems: [first] }) => (
                  <p key={code}>{first?.found?.[language]}</p>
                ))}
              </Message>
            ) : (
              <Message tone="good" title={say('data.foreign', { format: format.title })}>
                <p>{say('data.foreign.next')}</p>
              </Message>
            )}
            <Card title={say('data.import')}>
              <ImportForm data={data} source={found} />
            </Card>
          </>
        )
      }}
    </Answered>
  )
}

const useSource = (data: string) =>
  useQuery({
    queryKey: ['source', data],
    queryFn: () => answer(api.datasets.source.$get({ query: { data } })),
    // Looked at once: what the person then chooses must stay.
    staleTime: Infinity,
  })

interface FormProps {
  readonly data: string
  readonly source: DatasetSource
}

function ImportForm({ data, source: { formats, found } }: FormProps) {
  const say = useSay()
  const [jobId, setJobId] = useParameter('import', '', 'silent')
  const [format, setFormat] = useState(found ?? '')
  const [dir, setDir] = useState(`${data.replace(/[\\/]+$/, '')}_imported`)
  const work = useFollowedJob('import', { known: jobId === '' ? undefined : jobId, remember: setJobId, subject: data })
  const options = formats.map(({ name, title }) => ({ value: name, label: `${name} – ${title}` }))
  if (work.result !== undefined) return <ImportedSet result={work.result} />
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        void work.start({ kind: 'import', source: data, dir: dir.trim(), format })
      }}
    >
      <SelectField
        label={say('data.import.format')}
        hint={found === undefined ? undefined : say('data.import.found')}
        value={format}
        options={found === undefined ? [{ value: '', label: '–' }, ...options] : options}
        onChange={setFormat}
      />
      <TextField label={say('data.target')} hint={say('data.target.hint')} value={dir} onChange={setDir} />
      <div>
        <Button look="primary" submit disabled={work.isBusy || format === '' || dir.trim() === ''}>
          {say('data.import.start')}
        </Button>
      </div>
      <FailureMessage failure={work.failure} />
      {work.job !== undefined && <JobProgress job={work.job} label={say('data.importing')} />}
    </form>
  )
}

const tones = { error: 'bad', warning: 'warn', info: 'plain' } as const

type Imported = Extract<JobResult, { kind: 'import' }>

function ImportedSet({ result }: { readonly result: Imported }) {
  const say = useSay()
  const { root, format, images, notes, errors, warnings } = result
  return (
    <div className="stack">
      <Message tone={errors > 0 ? 'warn' : 'good'} title={say('data.imported', { format, ...images })}>
        <span className="mono break">{root}</span>
        {notes.length > 0 && <p>{say('data.import.notes', { errors, warnings })}</p>}
      </Message>
      {notes.length > 0 && (
        <details className="fold small" open={errors > 0}>
          <summary>{say('data.import.all', { n: notes.length })}</summary>
          <ul className="stack">
            {notes.slice(0, maxShown).map((note, index) => (
              <li key={index}>
                <NoteText note={note} />
              </li>
            ))}
          </ul>
        </details>
      )}
      <div>
        <ButtonLink look="primary" to={dataAddress({ data: root, tab: 'check' })}>
          {say('data.check.it')}
        </ButtonLink>
      </div>
    </div>
  )
}

function NoteText({ note }: { readonly note: Imported['notes'][number] }) {
  const { say, language } = useSpeech()
  const { severity, where, message, expected, found, next } = spokenIn(note, language)
  const known = severity as keyof typeof tones
  return (
    <>
      <Badge tone={tones[known]}>{say(`severity.${known}`)}</Badge> <code className="break">{where}</code>{' '}
      <strong>{message}</strong>
      <Fact name={say('error.expected')} text={expected} />
      <Fact name={say('error.found')} text={found} />
      <Fact name={say('error.next')} text={next} />
    </>
  )
}

function Fact({ name, text }: { readonly name: string; readonly text: string | undefined }) {
  const { say } = useSpeech()
  if (text === undefined) return null
  return (
    <>
      {' '}
      <span className="soft">
        {name}
        {say('colon')}
      </span>
      {text}
    </>
  )
}
