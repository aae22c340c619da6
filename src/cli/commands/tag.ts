// `ocrdet tag`: words by which runs are found again.
import { command } from '../command.ts'
import { showResult } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { oneArgument, severalArguments, switchFlag } from '../flags.ts'
import { renderTags } from '../views/names.ts'
import { runWords, workdirsFlag } from './common.ts'

export const tagCommand = command({
  about: [
    'Adds tags to a run, or takes them away; without any it shows them.',
    "They are found again by ocrdet runs --where 'tag = good'.",
  ],
  arguments: {
    run: oneArgument(`Which run: ${runWords}.`),
    tags: severalArguments('Tags: letters, digits, . _ + -'),
  },
  flags: {
    remove: switchFlag('Takes these tags away.'),
    workdirs: workdirsFlag,
  },
  examples: [
    { line: 'latest good receipts', does: 'adds two' },
    { line: 'latest good --remove', does: 'takes one away' },
  ],
  async run({ args: { run, tags }, flags: { remove, workdirs } }, context) {
    const { tagRun } = await import('../../tasks/runs/names.ts')
    showResult(context, tagRun({ run, workdirs }, tags, remove), renderTags)
    return exitCodes.good
  },
})
