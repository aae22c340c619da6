// `ocrdet serve`: the web interface.
import { errorDetails } from '../../core/error-details.ts'
import { inspect } from 'node:util'
import { text, wholeNumber } from '../../run/settings/kinds.ts'
import { command } from '../command.ts'
import { showJsonLine } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { answerQuestions } from '../folder-questions.ts'
import { valueFlag, valueFlagOr } from '../flags.ts'
import { renderBanner } from '../views/serve.ts'
import { workdirsFlag } from './common.ts'
import { deviceFlag, deviceOf } from './device-flag.ts'

const folder = text(errorDetails['bad-flag'].expectedFolder)

export const serveCommand = command({
  about: [
    'Serves the whole product to a browser: detection, data sets, training, runs, export. Ctrl-C ends it; trainings go on.',
    'Only this machine can reach it unless --host says otherwise; then everybody needs the token that is printed.',
  ],
  arguments: {},
  flags: {
    port: valueFlag(wholeNumber(0, 65_535), 'Port; 7860, or the next one that is free, by default.'),
    host: valueFlagOr(
      '127.0.0.1',
      text(errorDetails['bad-flag'].expectedHost, { placeholder: '<address>' }),
      'Address to listen on; 0.0.0.0 for every address.',
    ),
    token: valueFlag(
      text(errorDetails['bad-flag'].expectedSecret, { placeholder: '<word>' }),
      'What everybody must know; made when --host is not this machine.',
    ),
    allow: valueFlag(
      text(errorDetails['bad-flag'].expectedFolders),
      'More folders with data sets and images; the current one is served always, and your own to this machine.',
    ),
    out: valueFlagOr('outputs', folder, 'Folder of results: batches and exported models.'),
    uploads: valueFlagOr('uploads', folder, 'Folder of uploaded data sets and models.'),
    workdirs: workdirsFlag,
    device: deviceFlag,
  },
  examples: [
    { line: '', does: 'on http://127.0.0.1:7860' },
    { line: '--port 8000 --workdirs /data/runs --allow /data/receipts', does: 'other folders and another port' },
    { line: '--host 0.0.0.0', does: 'for other machines; prints an address with a token' },
  ],
  stoppable: 'serving',
  async run({ flags: { port, allow = '', ...flags } }, context) {
    const { serve } = await import('../../server/serve.ts')
    process.on('uncaughtException', (error) => context.screen.log(`${inspect(error)}\n${bugNote}`)) // docs/decisions/0200
    const serving = await serve({
      ...flags,
      device: await deviceOf(flags.device, context),
      allow: namesIn(allow),
      port: port ?? standardPort,
      orNext: port === undefined,
    })
    if (context.json) showJsonLine(context, { url: serving.url, port: serving.port })
    else context.screen.print(renderBanner(serving, context.screen.look))
    const stopAnswering = answerQuestions(serving.allowing, context)
    await new Promise((resolve) => context.stop.addEventListener('abort', resolve, { once: true }))
    stopAnswering()
    await serving.close()
    return exitCodes.good
  },
})

const bugNote = 'This is a bug in ocrdet, please report it with the lines above. The server goes on.'

function namesIn(list: string): string[] {
  return list.split(',').filter((name) => name.trim() !== '')
}

/** The original system's. */
const standardPort = 7860
