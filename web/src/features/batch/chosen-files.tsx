// What was chosen for a batch: how many pictures, and which files are none.
import { bytes } from '../../ui/format.ts'
import { useSay } from '../../words/language-context.tsx'
import type { Sorted } from './send-pictures.ts'

/** Files that were passed over are named up to so many. */
const mostNamed = 100

export function ChosenFiles({ pictures, others }: Sorted) {
  const say = useSay()
  if (pictures.length === 0 && others.length === 0) return null
  const size = pictures.reduce((sum, { file }) => sum + file.size, 0)
  return (
    <>
      <p role="status">{say('batch.chosen', { n: pictures.length, size: bytes(size) })}</p>
      {others.length > 0 && (
        <details className="small soft">
          <summary>{say('batch.others', { n: others.length })}</summary>
          <p className="break">{others.slice(0, mostNamed).join(', ')}</p>
        </details>
      )}
    </>
  )
}
