// What lies in the run folder: config.yaml with the recorded facts, and the checkpoints.
import { Fragment } from 'react'
import type { RunPage } from '../../../../src/server/api.ts'
import { address } from '../../api/client.ts'
import { FailureMessage } from '../../api/failure-message.tsx'
import { DownloadLink } from '../../ui/button.tsx'
import { Card, Pairs } from '../../ui/card.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Empty } from '../../ui/feedback.tsx'
import { bytes, dateTime } from '../../ui/format.ts'
import { useSay } from '../../words/language-context.tsx'

export function ConfigTab({ page }: { readonly page: RunPage }) {
  const say = useSay()
  const { configText, configError, facts, commands } = page
  const reported = Object.entries(facts).map(([name, value]) => [name, textOf(value)] as const)
  return (
    <div className="columns">
      <Card title={say('runs.config.text')} actions={<CopyButton text={() => configText} />}>
        <FailureMessage failure={configError} />
        <div className="code">
          <pre tabIndex={0}>{configText}</pre>
        </div>
      </Card>
      <div className="stack">
        <Card title={say('runs.command')}>
          {[commands.reproduce, commands.resume].map((command) => (
            <p key={command} className="row">
              <code className="grow break">{command}</code>
              <CopyButton text={() => command} />
            </p>
          ))}
        </Card>
        {reported.length > 0 && (
          <Card title={say('runs.facts')}>
            <Pairs pairs={reported} />
          </Card>
        )}
      </div>
    </div>
  )
}

/** `node 20.20.2 · cores 2` */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return JSON.stringify(value)
  return Object.entries(value)
    .map(([name, part]) => `${name} ${textOf(part)}`)
    .join(' · ')
}

export function CheckpointsTab({ page: { row, checkpoints } }: { readonly page: RunPage }) {
  const say = useSay()
  return (
    <Card title={say('run.checkpoints')}>
      {checkpoints.length === 0 ? (
        <Empty>{say('runs.files.none')}</Empty>
      ) : (
        <div className="scroll-x" tabIndex={0} role="region" aria-label={say('run.checkpoints')}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{say('runs.file')}</th>
                <th scope="col" className="num">
                  {say('runs.size')}
                </th>
                <th scope="col">{say('runs.modified')}</th>
                <th scope="col" className="act">
                  <span className="sr-only">{say('do.download')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {checkpoints.map(({ name, bytes: size, modified }) => (
                <tr key={name}>
                  <td className="mono">
                    <BreakableName name={name} />
                  </td>
                  <td className="num nowrap">{bytes(size)}</td>
                  <td>{dateTime(modified)}</td>
                  <td className="act">
                    <DownloadLink
                      small
                      href={address(['runs', row.id, 'checkpoints', name, 'file'])}
                      name={`${row.id}_${name}`}
                    >
                      {say('do.download')}
                    </DownloadLink>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  )
}

/** A file's name that goes on in a new line after an underscore, where there is no room. */
function BreakableName({ name }: { readonly name: string }) {
  return name.split('_').map((part, index) => (
    <Fragment key={index}>
      {index > 0 && (
        <>
          _<wbr />
        </>
      )}
      {part}
    </Fragment>
  ))
}
