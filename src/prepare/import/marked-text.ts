// Reading the texts of an image so that none is lost without a word: one that cannot be read is still known to be there.
import { noting, placeIn, type Place } from './notes.ts'
import type { MarkedText, SourceText, UnreadText } from './types.ts'

/** A text of unknown place: its image must not be used, since the text would be learnt as background. */
export function unreadText(where: string): UnreadText {
  return { unread: true, where }
}

/** What `read` makes of an annotation; a text of unknown place, and a note, when it throws a `SourceError`. */
export function readMarked(place: Place, read: () => readonly MarkedText[]): readonly MarkedText[] {
  return noting(place, read) ?? [unreadText(placeIn(place.file, place.line))]
}

/** Whether the place of a text is known. */
export function isRead(text: MarkedText): text is SourceText {
  return !('unread' in text)
}
