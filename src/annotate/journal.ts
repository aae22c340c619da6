// The journal of a data set that is edited: every state that a ground truth had, who made it and when. Appended to, never rewritten.
import { z } from '../core/schema.ts'
import { appendLine, JsonLines } from './json-lines.ts'

/**
 * What made a state: a model, a person, a person's consent, an earlier state taken back, or another program; of a list, images that
 * were added to it, or a division.
 */
export const journalActions = ['label', 'edit', 'accept', 'restore', 'outside', 'add', 'split'] as const
export type JournalAction = (typeof journalActions)[number]

const entry = z.object({
  /** ISO 8601. */
  at: z.string(),
  /** Which browser, or which program. */
  by: z.string(),
  action: z.enum(journalActions),
  /** Path of the ground truth, or of the list, from the data set's folder, with forward slashes. */
  file: z.string(),
  /** Revisions before and after; equal where only the review changed. */
  from: z.string(),
  to: z.string(),
  /** The whole file afterwards. */
  text: z.string(),
  /** Whether a person has looked at it. */
  reviewed: z.boolean(),
})
export type JournalEntry = z.infer<typeof entry>

const lines = new JsonLines(entry)

/** Appends one entry, so that it survives a power cut when this returns. */
export function appendEntry(path: string, added: JournalEntry): void {
  appendLine(path, added, { flush: true })
}

/** Every entry, oldest first. */
export function readJournal(path: string): readonly JournalEntry[] {
  return lines.read(path)
}
