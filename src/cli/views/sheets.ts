// Where contact sheets lie.
import type { Language } from '../../core/language.ts'
import type { SheetsReport } from '../../tasks/data/sheets.ts'
import { shownPath } from '../text/format.ts'
import type { Look } from '../text/look.ts'

const words = {
  heading: { en: 'Contact sheets', zh: '图片总览' },
  none: { en: 'there is no image to draw', zh: '没有可绘制的图片' },
} as const satisfies Record<string, Readonly<Record<Language, string>>>

/** The folder, and its pages. */
export function renderSheets({ folder, pages }: SheetsReport, look: Look, language: Language): string {
  const heading = look.paint.bold(`${words.heading[language]} ${shownPath(folder)}`)
  if (pages.length === 0) return `${heading}\n  ${words.none[language]}`
  return [heading, ...pages.map((page) => `  ${shownPath(page)}`)].join('\n')
}
