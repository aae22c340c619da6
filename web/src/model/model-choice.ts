// Models as a list to choose from. Pure.
import type { Model } from '../../../src/server/api.ts'
import { score } from '../ui/format.ts'
import type { Say } from '../words/language-context.tsx'

/** The asked model, else the newest run that was scored (others know nothing yet), else the first: the starter. */
export function chosenOf(models: readonly Model[], asked: string): Model | undefined {
  return (
    models.find(({ reference }) => reference === asked) ??
    models.find(({ kind, fScore }) => kind === 'run' && fScore !== undefined) ??
    models[0]
  )
}

/** What a list calls a model. */
export function modelLabel({ kind, label, fScore }: Model, say: Say): string {
  const name = kind === 'starter' ? `${say('starter.name')} (${label})` : label
  return fScore === undefined ? name : `${name} · F ${score(fScore)}`
}
