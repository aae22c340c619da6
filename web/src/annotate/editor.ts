// The state of an editor of one image and all that changes it: `init` and `update`, with undo and redo without end. Pure.
import { limits, type Outline, tidy } from './outline.ts'
import { cornerInserted, cornerRemoved, grown, moved, turned } from './reshape.ts'
import { joinTexts, splitText, type Text } from './split-join.ts'

/** A text with a number that stays its own while the image is open. */
export interface TextBox extends Text {
  readonly id: number
}

/** What undo brings back. */
interface Snapshot {
  readonly boxes: readonly TextBox[]
  readonly selection: readonly number[]
}

export interface Editor extends Snapshot {
  readonly past: readonly Snapshot[]
  readonly future: readonly Snapshot[]
  /** Changes of one series (letters of a transcript, presses of an arrow) are one step back. */
  readonly series: string | undefined
  readonly nextId: number
}

/** What was copied, for this image or another. */
export type Clipboard = readonly Text[]

/** What is done to the selected texts together. */
type SelectionEdit = 'delete' | 'duplicate' | 'split' | 'join' | 'ignore'

export type Change =
  | { readonly do: 'select'; readonly ids: readonly number[]; readonly more?: boolean }
  | { readonly do: 'select-all' }
  | { readonly do: 'undo' }
  | { readonly do: 'redo' }
  | { readonly do: SelectionEdit | 'insert-corner' }
  | { readonly do: 'add'; readonly texts: readonly Text[] }
  | { readonly do: 'reshape'; readonly boxes: readonly (readonly [id: number, box: Outline])[] }
  | { readonly do: 'nudge'; readonly dx: number; readonly dy: number }
  | { readonly do: 'turn'; readonly degrees: number }
  | { readonly do: 'grow'; readonly pixels: number }
  | { readonly do: 'remove-corner'; readonly index: number }
  | { readonly do: 'transcript'; readonly id: number; readonly text: string }
  | { readonly do: 'replace'; readonly texts: readonly Text[] }
  | { readonly do: 'step'; readonly by: -1 | 1 }

/** What says in a ground truth that a text is not to be cared for. */
export const doNotCare = '###'
/** Where a copy lies beside its original, in pixels. */
const beside = 12

export function init(texts: readonly Text[]): Editor {
  const boxes = texts.map((text, id) => ({ ...text, id }))
  return { boxes, selection: [], past: [], future: [], series: undefined, nextId: boxes.length }
}

export function update(state: Editor, change: Change): Editor {
  if (change.do === 'undo') return travelled(state, 'past', 'future')
  if (change.do === 'redo') return travelled(state, 'future', 'past')
  if (change.do === 'step') return stepped(state, change.by)
  if (change.do === 'select-all') return { ...state, series: undefined, selection: state.boxes.map(({ id }) => id) }
  if (change.do === 'select')
    return { ...state, series: undefined, selection: selected(state, change.ids, change.more === true) }
  return edited(state, change)
}

type Edit = Exclude<Change, { readonly do: 'undo' | 'redo' | 'select' | 'select-all' | 'step' }>
/** Texts without an id are new. */
type Drawn = Text & { readonly id?: number }
interface Outcome {
  readonly boxes: readonly Drawn[]
  /** New texts are selected instead of what was. */
  readonly selects?: 'new' | 'none'
  readonly series?: string
}

function edited(state: Editor, change: Edit): Editor {
  const outcome = outcomeOf(state, change)
  if (outcome === undefined) return state
  let { nextId } = state
  const fresh: number[] = []
  const boxes = outcome.boxes.map((text): TextBox => {
    const id = text.id ?? nextId++
    if (text.id === undefined) fresh.push(id)
    return { id, box: text.box, transcript: text.transcript, ignore: text.ignore }
  })
  const selection = { new: fresh, none: [] }[outcome.selects ?? 'none'] as readonly number[]
  const isSameSeries = outcome.series !== undefined && outcome.series === state.series
  const before: Snapshot = { boxes: state.boxes, selection: state.selection }
  return {
    boxes,
    selection: outcome.selects === undefined ? state.selection : selection,
    past: isSameSeries ? state.past : [...state.past, before],
    future: [],
    series: outcome.series,
    nextId,
  }
}

const isIn = (state: Editor) => (text: TextBox) => state.selection.includes(text.id)

/** Applies `shape` to the outlines that are selected. */
function shaped(state: Editor, shape: (box: Outline) => Outline): Outcome | undefined {
  if (!state.boxes.some(isIn(state))) return undefined
  const isSelected = isIn(state)
  return { boxes: state.boxes.map((text) => (isSelected(text) ? { ...text, box: tidy(shape(text.box)) } : text)) }
}

const inSeries = (outcome: Outcome | undefined, series: string): Outcome | undefined =>
  outcome && { ...outcome, series }

