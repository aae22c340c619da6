// How far a set is: which images a person has looked at, whose labels they have, and in which order correcting helps most.
import type { Sample } from '../data/types.ts'
import { editingPaths, isOpenForEditing } from './folder.ts'
import { readJournal, type JournalEntry } from './journal.ts'
import { openedSet } from './open.ts'
import { disagreement, expectedErrors, latestPredictions, type Prediction } from './predictions.ts'
import { fileOf, type Place } from './store.ts'

/** Who made the labels of an image, and whether anybody looked at them. */
export interface ReviewState {
  /** Whether a person has looked at its labels as they are. */
  readonly reviewed: boolean
  /** Whether a model made them, and nobody has changed them since. */
  readonly isMachineMade: boolean
}

/** What is known of one image of a set. */
export interface ImageProgress extends ReviewState {
  /** Boxes that are expected to be wrong, by the scores of a model whose labels nobody has looked at; 0 otherwise. */
  readonly doubt: number
  /** Texts that the labels and what a model found later do not share; 0 where nothing was found later. */
  readonly disagreement: number
}

/** The orders in which a person can walk through a set. */
export const editingOrders = ['helps-most', 'disagrees', 'list', 'name', 'random'] as const
export type EditingOrder = (typeof editingOrders)[number]

/** What is known of every image, in the order of the samples. Of a set that nobody has opened nothing is. */
export function progressOf(root: string, samples: readonly Sample[]): ImageProgress[] {
  const predictions = isOpenForEditing(root)
    ? latestPredictions(editingPaths(root).predictions)
    : new Map<string, Prediction>()
  return reviewStatesOf(root, samples).map((state, index): ImageProgress => {
    const sample = samples[index]
    const prediction = predictions.get(fileOf({ root, path: sample.groundTruthPath }))
    const doubt = prediction === undefined || state.reviewed || !state.isMachineMade ? 0 : expectedErrors(prediction)
    return { ...state, doubt, disagreement: prediction === undefined ? 0 : disagreement(prediction, sample.texts) }
  })
}

/** The state of every image, in the order of the samples. */
export function reviewStatesOf(root: string, samples: readonly Sample[]): ReviewState[] {
  if (!isOpenForEditing(root)) return samples.map(() => ({ reviewed: false, isMachineMade: false }))
  const { labelledBy } = openedSet(root)
  const last = new Map(readJournal(editingPaths(root).journal).map((entry) => [entry.file, entry]))
  return samples.map(({ groundTruthPath }) => stateOf(last.get(fileOf({ root, path: groundTruthPath })), labelledBy))
}

/** The state that the last entry of the journal left, or the opening where there is none. */
export function stateOf(last: JournalEntry | undefined, labelledBy: string | undefined): ReviewState {
  if (last === undefined) return { reviewed: false, isMachineMade: labelledBy !== undefined }
  return { reviewed: last.reviewed, isMachineMade: last.action === 'label' }
}

/** The same for one image, at the state that it has now. */
export function stateOfImage(place: Place): ReviewState {
  const { labelledBy } = openedSet(place.root)
  const entries = readJournal(editingPaths(place.root).journal)
  return stateOf(
    entries.findLast(({ file }) => file === fileOf(place)),
    labelledBy,
  )
}

/**
 * Indices in the order in which to walk: images that nobody has looked at first, then by how many mistakes are to be expected.
 * @param random numbers in [0, 1) by index, for `random`
 */
export function orderOf(
  images: readonly (ImageProgress & { readonly name: string })[],
  order: EditingOrder,
  random: (index: number) => number,
): number[] {
  const indices = images.map((_, index) => index)
  if (order === 'list') return indices
  // Whether reviewed or not: a label that a person made by mistake floats up.
  if (order === 'disagrees') return indices.toSorted((a, b) => images[b].disagreement - images[a].disagreement || a - b)
  if (order === 'name')
    return indices.toSorted((a, b) => images[a].name.localeCompare(images[b].name, 'en', { numeric: true }))
  if (order === 'random') return indices.toSorted((a, b) => random(a) - random(b))
  const helps = ({ doubt, disagreement: differing }: ImageProgress): number => doubt + differing
  return indices.toSorted(
    (a, b) => Number(images[a].reviewed) - Number(images[b].reviewed) || helps(images[b]) - helps(images[a]) || a - b,
  )
}
