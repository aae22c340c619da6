// Found texts as lines of text, one an image.
import type { DetectionResult, DetectReport } from '../../tasks/models/detect.ts'
import { printable } from '../../core/printable.ts'
import type { PassedOver } from '../../core/image-endings.ts'
import { countOf, shownPath } from '../text/format.ts'
import type { Look } from '../text/look.ts'
import { renderFacts } from '../text/table.ts'

/** `scans/1.jpg  12 texts  0.31 s`, or why there is none; with the texts that were read, numbered as on the drawing, where asked for. */
export function renderDetection(
  { image_path, texts, boxes, success, inference_time, error, notes = [] }: DetectionResult,
  { look, withTexts }: { readonly look: Look; readonly withTexts: boolean },
): string {
  if (!success) return `${image_path}  ${look.paint.red(`failed: ${(error ?? '').replaceAll(/\s*\n\s*/g, ' ')}`)}`
  const line = `${image_path}  ${countOf(boxes.length, 'text')}  ${look.paint.dim(`${inference_time.toFixed(2)} s`)}`
  const below = notes.map(
    ({ code, message }) => `  ${code === 'tiled' ? look.paint.dim(message) : look.paint.yellow(message)}`,
  )
  const isRead = withTexts && texts.some(([text]) => text !== '')
  const digits = String(texts.length).length
  const read = isRead
    ? texts.map(
        ([text], index) =>
          `  ${look.paint.dim(String(index + 1).padStart(digits))}  ${text === '' ? look.paint.dim('(not read)') : printable(text)}`,
      )
    : []
  return [line, ...below, ...read].join('\n')
}

/** What was done, and where it lies. */
export function renderDetectReport(report: DetectReport, look: Look): string {
  const { model, recognizer, folder, jsonPath, parquetPath, visualizations, results, cancelled } = report
  const failed = results.filter(({ success }) => !success).length
  const texts = results.reduce((sum, { boxes }) => sum + boxes.length, 0)
  const counts = `${countOf(texts, 'text')} on ${countOf(results.length - failed, 'image')}`
  const failures = failed === 0 ? '' : `; ${look.paint.red(`${countOf(failed, 'image')} failed`)}`
  const facts = [
    ['Model', model],
    ...(recognizer === undefined ? [] : [['Reader', recognizer] as const]),
    ...(recognizer === undefined ? [] : [['Texts', `${shownPath(folder)}/texts.csv`] as const]),
    ['Boxes', shownPath(jsonPath)],
    ...(parquetPath === undefined ? [] : [['Parquet', shownPath(parquetPath)] as const]),
    ...(visualizations.length > 0 ? [['Images', `${shownPath(folder)}/visualization`] as const] : []),
  ] as const
  const head = `${counts}${failures}${cancelled ? '; stopped before the last image' : ''}`
  const others = renderSkipped(report, look)
  return [[head, ...others].join('\n'), renderFacts(facts, look)].join('\n\n')
}

/** What was not looked at, a line each. */
export function renderSkipped(
  { passedOver, emptyFolders }: Pick<DetectReport, 'passedOver' | 'emptyFolders'>,
  look: Look,
): string[] {
  return [
    ...passedOver.map((one) => renderPassedOver(one, look)),
    ...emptyFolders.map((folder) => look.paint.yellow(`No image in ${shownPath(folder)}`)),
  ]
}

/** `Skipped: 2 .heic (HEIC is not read; convert it to JPEG or PNG): scans/1.heic, scans/2.heic` */
function renderPassedOver({ ending, count, format, files }: PassedOver, { paint }: Look): string {
  const kind = ending === '' ? 'without ending' : ending
  const reason = format === undefined ? 'no image' : `${format} is not read; convert it to JPEG or PNG`
  const named = `${files.join(', ')}${count > files.length ? ', ...' : ''}`
  return (format === undefined ? paint.dim : paint.yellow)(`Skipped: ${count} ${kind} (${reason}): ${named}`)
}
