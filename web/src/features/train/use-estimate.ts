// What the training that the form describes will take, and what speaks against it: asked again when the person rests.
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { answer, api } from '../../api/client.ts'

/** How long the form must rest, in milliseconds. */
const pause = 350
/** How long a data set counts as looked at, in milliseconds. */
const calm = 30_000

/** Time and memory at once; the look at the data set, which takes longer for a large one, comes by itself. */
export function useForecast(settings: Readonly<Record<string, unknown>>, enabled: boolean) {
  const text = JSON.stringify(settings)
  const [rested, setRested] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), pause)
    return () => clearTimeout(timer)
  }, [text])
  const json = { settings: JSON.parse(rested) as Record<string, unknown> }
  const estimate = useQuery({
    queryKey: ['estimate', rested],
    queryFn: () => answer(api.trainings.estimate.$post({ json })),
    enabled,
    placeholderData: (previous) => previous,
  })
  const data = json.settings['train_data_dir']
  const readiness = useQuery({
    queryKey: ['readiness', data, rested],
    queryFn: () => answer(api.trainings.readiness.$post({ json })),
    // What is wrong with the settings stands at their fields.
    enabled: enabled && !estimate.isPlaceholderData && estimate.data?.problems.length === 0,
    staleTime: calm,
    // What is known of another data set says nothing of this one.
    placeholderData: (previous, query) => (query?.queryKey[1] === data ? previous : undefined),
  })
  const isUnread = estimate.data?.problems.length === 0 && readiness.data === undefined && readiness.error === null
  const isOther = settings['train_data_dir'] !== data
  return { estimate, readiness, isLooking: enabled && (isOther || estimate.data === undefined || isUnread) }
}
