// What was chosen for a batch: how many pictures, and which files are none.
import { passedOver } from '../../../../src/core/picture-endings.ts'
import { bytes } from '../../ui/format.ts'
import { useSay } from '../../words/language-context.tsx'
import { PassedOverList } from './passed-over.tsx'
import type { Sorted } from './send-pictures.ts'

export function ChosenFiles({ pictures, others }: Sorted) {
  const say = useSay()
  if (pictures.length === 0 && others.length === 0) return null
  const size = pictures.reduce((sum, { file }) => sum + file.size, 0)
  return (
    <>
      <p role="status">{say('batch.chosen', { n: pictures.length, size: bytes(size) })}</p>
      <PassedOverList passedOver={passedOver(others)} />
    </>
  )
}
