// A value once it rests: what follows from a moving slider is not asked for at every step.
import { useEffect, useState } from 'react'

/** Milliseconds without a change. */
const rest = 300

/** The value as it was when it last rested. */
export function useResting<T>(value: T): T {
  const [resting, setResting] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setResting(value), rest)
    return () => clearTimeout(timer)
  }, [value])
  return resting
}