/** What an edit makes of the texts; undefined where it changes nothing. */
function outcomeOf(state: Editor, change: Edit): Outcome | undefined {
  if (change.do === 'add') return added(state, change.texts)
  if (change.do === 'reshape') return reshaped(state, new Map(change.boxes))
  if (change.do === 'nudge')
    return inSeries(
      shaped(state, (box) => moved(box, change.dx, change.dy)),
      'nudge',
    )
  if (change.do === 'turn')
    return inSeries(
      shaped(state, (box) => turned(box, change.degrees)),
      'turn',
    )
  if (change.do === 'grow')
    return inSeries(
      shaped(state, (box) => grown(box, change.pixels)),
      'grow',
    )
  if (change.do === 'insert-corner')
    return shaped(state, (box) => (box.length / 2 < limits.corners ? cornerInserted(box) : box))
  if (change.do === 'remove-corner')
    return shaped(state, (box) => cornerRemoved(box, Math.min(change.index, box.length / 2 - 1)))
  if (change.do === 'transcript') return transcribed(state, change.id, change.text.slice(0, limits.transcript))
  if (change.do === 'replace') return { boxes: change.texts, selects: 'none' }
  return ofSelection(state, change.do)
}

interface Chosen {
  readonly state: Editor
  /** In the order of the list; at least one. */
  readonly chosen: readonly TextBox[]
  readonly isSelected: (text: TextBox) => boolean
}

const selectionEdits: Readonly<Record<SelectionEdit, (of: Chosen) => Outcome | undefined>> = {
  delete: ({ state, isSelected }) => ({ boxes: state.boxes.filter((text) => !isSelected(text)), selects: 'none' }),
  duplicate: ({ state, chosen }) =>
    added(
      state,
      chosen.map(({ box, transcript, ignore }) => ({ box: moved(box, beside, beside), transcript, ignore })),
    ),
  split: ({ state, isSelected }) => ({
    boxes: state.boxes.flatMap((text): readonly Drawn[] => (isSelected(text) ? splitText(text) : [text])),
    selects: 'new',
  }),
  join: ({ state, chosen, isSelected }) => {
    const line = joinTexts(chosen)
    if (line === undefined) return undefined
    const first = chosen[0]?.id
    const boxes = state.boxes.flatMap((text): Drawn[] => (text.id === first ? [line] : isSelected(text) ? [] : [text]))
    return { boxes, selects: 'new' }
  },
  ignore: ({ state, chosen, isSelected }) => {
    const ignore = !chosen.every((text) => text.ignore)
    return { boxes: state.boxes.map((text) => (isSelected(text) ? cared(text, ignore) : text)) }
  },
}

function ofSelection(state: Editor, what: SelectionEdit): Outcome | undefined {
  const isSelected = isIn(state)
  const chosen = state.boxes.filter(isSelected)
  return chosen.length === 0 ? undefined : selectionEdits[what]({ state, chosen, isSelected })
}

function cared(text: TextBox, ignore: boolean): TextBox {
  return { ...text, ignore, transcript: !ignore && text.transcript === doNotCare ? '' : text.transcript }
}

function added(state: Editor, texts: readonly Text[]): Outcome | undefined {
  if (texts.length === 0) return undefined
  const fresh = texts.map(({ box, transcript, ignore }) => ({ box: tidy(box), transcript, ignore }))
  return { boxes: [...state.boxes, ...fresh], selects: 'new' }
}

function reshaped(state: Editor, boxes: ReadonlyMap<number, Outline>): Outcome | undefined {
  if (!state.boxes.some(({ id }) => boxes.has(id))) return undefined
  return {
    boxes: state.boxes.map((text) => ({ ...text, box: boxes.has(text.id) ? tidy(boxes.get(text.id)!) : text.box })),
  }
}

function transcribed(state: Editor, id: number, transcript: string): Outcome | undefined {
  const before = state.boxes.find((text) => text.id === id)
  if (before === undefined || before.transcript === transcript) return undefined
  const ignore = transcript === doNotCare || (before.ignore && before.transcript !== doNotCare)
  return {
    boxes: state.boxes.map((text) => (text.id === id ? { ...text, transcript, ignore } : text)),
    series: `transcript ${id}`,
  }
}

function travelled(state: Editor, from: 'past' | 'future', to: 'past' | 'future'): Editor {
  const target = state[from].at(-1)
  if (target === undefined) return { ...state, series: undefined }
  const here: Snapshot = { boxes: state.boxes, selection: state.selection }
  return { ...state, ...target, [from]: state[from].slice(0, -1), [to]: [...state[to], here], series: undefined }
}

function selected({ boxes, selection }: Editor, ids: readonly number[], more: boolean): readonly number[] {
  const there = ids.filter((id) => boxes.some((text) => text.id === id))
  if (!more) return there
  const isAll = there.every((id) => selection.includes(id))
  return isAll ? selection.filter((id) => !there.includes(id)) : [...new Set([...selection, ...there])]
}

/** Selects the text before or after the selected one, round and round. */
function stepped(state: Editor, by: -1 | 1): Editor {
  const count = state.boxes.length
  if (count === 0) return state
  const at = state.boxes.findIndex(({ id }) => id === state.selection.at(-1))
  const next = at === -1 ? (by === 1 ? 0 : count - 1) : (at + by + count) % count
  return { ...state, series: undefined, selection: [state.boxes[next]!.id] }
}
