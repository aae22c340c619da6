// A place for files: drop them, paste them, or choose them.
import { type DragEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { Button } from './button.tsx'
import { type GivenFile, filesOfDrop, filesOfField } from './given-files.ts'
import { Message } from './feedback.tsx'
import { Icon } from './icon.tsx'
import { useSay } from '../words/language-context.tsx'

interface DropZoneProps {
  readonly label: ReactNode
  readonly choose: string
  /** `image/*`, `.zip` */
  readonly accept: string
  readonly multiple?: boolean
  /** Words of a second button, which chooses a whole folder. */
  readonly folder?: string
  /** Whether images pasted anywhere on the page are taken. */
  readonly paste?: boolean
  readonly onFiles: (files: readonly GivenFile[]) => void
}

/** React knows no such property; browsers do. */
const choosesFolders = { webkitdirectory: '' }

export function DropZone({ label, choose, accept, multiple = false, folder, paste = false, onFiles }: DropZoneProps) {
  const say = useSay()
  const [isOver, setOver] = useState(false)
  const files = useRef<HTMLInputElement>(null)
  const folders = useRef<HTMLInputElement>(null)
  usePaste(paste, onFiles)
  const { give, refused } = useGiving((given) => onFiles(multiple ? given : given.slice(0, 1)))
  const drop = (event: DragEvent): void => {
    event.preventDefault()
    setOver(false)
    void give(() => filesOfDrop(event.dataTransfer))
  }
  const take = async (input: HTMLInputElement): Promise<void> => {
    const { files: chosen } = input
    if (chosen !== null) await give(() => filesOfField(chosen))
    input.value = ''
  }
  return (
    <div
      className={isOver ? 'drop over' : 'drop'}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Icon name="upload" size={28} />
      <p>{label}</p>
      <div className="row">
        <Button onClick={() => files.current?.click()}>{choose}</Button>
        {folder !== undefined && <Button onClick={() => folders.current?.click()}>{folder}</Button>}
      </div>
      <input
        ref={files}
        type="file"
        hidden
        accept={accept}
        multiple={multiple}
        aria-label={choose}
        onChange={(event) => void take(event.target)}
      />
      {folder !== undefined && (
        <input
          ref={folders}
          {...choosesFolders}
          type="file"
          hidden
          aria-label={folder}
          onChange={(event) => void take(event.target)}
        />
      )}
      {refused !== undefined && (
        <Message tone="bad" title={say('drop.refused')}>
          {refused}
        </Message>
      )}
    </div>
  )
}

/** Reads what was given and hands it on; why it could not be read otherwise. */
function useGiving(onFiles: (files: readonly GivenFile[]) => void) {
  const [refused, setRefused] = useState<string>()
  const give = async (read: () => readonly GivenFile[] | Promise<readonly GivenFile[]>): Promise<void> => {
    setRefused(undefined)
    try {
      const given = await read()
      if (given.length > 0) onFiles(given)
    } catch (error) {
      setRefused(error instanceof Error ? error.message : String(error))
    }
  }
  return { give, refused }
}

function usePaste(active: boolean, onFiles: (files: readonly GivenFile[]) => void): void {
  const latest = useRef(onFiles)
  useEffect(() => {
    latest.current = onFiles
  })
  useEffect(() => {
    if (!active) return undefined
    const paste = (event: ClipboardEvent): void => {
      const files = [...(event.clipboardData?.files ?? [])].filter(({ type }) => type.startsWith('image/'))
      if (files[0] !== undefined) latest.current([{ file: files[0], path: files[0].name }])
    }
    document.addEventListener('paste', paste)
    return () => document.removeEventListener('paste', paste)
  }, [active])
}
