// The start of a training, with the reason while it cannot be pressed.
import { Button } from '../../ui/button.tsx'
import type { WordKey } from '../../words/catalogue.ts'
import { useSay } from '../../words/language-context.tsx'

interface StartState {
  readonly data: string
  readonly hasInitial: boolean
  /** Problems of the settings. */
  readonly problems: number
  /** Errors of the data set. */
  readonly errors: number
  /** The data set is being looked at for the first time. */
  readonly isLooking: boolean
}

/** Why a training cannot be started; undefined where it can. */
export function whyNot({ data, hasInitial, problems, errors, isLooking }: StartState): WordKey | undefined {
  if (data.trim() === '') return 'train.not.data'
  if (!hasInitial) return 'train.not.initial'
  if (problems > 0) return 'train.not.settings'
  if (errors > 0) return 'train.not.errors'
  return isLooking ? 'train.not.looking' : undefined
}

interface StartProps {
  readonly why: WordKey | undefined
  readonly isBusy: boolean
}

export function StartButton({ why, isBusy }: StartProps) {
  const say = useSay()
  return (
    <>
      <Button
        look="primary"
        submit
        disabled={why !== undefined || isBusy}
        {...(why !== undefined && { 'aria-describedby': 'why-not' })}
      >
        {say(isBusy ? 'train.starting' : 'train.start')}
      </Button>
      {why !== undefined && (
        <p id="why-not" className="soft small">
          {say(why)}
        </p>
      )}
    </>
  )
}
