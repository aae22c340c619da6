// State that stands in the address, so that it survives a reload, can be shared, and Back leads to what was shown before.
import { useLocation, useSearch } from 'wouter'
import { isOwnStep, type Change } from './history-steps.ts'
import { pressNumber } from './presses.ts'

/** The changes of the address so far: the last one decides whether the next is a step of its own. */
let last: { readonly name: string; readonly press: number; readonly at: number } | undefined

/** One parameter of the address, and how to change it; the default is left out of the address. */
export function useParameter(
  name: string,
  preset: string,
  change: Change = 'step',
): readonly [string, (value: string) => void] {
  const search = useSearch()
  const [path, go] = useLocation()
  const value = new URLSearchParams(search).get(name) ?? preset
  const set = (next: string): void => {
    // What arrives after the person went on must not bring them back.
    if (decodeURI(location.pathname) !== decodeURI(path)) return
    const parameters = new URLSearchParams(location.search)
    if ((parameters.get(name) ?? preset) === next) return
    if (next === preset) parameters.delete(name)
    else parameters.set(name, next)
    const text = parameters.toString()
    const now = { name, press: pressNumber(), at: performance.now() }
    go(text === '' ? path : `${path}?${text}`, { replace: !isOwnStep(change, last, now) })
    if (change !== 'silent') last = now
  }
  return [value, set]
}
