// A field for a folder of the server's machine: typed, or chosen in a dialog that goes from folder to folder.
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { Result } from '../../../src/server/api.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Badge, Empty } from '../ui/feedback.tsx'
import { TextField } from '../ui/field.tsx'
import { useSay } from '../words/language-context.tsx'
import { answer, api } from './client.ts'
import { Answered } from './failure-message.tsx'
import { recentFolders, rememberFolder } from './recent-folders.ts'

interface FolderFieldProps {
  readonly label: ReactNode
  readonly hint?: ReactNode
  readonly value: string
  readonly wrong?: string | undefined
  readonly onChange: (path: string) => void
}

export function FolderField({ label, hint, value, wrong, onChange }: FolderFieldProps) {
  const say = useSay()
  const [open, setOpen] = useState(false)
  return (
    <>
      <TextField
        {...{ label, value, wrong, onChange }}
        {...(hint !== undefined && { hint })}
        action={<Button onClick={() => setOpen(true)}>{say('folder.browse')}</Button>}
      />
      <Dialog open={open} onClose={() => setOpen(false)} title={say('folder.choose')}>
        <Browser
          start={value.trim() === '' ? undefined : value.trim()}
          onChoose={(path) => {
            rememberFolder(localStorage, path)
            setOpen(false)
            onChange(path)
          }}
        />
      </Dialog>
    </>
  )
}

interface BrowserProps {
  /** Undefined: the list of folders that are served. */
  readonly start: string | undefined
  readonly onChoose: (path: string) => void
}

function Browser({ start, onChoose }: BrowserProps) {
  const say = useSay()
  const [place, setPlace] = useState(start)
  const query = useQuery({
    queryKey: ['folders', place],
    queryFn: () => answer(api.folders.$get({ query: { path: place } })),
  })
  const recent = recentFolders(localStorage)
  return (
    <div className="folders">
      <div className="row">
        <Button small disabled={place === undefined} onClick={() => setPlace(query.data?.parent)}>
          {say('folder.up')}
        </Button>
        <Button small onClick={() => setPlace('~')}>
          <span className="mono">~</span>
        </Button>
        <code className="grow break">{query.data?.path ?? place ?? say('folder.served')}</code>
      </div>
      {place === undefined && recent.length > 0 && (
        <section>
          <h3>{say('folder.recent')}</h3>
          <ul>
            {recent.map((path) => (
              <li key={path}>
                <button type="button" className="folder" onClick={() => setPlace(path)}>
                  <span className="mono break">{path}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Answered query={query}>{(found) => <FolderList found={found} onOpen={setPlace} />}</Answered>
      <div className="row end">
        <Button
          look="primary"
          disabled={query.data?.path === undefined}
          onClick={() => query.data?.path !== undefined && onChoose(query.data.path)}
        >
          {say('folder.take')}
        </Button>
      </div>
    </div>
  )
}

interface ListProps {
  readonly found: Result<'listFolders'>
  readonly onOpen: (path: string) => void
}

function FolderList({ found: { folders, more }, onOpen }: ListProps) {
  const say = useSay()
  if (folders.length === 0) return <Empty>{say('folder.none')}</Empty>
  return (
    <ul className="folder-list">
      {folders.map(({ name, path, isDataset }) => (
        <li key={path}>
          <button type="button" className="folder" onClick={() => onOpen(path)}>
            <span className="mono break grow">{name}</span>
            {isDataset && <Badge tone="good">{say('folder.dataset')}</Badge>}
          </button>
        </li>
      ))}
      {more && <li className="soft small">{say('folder.more')}</li>}
    </ul>
  )
}
