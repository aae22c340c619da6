// The keys of the editor: what each does, and how the overlay of help shows it. Pure.
import type { WordKey } from '../../words/catalogue.ts'

/** What can be asked for by a key or a button. */
export type Command =
  | 'accept'
  | 'next-image'
  | 'previous-image'
  | 'select'
  | 'rectangle'
  | 'quadrilateral'
  | 'polygon'
  | 'duplicate'
  | 'delete'
  | 'split'
  | 'join'
  | 'ignore'
  | 'transcript'
  | 'fit'
  | 'undo'
  | 'redo'
  | 'select-all'
  | 'copy'
  | 'paste'
  | 'escape'
  | 'help'
  | 'next-box'
  | 'previous-box'
  | 'previous-boxes'
  | 'insert-corner'
  | 'remove-corner'
  | 'turn-right'
  | 'turn-left'
  | 'grow'
  | 'shrink'
  | 'zoom-in'
  | 'zoom-out'
  | 'zoom-fit'
  | 'toggle-boxes'

const plain: Readonly<Record<string, Command>> = {
  enter: 'accept',
  ']': 'next-image',
  '[': 'previous-image',
  v: 'select',
  r: 'rectangle',
  q: 'quadrilateral',
  p: 'polygon',
  d: 'duplicate',
  delete: 'delete',
  backspace: 'delete',
  s: 'split',
  j: 'join',
  i: 'ignore',
  t: 'transcript',
  f: 'fit',
  escape: 'escape',
  '?': 'help',
  '.': 'next-box',
  ',': 'previous-box',
  b: 'previous-boxes',
  c: 'insert-corner',
  x: 'remove-corner',
  e: 'turn-right',
  w: 'turn-left',
  '>': 'grow',
  '<': 'shrink',
  '+': 'zoom-in',
  '=': 'zoom-in',
  '-': 'zoom-out',
  '0': 'zoom-fit',
  h: 'toggle-boxes',
}
const withControl: Readonly<Record<string, Command>> = {
  z: 'undo',
  y: 'redo',
  a: 'select-all',
  c: 'copy',
  v: 'paste',
}

export interface Press {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
}

/** The command of a key; arrows are not among them, they depend on what is selected. */
export function commandOf({ key, ctrlKey, metaKey, altKey, shiftKey }: Press): Command | undefined {
  if (altKey) return undefined
  const name = key.toLowerCase()
  if (!ctrlKey && !metaKey) return plain[name]
  return name === 'z' && shiftKey ? 'redo' : withControl[name]
}

/** What an arrow moves by, in pixels of the image. */
export function nudgeOf({ key, shiftKey }: Press): { readonly dx: number; readonly dy: number } | undefined {
  const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key]
  const by = shiftKey ? 10 : 1
  return way && { dx: way[0]! * by, dy: way[1]! * by }
}

/** For the overlay: keys, and what they do. */
export const helpLines: readonly (readonly [keys: string, word: WordKey])[] = [
  ['Enter', 'edit.accept'],
  ['[ ]', 'edit.do.images'],
  ['← → ↑ ↓', 'edit.do.nudge'],
  ['R', 'edit.tool.rectangle'],
  ['Q', 'edit.tool.quadrilateral'],
  ['P', 'edit.tool.polygon'],
  ['V', 'edit.tool.select'],
  [', .', 'edit.do.next-box'],
  ['T', 'edit.do.transcript'],
  ['F', 'edit.do.fit'],
  ['D', 'edit.do.duplicate'],
  ['Delete', 'edit.do.delete'],
  ['S', 'edit.do.split'],
  ['J', 'edit.do.join'],
  ['I', 'edit.do.ignore'],
  ['C', 'edit.do.insert-corner'],
  ['X', 'edit.do.remove-corner'],
  ['E W', 'edit.do.turn'],
  ['> <', 'edit.do.grow'],
  ['B', 'edit.do.previous-boxes'],
  ['Ctrl C, Ctrl V', 'edit.do.copy'],
  ['Ctrl A', 'edit.do.select-all'],
  ['Ctrl Z', 'edit.do.undo'],
  ['Ctrl Y', 'edit.do.redo'],
  ['H', 'edit.do.boxes'],
  ['+ − 0', 'edit.do.zoom'],
  ['Esc', 'edit.do.escape'],
  ['?', 'edit.do.help'],
]
