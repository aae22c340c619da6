// Detects on a chosen image; another threshold filters again, another model detects again.
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Detection, Upload } from '../../../../src/server/api.ts'
import { answer, api, sendFile } from '../../api/client.ts'
import type { ShownFailure } from '../../api/failure.ts'
import { failureOf } from '../../api/use-action.ts'

/** A moving slider asks at most this often, in milliseconds. */
const pause = 60

type Filtered = Pick<Detection, 'texts' | 'json'> & { readonly boxesMs: number }

export function useDetection(model: string | undefined, threshold: number) {
  const [upload, setUpload] = useState<Upload>()
  const [detection, setDetection] = useState<Detection>()
  const [filtered, setFiltered] = useState<Filtered>()
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<ShownFailure>()
  const latest = useRef(threshold)
  useEffect(() => {
    latest.current = threshold
  })
  const show = (found: Detection): void => {
    setDetection(found)
    setFiltered(undefined)
  }
  const take = useCallback((file: File) => {
    setBusy(true)
    setFailure(undefined)
    sendFile(file, 'image')
      .then(setUpload)
      .catch((error: unknown) => {
        setFailure(failureOf(error))
        setBusy(false)
      })
  }, [])
  useEffect(() => {
    if (upload === undefined || model === undefined) {
      setBusy(false)
      return undefined
    }
    let isCurrent = true
    setBusy(true)
    setFailure(undefined)
    answer(api.detections.$post({ json: { upload: upload.id, model, threshold: latest.current } }))
      .then((found) => isCurrent && show(found))
      .catch((error: unknown) => isCurrent && setFailure(failureOf(error)))
      .finally(() => isCurrent && setBusy(false))
    return () => {
      isCurrent = false
    }
  }, [upload, model])
  useFilter(detection, threshold, setFiltered, setFailure)
  const { texts, json, boxesMs } = filtered ?? {
    texts: detection?.texts ?? [],
    json: detection?.json,
    boxesMs: undefined,
  }
  const times = detection && { ...detection.times, ...(boxesMs !== undefined && { boxesMs }) }
  return { detection, upload, texts, json, times, isBusy, failure, take }
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
