// `ocrdet label`: labels photographs with a model, so that a person only corrects.
import { errorDetails } from '../../core/error-details.ts'
import { UserError } from '../../core/errors.ts'
import { say } from '../../core/say.ts'
import { starterName } from '../../core/starter-name.ts'
import { defaultWorkdirs } from '../../run/layout.ts'
import { text } from '../../run/settings/kinds.ts'
import type { DetectorOptions } from '../../tasks/models/detector-options.ts'
import type { DeviceName } from '../../tasks/train/device.ts'
import { command } from '../command.ts'
import { showResult, type Context } from '../context.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { manyArguments, switchFlag, valueFlag } from '../flags.ts'
import { countProgress } from '../screen/progress.ts'
import { commandLine, shownPath } from '../text/format.ts'
import { type NextStep, withNextSteps } from '../text/next-steps.ts'
import { renderLabelAgain, renderLabels } from '../views/label.ts'
import { modelWords, workdirsFlag } from './common.ts'
import { defaultDevice, deviceFlag, deviceOf } from './device-flag.ts'
import { boxFlags, inputFlags, optionsOf, optionWords } from './detector-flags.ts'
import { readerFlags, recognizerOf } from './reader-flags.ts'

export const labelCommand = command({
  about: [
    'Labels images with a model: finds and reads their texts, and makes a data set of them, to be corrected on the page.',
    'The images are copied and stay as they are. What is stopped goes on when the same command is given again.',
    'With --again a set that is open for editing is labelled anew: labels that a person made or looked at stay, and the images where they differ most from the new ones are told.',
  ],
  arguments: { images: manyArguments('Images and folders of images; with --again the data set.') },
  flags: {
    out: valueFlag(text(errorDetails['bad-flag'].expectedFolder), 'Folder of the new data set; new or empty.'),
    again: switchFlag('Labels the data set once more.'),
    model: valueFlag(
      text(errorDetails['bad-flag'].expectedModel),
      `Which model: ${modelWords} (default: the latest run with weights, else the starter).`,
    ),
    ...readerFlags,
    words: switchFlag('Makes a box around each word instead of each line, as far as the gaps between them are seen.'),
    link: switchFlag('Makes links to the images instead of copies.'),
    workdirs: workdirsFlag,
    device: deviceFlag,
    ...inputFlags,
    ...boxFlags,
  },
  examples: [
    { line: 'photos --out custom_data', does: 'makes a data set of unlabelled photographs' },
    { line: 'photos --out custom_data --no-read', does: 'with boxes and without texts, which is faster' },
    { line: 'photos --out custom_data --input-size 1216x1216', does: 'finds smaller texts, and takes longer' },
    { line: 'custom_data --again --model latest', does: 'labels the rest again after a training' },
  ],
  stoppable: true,
  async run({ args, flags }, context) {
    const { model, noRead, recognizer, workdirs } = flags
    const common = {
      ...(model !== undefined && { model }),
      ...recognizerOf({ noRead, recognizer }),
      options: optionsOf(flags),
      words: flags.words,
      workdirs,
      signal: context.stop,
    }
    if (flags.again) return await again(args.images, { ...common, out: flags.out, asked: flags.device }, context)
    if (flags.out === undefined) throw outNeeded()
    const { labelImages } = await import('../../tasks/annotate/label.ts')
    const device = await deviceOf(flags.device, context)
    const report = await labelImages(
      { inputs: args.images, dir: flags.out, mode: flags.link ? 'link' : 'copy', ...common, device },
      countProgress(context.screen, 'Labelling'),
    )
    context.screen.endLive()
    const made = shownPath(report.root)
    const steps = report.cancelled
      ? [
          {
            does: 'go on',
            line: commandLine(context.program, 'label', ...args.images, '--out', made, ...typedAgain(flags)),
          },
        ]
      : [
          ...withStarter(report, context.program),
          { does: 'correct the boxes on the page', line: commandLine(context.program, 'serve') },
          { does: 'divide it', line: commandLine(context.program, 'split', made, '--write-lists') },
        ]
    showResult(context, report, (_, look) => withNextSteps(renderLabels(report, look), steps, { look }))
    if (report.cancelled) return exitCodes.stopped
    return report.skipped.length > 0 || report.unread !== undefined ? exitCodes.failed : exitCodes.good
  },
})

/** Where a model of one's own found nothing at all, the weights that come along label all that no person looked at. */
export function withStarter(
  { root, model, texts }: { readonly root: string; readonly model: string; readonly texts: number },
  program: string,
): NextStep[] {
  if (texts > 0 || model.startsWith(starterName)) return []
  const line = commandLine(program, 'label', shownPath(root), '--again', '--model', starterName)
  return [{ does: 'no text was found: label with the weights that come along', line }]
}

/** The flags on which a labelling depends. */
function typedAgain({ model, noRead, recognizer, words, link, workdirs, device, ...options }: Typed): string[] {
  return [
    ...(model === undefined ? [] : ['--model', model]),
    ...(noRead ? ['--no-read'] : []),
    ...(recognizer === undefined ? [] : ['--recognizer', recognizer]),
    ...(words ? ['--words'] : []),
    ...(link ? ['--link'] : []),
    ...(workdirs === defaultWorkdirs ? [] : ['--workdirs', workdirs]),
    ...(device === defaultDevice ? [] : ['--device', device]),
    ...optionWords(options, { withInput: true }),
  ]
}

interface Typed extends DetectorOptions {
  readonly model: string | undefined
  readonly noRead: boolean
  readonly recognizer: string | undefined
  readonly words: boolean
  readonly link: boolean
  readonly workdirs: string
  readonly device: DeviceName
}

interface Common {
  readonly model?: string
  readonly recognizer?: string
  readonly options: DetectorOptions
  readonly words: boolean
  readonly workdirs: string
  readonly signal: AbortSignal
}

async function again(
  sets: readonly string[],
  { out, asked, ...common }: Common & { readonly out: string | undefined; readonly asked: DeviceName },
  context: Context,
): Promise<ExitCode> {
  if (sets.length !== 1 || out !== undefined) throw oneSetNeeded(sets, out)
  const { labelAgain } = await import('../../tasks/annotate/label-again.ts')
  const device = await deviceOf(asked, context)
  const report = await labelAgain({ data: sets[0], ...common, device }, countProgress(context.screen, 'Labelling'))
  context.screen.endLive()
  const steps = [
    ...(report.replaced === 0 ? [] : withStarter(report, context.program)),
    { does: 'look at what differs on the page', line: commandLine(context.program, 'serve') },
  ]
  showResult(context, report, (_, look) => withNextSteps(renderLabelAgain(report, look), steps, { look }))
  if (report.cancelled) return exitCodes.stopped
  return report.skipped.length > 0 ? exitCodes.failed : exitCodes.good
}

const words = errorDetails['missing-argument']

function outNeeded(): UserError {
  return new UserError({
    code: 'missing-argument',
    message: say(words.messageOut),
    expected: say(words.expectedOut),
    next: say(words.nextHelp, { title: 'ocrdet label' }),
  })
}

function oneSetNeeded(sets: readonly string[], out: string | undefined): UserError {
  return new UserError({
    code: 'extra-argument',
    message: say(errorDetails['extra-argument'].messageAgain),
    expected: say(errorDetails['extra-argument'].expectedAgain),
    found: [...sets, ...(out === undefined ? [] : [`--out ${out}`])].join(' '),
    next: say(words.nextHelp, { title: 'ocrdet label' }),
  })
}
