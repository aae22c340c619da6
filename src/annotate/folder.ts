// Where a data set that is being edited keeps what belongs to the editing: `.ocrdet/` beside the lists. Readers ignore it.
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** The files of `.ocrdet/`. */
export interface EditingPaths {
  /** Absolute. */
  readonly folder: string
  /** Says that a person opened the set for editing, and when; written when the backup is whole. */
  readonly opened: string
  /** The lists and ground truths as they were before the first edit. */
  readonly backup: string
  /** One line of JSON an edit. */
  readonly journal: string
  /** What a model found on each image, for the order in which correcting helps. */
  readonly predictions: string
  /** The plan of a labelling that is not done yet. */
  readonly labelling: string
  /** What the lists are to be, while they are written. */
  readonly lists: string
}

export function editingPaths(root: string): EditingPaths {
  const folder = join(resolve(root), '.ocrdet')
  const inFolder = (name: string): string => join(folder, name)
  return {
    folder,
    opened: inFolder('editing.json'),
    backup: inFolder('backup'),
    journal: inFolder('journal.jsonl'),
    predictions: inFolder('predictions.jsonl'),
    labelling: inFolder('labelling.json'),
    lists: inFolder('lists.json'),
  }
}

/** Whether a person has opened the set for editing. */
export function isOpenForEditing(root: string): boolean {
  return existsSync(editingPaths(root).opened)
}
