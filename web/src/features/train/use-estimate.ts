// Time and memory of the training that the form describes, asked again when the person rests.
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { answer, api } from '../../api/client.ts'

/** How long the form must rest, in milliseconds. */
const pause = 350

export function useEstimate(settings: Readonly<Record<string, unknown>>, enabled: boolean) {
  const text = JSON.stringify(settings)
  const [rested, setRested] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), pause)
    return () => clearTimeout(timer)
  }, [text])
  return useQuery({
    queryKey: ['estimate', rested],
    queryFn: () =>
      answer(api.trainings.estimate.$post({ json: { settings: JSON.parse(rested) as Record<string, unknown> } })),
    enabled,
    placeholderData: (previous) => previous,
  })
}
