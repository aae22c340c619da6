// A tuning session: begun with the page, asked again whenever a slider rests for a moment and as long as images are looked at.
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Tuning } from '../../../src/server/api.ts'
import { answer, api } from '../api/client.ts'

/** What can be moved. */
export type Tunables = Tuning['own']

/** A moving slider asks at most this often, and a session at work is asked this often, in milliseconds. */
const pause = 120
const working = 1500

export function useTuning(run: string) {
  return useQuery({
    queryKey: ['tuning', run],
    queryFn: () => answer(api.runs[':run'].tuning.$post({ param: { run } })),
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
  })
}

/** What the thresholds make of the images so far; the answer before stays until the next one is there. */
export function useTuningReport(tuning: string, tunables: Tunables) {
  const query = useRested(tunables)
  return useQuery({
    queryKey: ['tuning', tuning, 'report', query],
    queryFn: () => answer(api.tunings[':tuning'].$get({ param: { tuning }, query })),
    placeholderData: (previous) => previous,
    refetchInterval: ({ state: { data } }) => (data !== undefined && data.done < data.images ? working : false),
    gcTime: 0,
  })
}

export function useTunedImage(tuning: string, index: string, tunables: Tunables) {
  const query = useRested(tunables)
  return useQuery({
    queryKey: ['tuning', tuning, 'image', index, query],
    queryFn: async () => {
      const asked = api.tunings[':tuning'].images[':index'].$get({ param: { tuning, index }, query })
      return { index, ...(await answer(asked)) }
    },
    placeholderData: (previous) => previous,
    gcTime: 0,
  })
}

/** The values as texts, once they rest. */
function useRested({ binaryThreshold, boxThreshold, unclipRatio }: Tunables) {
  const now = [binaryThreshold, boxThreshold, unclipRatio].join(' ')
  const [rested, setRested] = useState(now)
  useEffect(() => {
    const timer = setTimeout(() => setRested(now), pause)
    return () => clearTimeout(timer)
  }, [now])
  const [binary = '', box = '', unclip = ''] = rested.split(' ')
  return { binaryThreshold: binary, boxThreshold: box, unclipRatio: unclip }
}
