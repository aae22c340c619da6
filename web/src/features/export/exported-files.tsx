// Exported files: proof, download, code.
import { Link } from 'wouter'
import type { Result } from '../../../../src/server/api.ts'
import { address } from '../../api/client.ts'
import { Answered, FailureMessage } from '../../api/failure-message.tsx'
import { JobProgress } from '../../api/job-progress.tsx'
import { useExports } from '../../api/queries.ts'
import { useFollowedJob } from '../../api/use-job.ts'
import { epochName } from '../../run/initial-weights.ts'
import { Button, ButtonLink, DownloadLink } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Empty } from '../../ui/feedback.tsx'
import { bytes, dateTime, score } from '../../ui/format.ts'
import { useParameter } from '../../ui/use-url.ts'
import { useSay } from '../../words/language-context.tsx'
import { Snippets } from './snippets.tsx'
import { Proof } from './proof.tsx'
import { proofOf } from './proof-of.ts'

type Exported = Result<'listExports'>['exports'][number]

export function ExportedFiles() {
  const say = useSay()
  const [open, setOpen] = useParameter('file', '')
  return (
    <Card title={say('export.files')}>
      <Answered query={useExports()}>
        {({ exports: files }) =>
          files.length === 0 ? (
            <Empty>{say('export.files.none')}</Empty>
          ) : (
            <ul className="stack">
              {files.map((file) => (
                <li key={file.name} className="exported">
                  <ExportedFile
                    file={file}
                    isOpen={open === file.name}
                    onOpen={() => setOpen(open === file.name ? '' : file.name)}
                  />
                </li>
              ))}
            </ul>
          )
        }
      </Answered>
    </Card>
  )
}

interface FileProps {
  readonly file: Exported
  readonly isOpen: boolean
  readonly onOpen: () => void
}

/** Which weights are in the file, and how it detects. */
function Origin({ file: { origin } }: { readonly file: Exported }) {
  const say = useSay()
  if (origin === undefined) return null
  const { source, epoch, fScore, size, dynamic, int8, threshold } = origin
  const isRun = source !== 'starter' && !/\.pth?$/i.test(source)
  const facts = [
    ...(epoch === undefined ? [] : [epochName(epoch, say)]),
    ...(fScore === undefined ? [] : [`F ${score(fScore)}`]),
    dynamic ? say('export.dynamic') : size.join(' × '),
    ...(int8 ? [say('export.int8.short')] : []),
    `${say('detect.threshold')} ${threshold.toFixed(2)}`,
  ]
  return (
    <>
      {isRun ? (
        <Link className="mono break" href={`/runs/${encodeURIComponent(source)}`}>
          {source}
        </Link>
      ) : (
        <span className="mono break">{source === 'starter' ? say('starter.name') : source}</span>
      )}
      {` · ${facts.join(' · ')} · `}
    </>
  )
}

function ExportedFile({ file, isOpen, onOpen }: FileProps) {
  const say = useSay()
  const verify = useFollowedJob('verify', { subject: file.name })
  const proof = verify.result ?? proofOf(file.verification)
  return (
    <div className="stack">
      <div>
        <strong className="mono break">{file.name}</strong>
        <p className="soft small">
          <Origin file={file} />
          {bytes(file.bytes)} · {dateTime(file.modified)}
        </p>
      </div>
      <div className="row">
        <Button small disabled={verify.isBusy} onClick={() => void verify.start({ kind: 'verify', file: file.name })}>
          {say('export.verify')}
        </Button>
        <DownloadLink small href={address(['exports', file.name, 'file'])} name={file.name}>
          {say('do.download')}
        </DownloadLink>
        <Button small aria-expanded={isOpen} onClick={onOpen}>
          {say('export.snippets')}
        </Button>
        <ButtonLink small to={`/detect?${new URLSearchParams({ model: file.path })}`}>
          {say('export.detect')}
        </ButtonLink>
      </div>
      <FailureMessage failure={verify.failure} />
      {verify.job !== undefined && <JobProgress job={verify.job} label={say('export.verifying')} />}
      {proof !== undefined && <Proof proof={proof} />}
      {isOpen && <Snippets file={file.name} />}
    </div>
  )
}
