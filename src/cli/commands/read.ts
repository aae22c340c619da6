// `ocrdet read`: the texts of images as plain text, or in a format for other programs.
import { errorDetails } from '../../core/error-details.ts'
import { oneOf, text } from '../../run/settings/kinds.ts'
import type { Skipped } from '../../tasks/models/read.ts'
import { command } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { manyArguments, valueFlag, valueFlagOr } from '../flags.ts'
import { renderCount } from '../screen/progress.ts'
import { readStandardInput } from '../screen/standard-input.ts'
import { modelWords, workdirsFlag } from './common.ts'
import { deviceFlag, deviceOf } from './device-flag.ts'
import { boxFlags, inputFlags, optionsOf, thresholdFlag, tileFlag } from './detector-flags.ts'
import { renderSkipped } from '../views/detections.ts'
import { recognizerFlag, recognizerOf } from './reader-flags.ts'

export const readCommand = command({
  about: [
    'Reads images and prints their texts in reading order; nothing is written.',
    'An image that cannot be read is reported and never stops the others; the exit code is then 1.',
  ],
  arguments: { images: manyArguments('Images, folders of images, or - for an image on standard input.') },
  flags: {
    format: valueFlagOr(
      'text',
      oneOf('text', 'json', 'tsv', 'hocr', 'alto'),
      'text: a line for each row of the page; json: a line for each image; tsv, hocr, alto: with boxes, for other programs.',
    ),
    recognizer: recognizerFlag,
    model: valueFlag(
      text(errorDetails['bad-flag'].expectedModel),
      `What finds the texts: ${modelWords} (default: the latest run with weights, else the starter).`,
    ),
    workdirs: workdirsFlag,
    device: deviceFlag,
    tile: tileFlag('auto'),
    ...inputFlags,
    ...boxFlags,
    ...thresholdFlag,
  },
  examples: [
    { line: 'receipt.jpg', does: 'prints its texts' },
    { line: 'scans/ --format tsv > texts.tsv', does: 'texts with their boxes, for a table' },
    { line: '- < page.png', does: 'an image from another program' },
    { line: 'brief.jpg --recognizer tesseract:deu', does: 'with Tesseract, in German' },
  ],
  stoppable: true,
  async run({ args, flags }, context) {
    const { readImages } = await import('../../tasks/models/read.ts')
    const { pageFormats } = await import('../../tasks/models/page-formats.ts')
    const { screen, json, stop } = context
    const { head, page: render, tail } = pageFormats[json ? 'json' : flags.format]
    const { model, recognizer, tile, workdirs } = flags
    const task = {
      inputs: args.images,
      standardInput: readStandardInput,
      ...(model !== undefined && { model }),
      options: optionsOf(flags),
      device: await deviceOf(flags.device, context),
      tile,
      ...recognizerOf({ recognizer }),
      workdirs,
      signal: stop,
      onSkipped: (skipped: Skipped) => {
        for (const line of renderSkipped(skipped, screen.look)) screen.log(line)
      },
    }
    const print = (part: string): void => {
      if (part !== '') screen.print(part.replace(/\n$/, ''))
    }
    let failed = 0
    print(head)
    try {
      for await (const page of readImages(task)) {
        print(render(page, { index: page.done - 1, total: page.total }))
        for (const note of page.notes) screen.log(`${page.image}: ${note}`)
        if (page.error !== undefined) screen.log(`${page.image}: ${page.error.renderInLine()}`)
        if (page.error !== undefined) failed++
        if (page.total > 1) screen.live((look) => renderCount('Reading', page, look))
      }
    } catch (error) {
      if (!stop.aborted || error !== stop.reason) throw error
    }
    screen.endLive()
    print(tail)
    if (stop.aborted) return exitCodes.stopped
    return failed === 0 ? exitCodes.good : exitCodes.failed
  },
})
