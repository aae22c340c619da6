// From a run to its data set, where the rest is labelled again with it; only where that set is open for editing.
import { useQuery } from '@tanstack/react-query'
import { editAddress } from '../correct/address.ts'
import { editingStateOf } from '../correct/open-set.ts'
import { ButtonLink } from '../ui/button.tsx'
import { useSay } from '../words/language-context.tsx'

export function AgainLink({ run, data }: { readonly run: string; readonly data: string }) {
  const say = useSay()
  const state = useQuery({ queryKey: ['editing', data], queryFn: () => editingStateOf(data), retry: false }).data
  if (state?.opened === undefined) return null
  return (
    <ButtonLink to={editAddress({ data: state.root, order: 'disagrees', again: run })}>{say('again.link')}</ButtonLink>
  )
}
