// How images were divided into a training and a test part, in words.
import type { DivisionReport } from '../../tasks/data/import.ts'
import { countOf } from '../text/format.ts'
import type { Look } from '../text/look.ts'
import { renderTable } from '../text/table.ts'

/** One sentence, and with grouping the largest groups. */
export function renderDivision(division: DivisionReport, look: Look): string {
  if (division.by === 'source') return 'Divided as the source is.'
  const { seed, testShare, grouping } = division
  const percent = Number((100 * testShare).toFixed(1))
  const sentence = `Divided by seed ${seed}: about ${percent} % of the images to measure on`
  if (grouping === undefined) return `${sentence}.`
  const { rule, groups, singles, largest } = grouping
  const kept = `${sentence}, kept together by ${rule}: ${countOf(groups, 'group')}, ${singles} of one image.`
  if (largest.length === 0) return kept
  const columns = [{ title: 'largest groups' }, { title: 'images', align: 'right' }, { title: 'such as' }] as const
  const rows = largest.map(({ group, images, example }) => [group, String(images), example])
  return `${kept}\n${renderTable(columns, rows, look)}`
}
