// `ocrdet synth`: makes a small data set of rendered text.
import { size, wholeNumber } from '../../run/settings/kinds.ts'
import { command } from '../command.ts'
import { showResult } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { oneArgument, valueFlagOr } from '../flags.ts'
import { countProgress } from '../screen/progress.ts'
import { commandLine, countOf, shownPath } from '../text/format.ts'
import { withNextSteps } from '../text/next-steps.ts'

export const synthCommand = command({
  about: ['Makes images with rendered Latin and Chinese text, their ground truths and both lists.'],
  arguments: { dir: oneArgument('Folder to write into; new, empty, or made by this command before.') },
  flags: {
    train: valueFlagOr(96, wholeNumber(1, 1_000_000), 'Images to learn from.'),
    test: valueFlagOr(24, wholeNumber(1, 1_000_000), 'Images to measure on.'),
    seed: valueFlagOr(1, wholeNumber(0, 4_294_967_295), 'The same seed makes the same images.'),
    size: valueFlagOr([256, 256], size({ min: 64, max: 4096, multipleOf: 1 }), 'Height and width of the images.'),
  },
  examples: [
    { line: 'demo-data', does: '96 images to learn from and 24 to measure on' },
    { line: 'small --train 16 --test 4 --size 320x480', does: 'fewer and larger ones' },
  ],
  async run({ args, flags }, context) {
    const { synth } = await import('../../tasks/data/synth.ts')
    const made = await synth(args.dir, flags, countProgress(context.screen, 'Making images'))
    const dir = shownPath(made.root)
    const trainSize = ['--input-size', multipleOf32(flags.size).join('x')]
    const steps = [
      { does: 'look at it', line: commandLine(context.program, 'check', dir) },
      { does: 'train on it', line: commandLine(context.program, 'train', dir, ...trainSize) },
    ]
    showResult(context, made, ({ images, texts, ignored }, look) => {
      const counts = `${countOf(images, 'image')} with ${countOf(texts, 'text')}`
      return withNextSteps(`Made ${counts} (${ignored} do not care) in ${dir}`, steps, { look })
    })
    return exitCodes.good
  },
})

/** The nearest size that a network takes. */
function multipleOf32(extents: readonly number[]): number[] {
  return extents.map((extent) => Math.max(32, Math.round(extent / 32) * 32))
}
