// The chosen columns: those of the address, else those that were chosen last on this machine.
import { useParameter } from '../../../ui/use-url.ts'

const storageKey = 'ocrdet.columns'

export function useColumns(): readonly [string, (columns: string) => void] {
  const [asked, setAsked] = useParameter('columns', '')
  const choose = (columns: string): void => {
    localStorage.setItem(storageKey, columns)
    setAsked(columns)
  }
  return [asked === '' ? (localStorage.getItem(storageKey) ?? '') : asked, choose]
}
