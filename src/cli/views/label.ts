// What was labelled, and how the labels of a set differ from what a model finds.
import type { LabelAgainReport } from '../../tasks/annotate/label-again.ts'
import type { LabelReport } from '../../tasks/annotate/label.ts'
import { printable } from '../../core/printable.ts'
import { countOf, shownPath } from '../text/format.ts'
import type { Look } from '../text/look.ts'
import { renderFacts } from '../text/table.ts'
import { renderSkipped } from './detections.ts'

/** The images that differ most are listed; the page has them all. */
const shownDiffering = 10

export function renderLabels(report: LabelReport, look: Look): string {
  const { root, model, recognizer, images, texts, imagesWithoutText, resumed, cancelled } = report
  const earlier = resumed === 0 ? '' : `, ${resumed} of them before`
  const head = `${countOf(images, 'image')} labelled${earlier}: ${countOf(texts, 'text')}`
  const facts = [
    ['Data set', shownPath(root)],
    ['Model', model],
    ...(recognizer === undefined ? [] : [['Reader', recognizer] as const]),
    ...(imagesWithoutText === 0 ? [] : [['Without text', countOf(imagesWithoutText, 'image')] as const]),
  ] as const
  return [
    [
      `${head}${cancelled ? '; stopped before the last image' : ''}`,
      ...unreadable(report.skipped, look),
      ...renderSkipped({ ...report, emptyFolders: [] }, look),
    ].join('\n'),
    renderFacts(facts, look),
  ].join('\n\n')
}

export function renderLabelAgain(report: LabelAgainReport, look: Look): string {
  const { model, images, replaced, kept, texts, differing, cancelled } = report
  const head = `${countOf(images, 'image')} labelled again by ${model}: ${replaced} got new labels (${countOf(texts, 'text')}), ${kept} keep those that a person made or looked at`
  const most = differing.slice(0, shownDiffering).map(({ split, image, texts }) => {
    return `  ${printable(image)} (${split})  ${look.paint.yellow(countOf(texts, 'text'))}`
  })
  const more = differing.length > most.length ? [look.paint.dim(`  and ${differing.length - most.length} more`)] : []
  const list =
    most.length === 0 ? [] : ['Texts that only the labels or only the model have, most first:', ...most, ...more]
  return [
    `${head}${cancelled ? '; stopped before the last image' : ''}`,
    ...unreadable(report.skipped, look),
    ...list,
  ].join('\n')
}

function unreadable(skipped: LabelReport['skipped'], { paint }: Look): string[] {
  return skipped.map(({ path, why }) => paint.red(`Skipped: ${shownPath(path)}: ${printable(why)}`))
}
