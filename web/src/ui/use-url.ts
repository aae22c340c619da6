// State that stands in the address, so that it survives a reload and can be shared.
import { useLocation, useSearch } from 'wouter'

/** One parameter of the address, and how to change it; the default is left out of the address. */
export function useParameter(name: string, preset: string): readonly [string, (value: string) => void] {
  const search = useSearch()
  const [path, go] = useLocation()
  const value = new URLSearchParams(search).get(name) ?? preset
  const set = (next: string): void => {
    const parameters = new URLSearchParams(location.search)
    if (next === preset) parameters.delete(name)
    else parameters.set(name, next)
    const text = parameters.toString()
    go(text === '' ? path : `${path}?${text}`, { replace: true })
  }
  return [value, set]
}
