// What is written in the boxes that are shown; boxes come first, their texts a moment later.
import { useQuery } from '@tanstack/react-query'
import { answer, api } from '../../api/client.ts'

/** The reading of a detection at a threshold; `texts` is undefined until it is there. */
export function useReading(detection: string | undefined, threshold: number, count: number) {
  const { data, isFetching, error } = useQuery({
    queryKey: ['reading', detection, threshold],
    enabled: detection !== undefined && count > 0,
    queryFn: () =>
      answer(
        api.detections[':detection'].reading.$get({
          param: { detection: detection ?? '' },
          query: { threshold: String(threshold) },
        }),
      ),
  })
  // While the boxes of another threshold are on their way, texts and boxes do not belong together.
  const texts = data?.recognizer !== undefined && data.texts.length === count ? data.texts : undefined
  return { texts, json: texts && data?.json, problem: data?.problem, isReading: isFetching, error }
}
