// A place for files: drop them, paste them, or choose them.
import { type DragEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { Button } from './button.tsx'
import { filesOfDrop } from './dropped-files.ts'
import { Icon } from './icon.tsx'

interface DropZoneProps {
  readonly label: ReactNode
  readonly choose: string
  /** `image/*`, `.zip` */
  readonly accept: string
  readonly multiple?: boolean
  /** Words of a second button, which chooses a whole folder. */
  readonly folder?: string
  /** Whether pictures pasted anywhere on the page are taken. */
  readonly paste?: boolean
  readonly onFiles: (files: readonly File[]) => void
}

export function DropZone({ label, choose, accept, multiple = false, folder, paste = false, onFiles }: DropZoneProps) {
  const [isOver, setOver] = useState(false)
  const files = useRef<HTMLInputElement>(null)
  const folders = useRef<HTMLInputElement>(null)
  usePaste(paste, onFiles)
  const drop = async (event: DragEvent): Promise<void> => {
    event.preventDefault()
    setOver(false)
    const dropped = await filesOfDrop(event.dataTransfer)
    if (dropped.length > 0) onFiles(multiple ? dropped : dropped.slice(0, 1))
  }
  const take = (input: HTMLInputElement): void => {
    if (input.files !== null && input.files.length > 0) onFiles([...input.files])
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
      onDrop={(event) => void drop(event)}
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
        onChange={(event) => take(event.target)}
      />
      {folder !== undefined && (
        <input
          ref={(input) => {
            folders.current = input
            input?.setAttribute('webkitdirectory', '')
          }}
          type="file"
          hidden
          aria-label={folder}
          onChange={(event) => take(event.target)}
        />
      )}
    </div>
  )
}

function usePaste(active: boolean, onFiles: (files: readonly File[]) => void): void {
  const latest = useRef(onFiles)
  useEffect(() => {
    latest.current = onFiles
  })
  useEffect(() => {
    if (!active) return undefined
    const paste = (event: ClipboardEvent): void => {
      const files = [...(event.clipboardData?.files ?? [])].filter(({ type }) => type.startsWith('image/'))
      if (files.length > 0) latest.current(files.slice(0, 1))
    }
    document.addEventListener('paste', paste)
    return () => document.removeEventListener('paste', paste)
  }, [active])
}
