// One image that is edited: its state, and that every change of it is saved.
import { useEffect, useReducer, useRef, useState } from 'react'
import type { EditedImage } from '../../../../src/server/api.ts'
import { type Change, type Editor, init, update } from '../../annotate/editor.ts'
import { type Flaw, flawsOf, isHolding } from '../../annotate/findings.ts'
import { answer, api } from '../../api/client.ts'
import { whoEdits } from '../../correct/open-set.ts'
import { type ImageKey, loadImage, noteSaved } from './editing.ts'
import { type Saver, sameTexts, type SaveState, type Wish } from './saver.ts'
import { saverOf } from './savers.ts'

export interface EditorOfImage {
  readonly state: Editor
  readonly act: (change: Change) => void
  readonly flaws: readonly Flaw[]
  /** What the server last said of the image. */
  readonly server: EditedImage
  readonly saving: SaveState
  readonly reviewed: boolean
  /** Says that a person has looked at it, or takes that back; false where an outline holds it back. */
  readonly review: (reviewed: boolean) => boolean
  readonly dropUnread: () => void
  /** Shows what is there now instead of what is drawn, which undo brings back. */
  readonly takeTheirs: () => Promise<void>
  readonly restore: (to: string) => Promise<void>
  readonly retry: () => void
}

interface Given {
  readonly place: ImageKey
  readonly image: EditedImage
  readonly isOpen: boolean
  /** Asks once whether the set may be written in; what is given is done when it may. */
  readonly askToOpen: (then: () => void) => void
}

const looksOnly: readonly Change['do'][] = ['select', 'select-all', 'step', 'undo', 'redo']

export function useEditor({ place, image, isOpen, askToOpen }: Given): EditorOfImage {
  const [{ saver, pending }] = useState(() => saverOf(place, image))
  const [state, dispatch] = useReducer(update, pending?.texts ?? image.texts, init)
  const [reviewed, setReviewed] = useState(pending?.reviewed ?? image.reviewed)
  const { server, setServer, saving } = useAnswers(saver, image)
  const flaws = flawsOf(state.boxes, image)
  const isHeld = flaws.some(({ kind }) => isHolding(kind))
  const texts = () => state.boxes.map(({ box, transcript, ignore }) => ({ box: [...box], transcript, ignore }))
  const begun = useRef(state.boxes)
  const want = (wish: Partial<Wish>): void =>
    saver.want({ texts: undefined, reviewed, dropUnread: false, ...wish }, isHeld)
  useEffect(() => {
    if (pending !== undefined) want(pending)
    return () => void saver.flush()
  }, [saver])
  useEffect(() => {
    if (state.boxes === begun.current) return
    begun.current = state.boxes
    const drawn = texts()
    if (saver.pending !== undefined || !sameTexts(server.texts, drawn)) want({ texts: drawn })
  }, [state.boxes])
  const show = (now: EditedImage): void => {
    saver.take(now)
    noteSaved(place, now)
    setServer(now)
    setReviewed(now.reviewed)
    dispatch({ do: 'replace', texts: now.texts })
  }
  return {
    state,
    flaws,
    server,
    saving,
    reviewed,
    act: (change) => {
      if (isOpen || looksOnly.includes(change.do)) dispatch(change)
      else askToOpen(() => dispatch(change))
    },
    review: (next) => {
      if (isHeld) return false
      setReviewed(next)
      want({ reviewed: next })
      void saver.flush()
      return true
    },
    dropUnread: () => want({ texts: texts(), dropUnread: true }),
    takeTheirs: async () => show(await loadImage(place)),
    restore: async (to) => {
      await saver.flush()
      show(await restored(place, { file: server.groundTruthFile, revision: saver.revision, to }))
    },
    retry: () => void saver.flush(),
  }
}

interface Restored {
  readonly file: string
  readonly revision: string
  readonly to: string
}

function restored({ data, split, index }: ImageKey, state: Restored): Promise<EditedImage> {
  const json = { data, split, ...state, by: whoEdits() }
  return answer(api.editing.image[':index'].restore.$post({ param: { index: String(index) }, json }))
}

/** How the saving goes, and what the server last answered. */
function useAnswers(saver: Saver, image: EditedImage) {
  const [server, setServer] = useState(image)
  const [saving, setSaving] = useState(saver.state)
  useEffect(
    () =>
      saver.subscribe((saved) => {
        setSaving(saver.state())
        if (saved !== undefined) setServer(saved)
      }),
    [saver],
  )
  return { server, setServer, saving }
}
