// What was chosen for a batch: how many images, and which files are none.
import { passedOver } from '../../../src/core/image-endings.ts'
import { bytes } from '../ui/format.ts'
import { useSay } from '../words/language-context.tsx'
import { PassedOverList } from './passed-over.tsx'
import type { Sorted } from './send-images.ts'

export function ChosenFiles({ images, others }: Sorted) {
  const say = useSay()
  if (images.length === 0 && others.length === 0) return null
  const size = images.reduce((sum, { file }) => sum + file.size, 0)
  return (
    <>
      <p role="status">{say('batch.chosen', { n: images.length, size: bytes(size) })}</p>
      <PassedOverList passedOver={passedOver(others)} />
    </>
  )
}
