// From a run to its data set, which is open for editing: the rest is labelled again with the run.
import { editAddress } from '../correct/address.ts'
import { ButtonLink } from '../ui/button.tsx'
import { useSay } from '../words/language-context.tsx'

export function AgainLink({ run, data }: { readonly run: string; readonly data: string }) {
  const say = useSay()
  return <ButtonLink to={editAddress({ data, order: 'disagrees', again: run })}>{say('again.link')}</ButtonLink>
}
