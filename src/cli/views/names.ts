// Names, notes and tags of runs as one or two lines of text.
import type { NameReport, NotesReport } from '../../tasks/runs/names.ts'
import { shownPath } from '../text/format.ts'
import type { Look } from '../text/look.ts'

export function renderNaming({ id, name, link, before }: NameReport, { paint }: Look): string {
  if (before === id) return `${id} is called ${paint.bold(name)} already`
  const moved = before === undefined ? '' : `; it was the name of ${before}`
  return `${id} is called ${paint.bold(name)}${moved}\n${paint.dim(`${shownPath(link)} -> ${id}`)}`
}

export function renderUnnaming({ name, before }: Pick<NameReport, 'name' | 'before'>): string {
  return before === undefined ? `The name ${name} is free` : `The name ${name} is free; ${before} stays`
}

export function renderNote({ id, note }: NotesReport, { paint }: Look): string {
  return `${paint.bold(id)}  ${note === '' ? paint.dim('no note') : note}`
}

export function renderTags({ id, tags }: NotesReport, { paint }: Look): string {
  return `${paint.bold(id)}  ${tags.length === 0 ? paint.dim('no tags') : tags.map((tag) => `#${tag}`).join(' ')}`
}
