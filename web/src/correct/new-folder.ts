// The folder of a new data set: one of its own beside the others, until another one is named.
import { useState } from 'react'
import { useSystem } from '../api/queries.ts'

export function useNewFolder(): readonly [string, (dir: string) => void] {
  const system = useSystem().data
  const [typed, setTyped] = useState<string>()
  const [day] = useState(() => new Date().toISOString().slice(0, 16).replace(/\D/g, ''))
  const folder = system?.folders[0]
  return [typed ?? (folder === undefined ? '' : `${folder}/labelled_${day}`), setTyped]
}
