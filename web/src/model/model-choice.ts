// Models as a list to choose from. Pure.
import type { Model } from '../../../src/server/api.ts'
import { score } from '../ui/format.ts'
import type { Say } from '../words/language-context.tsx'

/** The asked model, else the run with the best F-score, the newer of equals; else the first: the starter. A run that finds nothing is never meant. */
export function chosenOf(models: readonly Model[], asked: string): Model | undefined {
  const usable = models.filter(({ kind, fScore = 0 }) => kind === 'run' && fScore > 0)
  const [best] = usable.toSorted((a, b) => (b.fScore ?? 0) - (a.fScore ?? 0))
  return models.find(({ reference }) => reference === asked) ?? best ?? models[0]
}

/** What a list calls a model. */
export function modelLabel({ kind, label, fScore }: Model, say: Say): string {
  const name = kind === 'starter' ? `${say('starter.name')} (${label})` : label
  return fScore === undefined ? name : `${name} · F ${score(fScore)}`
}
