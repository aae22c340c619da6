// A button that sends a model from the person's machine to the server.
import { useRef } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { sendFile } from '../api/client.ts'
import { FailureMessage } from '../api/failure-message.tsx'
import { useAction } from '../api/use-action.ts'
import { Button } from '../ui/button.tsx'

interface UploadProps {
  readonly label: string
  /** As the browser takes it: `.onnx,.pth` */
  readonly accept: string
  /** Told the path of the file on the server. */
  readonly onDone: (path: string) => void
}

export function UploadModel({ label, accept, onDone }: UploadProps) {
  const queries = useQueryClient()
  const file = useRef<HTMLInputElement>(null)
  const add = useAction<File>(async (chosen) => {
    const { path } = await sendFile(chosen, 'model')
    await queries.invalidateQueries({ queryKey: ['models'] })
    onDone(path)
  })
  return (
    <div>
      <Button small look="quiet" icon="upload" disabled={add.isBusy} onClick={() => file.current?.click()}>
        {label}
      </Button>
      <input
        ref={file}
        type="file"
        hidden
        accept={accept}
        aria-label={label}
        onChange={(event) => {
          const [chosen] = event.target.files ?? []
          if (chosen !== undefined) void add.run(chosen)
          event.target.value = ''
        }}
      />
      <FailureMessage failure={add.failure} />
    </div>
  )
}
