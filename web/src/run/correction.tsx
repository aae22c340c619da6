// From an evaluated image to its labels: where it stands in the data set now, and what changed since.
import { useQuery } from '@tanstack/react-query'
import { answer, api } from '../api/client.ts'
import { headlineOf } from '../api/failure.ts'
import { failureOf } from '../api/use-action.ts'
import { editAddress } from '../correct/address.ts'
import { ButtonLink } from '../ui/button.tsx'
import { useSpeech } from '../words/language-context.tsx'

/** The place of an image of a run's evaluation. */
export const useCorrection = (run: string, index: number) =>
  useQuery({
    queryKey: ['run', run, 'evaluation', index, 'place'],
    queryFn: () => answer(api.runs[':run'].evaluation[':index'].place.$get({ param: { run, index: String(index) } })),
    // The set may be changed at any time, by the editor first of all.
    staleTime: 0,
    retry: false,
  })
export type Correction = ReturnType<typeof useCorrection>

/** The address at which a box of the image is corrected; undefined while that is not known. */
export function correctionOf({ data: place }: Correction): ((box: readonly number[]) => string) | undefined {
  if (place === undefined) return undefined
  const { data, split, index } = place
  return (box) => editAddress({ data, split, image: index, box })
}

export function CorrectLabels({ correction: { data: place, error } }: { readonly correction: Correction }) {
  const { say, language } = useSpeech()
  if (error !== null) {
    const { title, detail } = headlineOf(failureOf(error), language)
    return <p className="soft small break">{detail === undefined ? title : `${title} ${detail}`}</p>
  }
  if (place === undefined) return null
  const { data, split, index, changes } = place
  return (
    <div className="stack">
      <div>
        <ButtonLink small to={editAddress({ data, split, image: index })}>
          {say('correct.image')}
        </ButtonLink>
      </div>
      {changes.map((change) => (
        <p key={change} className="small">
          {say(`correct.changed.${change}`)}
        </p>
      ))}
    </div>
  )
}
