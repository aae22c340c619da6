// Detects on a chosen image; another threshold filters again, another model detects again.
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Detection } from '../../../../src/server/api.ts'
import { answer, api } from '../../api/client.ts'
import { useConnection } from '../../api/connection.ts'
import type { ShownFailure } from '../../api/failure.ts'
import { failureOf } from '../../api/use-action.ts'
import { useSentImage } from './use-sent-image.ts'

/** A moving slider asks at most this often, in milliseconds. */
const pause = 60

type Filtered = Pick<Detection, 'texts' | 'json'> & { readonly boxesMs: number }

export function useDetection(model: string | undefined, threshold: number) {
  // Another try, after the server lost what it had.
  const [tries, setTries] = useState(0)
  const [detection, setDetection] = useState<Detection>()
  const [filtered, setFiltered] = useState<Filtered>()
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<ShownFailure>()
  const image = useSentImage((failed) => {
    setFailure(failed)
    setBusy(false)
  })
  const { id } = image
  const latest = useRef({ threshold, image })
  useEffect(() => {
    latest.current = { threshold, image }
  })
  const again = useCallback(() => setTries((count) => count + 1), [])
  const isCut = useAgainWhenBack(again)
  const fail = useCallback((failed: ShownFailure): void => {
    isCut.current = failed.code === 'network'
    if (failed.code === 'detection-gone') again()
    else if (failed.code !== 'upload-unknown' || !latest.current.image.sendAgain()) setFailure(failed)
  }, [])
  useEffect(() => {
    setBusy(id !== '' && model !== undefined)
    if (id === '') setDetection(undefined)
    if (id === '' || model === undefined) return undefined
    let isCurrent = true
    setFailure(undefined)
    const show = (found: Detection): void => {
      setDetection(found)
      setFiltered(undefined)
    }
    answer(api.detections.$post({ json: { upload: id, model, threshold: latest.current.threshold } }))
      .then((found) => isCurrent && show(found))
      .catch((error: unknown) => isCurrent && fail(failureOf(error)))
      .finally(() => isCurrent && setBusy(false))
    return () => {
      isCurrent = false
    }
  }, [id, model, tries])
  useFilter(detection, threshold, setFiltered, fail)
  const { texts, json, boxesMs } = filtered ?? {
    texts: detection?.texts ?? [],
    json: detection?.json,
    boxesMs: undefined,
  }
  const times = detection && { ...detection.times, ...(boxesMs !== undefined && { boxesMs }) }
  const take = (file: File): void => {
    setBusy(true)
    setFailure(undefined)
    image.take(file)
  }
  return { detection, upload: id === '' ? undefined : { id }, texts, json, times, isBusy, failure, take }
}

/** Tries again when the server is back what failed for want of it; what is returned says whether something did. */
function useAgainWhenBack(again: () => void) {
  const { returns } = useConnection()
  const isCut = useRef(false)
  useEffect(() => {
    if (!isCut.current) return
    isCut.current = false
    again()
  }, [returns])
  return isCut
}

/** Asks for the texts at another threshold once the slider rests for a moment. */
function useFilter(
  detection: Detection | undefined,
  threshold: number,
  onTexts: (filtered: Filtered) => void,
  onFailure: (failure: ShownFailure) => void,
): void {
  const done = useRef<string>(undefined)
  useEffect(() => {
    if (detection === undefined) return undefined
    const key = `${detection.id} ${threshold}`
    done.current ??= `${detection.id} ${detection.thresholds.threshold}`
    if (done.current === key) return undefined
    const { id } = detection
    let isCurrent = true
    const timer = setTimeout(() => {
      done.current = key
      const asked = api.detections[':detection'].texts.$get({
        param: { detection: id },
        query: { threshold: String(threshold) },
      })
      answer(asked)
        .then((found) => isCurrent && onTexts(found))
        .catch((error: unknown) => isCurrent && onFailure(failureOf(error)))
    }, pause)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [detection, threshold, onTexts, onFailure])
}
