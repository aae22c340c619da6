// The report of a repaired copy: how many things were changed, by what was done, and what is left for a person.
import type { Language } from '../../core/language.ts'
import type { DescribedChange, RepairReport } from '../../tasks/data/repair.ts'
import { shownPath } from '../text/format.ts'
import type { Look } from '../text/look.ts'
import { wrap } from '../text/width.ts'
import { countsOf } from './check.ts'
import { widest } from './problems.ts'

const words = {
  copy: { en: 'Repaired copy', zh: '修复后的副本' },
  images: { en: 'images', zh: '张图片' },
  nothing: { en: 'nothing had to be changed', zh: '无需任何修改' },
  every: { en: 'every change with its place', zh: '每处修改及其位置' },
  left: { en: 'in the copy', zh: '副本中还有' },
} as const satisfies Record<string, Readonly<Record<Language, string>>>

const marks = { 'by-hand': '?', dropped: '-', fixed: '+', kept: ' ' } as const satisfies Record<
  DescribedChange['action'],
  string
>

/** `?` is for a person to look at, `-` was left out, `+` was repaired. */
export function renderRepairing({ folder, reportPath, images, changes, check }: RepairReport, look: Look): string {
  const { language, errors, warnings, problems } = check
  const counts = countsOf({ error: errors, warning: warnings, info: problems.length - errors - warnings }, language)
  return [
    look.paint.bold(`${words.copy[language]} ${shownPath(folder)} (${images} ${words.images[language]})`),
    ...(changes.length === 0 ? [`  ${words.nothing[language]}`] : fixLines(changes, look)),
    `  ${words.every[language]}: ${shownPath(reportPath)}`,
    `  ${words.left[language]}: ${counts}`,
  ].join('\n')
}

/** What a person must look at first, then what was left out, then what was repaired. */
function fixLines(changes: readonly DescribedChange[], look: Look): string[] {
  const counts = new Map<string, { readonly change: DescribedChange; readonly count: number }>()
  for (const change of changes) counts.set(change.fix, { change, count: (counts.get(change.fix)?.count ?? 0) + 1 })
  return (['by-hand', 'dropped', 'fixed'] as const).flatMap((action) =>
    [...counts.values()]
      .filter(({ change }) => change.action === action)
      .flatMap(({ change, count }) => {
        const [first, ...more] = wrap(`${change.done} (${count})`, Math.min(look.columns, widest) - 4)
        return [`  ${marks[action]} ${first}`, ...more.map((line) => `    ${line}`)]
      }),
  )
}
