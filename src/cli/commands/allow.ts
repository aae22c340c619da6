// `ocrdet allow`: one more folder for the running server.
import { wholeNumber } from '../../run/settings/kinds.ts'
import { command } from '../command.ts'
import { showResult } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { oneArgument, valueFlag } from '../flags.ts'
import { renderAllowed } from '../views/serve.ts'

export const allowCommand = command({
  about: [
    'Lets the server that you run on this machine read data sets and images in one more folder, until it ends.',
    'Everybody who may use the server sees what lies in it.',
  ],
  arguments: { folder: oneArgument('The folder.') },
  flags: { port: valueFlag(wholeNumber(1, 65_535), 'Of which server, where several run.') },
  examples: [
    { line: '/data/receipts', does: 'the page goes on by itself' },
    { line: '/data/receipts --port 8000', does: 'for the server on this port' },
  ],
  async run({ args: { folder }, flags: { port } }, context) {
    const { allowFolder } = await import('../../server/allow.ts')
    showResult(context, await allowFolder(folder, port), renderAllowed)
    return exitCodes.good
  },
})
