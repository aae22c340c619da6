// The end of the demo: what came out, where everything lies, and how to go on with one's own images.
import { dirname } from 'node:path'
import type { DemoSummary } from '../../tasks/train/demo.ts'
import { commandLine, countOf, formatDuration, shownPath } from '../text/format.ts'
import type { Look } from '../text/look.ts'
import type { NextStep } from '../text/next-steps.ts'
import { renderFacts } from '../text/table.ts'
import { renderTrainingEnd } from './training.ts'
import { renderVerification } from './verification.ts'

/** The results of all steps. */
export function renderDemo(summary: DemoSummary, look: Look): string {
  const { photo, data, training, exported, verification, detection, seconds } = summary
  const found = detection?.results[0]
  const onPhoto = countOf(photo.results[0]?.boxes.length ?? 0, 'text')
  const facts = [
    ['Photograph', `${onPhoto}, drawn in ${photo.visualizations.map((path) => shownPath(path)).join(', ')}`],
    ['Data set', shownPath(data.root)],
    ...(exported === undefined ? [] : [['ONNX file', shownPath(exported.path)] as const]),
    ...(found === undefined
      ? []
      : [['Detection', `${countOf(found.boxes.length, 'text')} on ${shownPath(found.image_path)}`] as const]),
    ...(detection?.visualizations.map((path) => ['Drawn', shownPath(path)] as const) ?? []),
  ] as const
  return [
    renderTrainingEnd(training, look),
    ...(verification === undefined ? [] : [renderVerification(verification, look)]),
    renderFacts(facts, look),
    `The demo took ${formatDuration(seconds)}.`,
  ].join('\n\n')
}

/** The same way with one's own images. */
export function stepsAfterDemo({ training, exported }: DemoSummary, program: string): NextStep[] {
  if (exported === undefined)
    return [{ does: 'resume the training', line: commandLine(program, 'resume', shownPath(training.folder)) }]
  const model = ['--model', shownPath(exported.path)]
  return [
    { does: 'look at the curves', line: commandLine('tensorboard', '--logdir', shownPath(dirname(training.folder))) },
    { does: 'find texts on an image of yours', line: commandLine(program, 'detect', 'image.jpg', ...model) },
    { does: 'check a data set of yours', line: commandLine(program, 'check', 'custom_data') },
    { does: 'fine-tune on it', line: commandLine(program, 'train', 'custom_data') },
  ]
}
