// `ocrdet note`: what a person remarks about a run.
import { command } from '../command.ts'
import { showResult } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { oneArgument, optionalArgument, switchFlag } from '../flags.ts'
import { renderNote } from '../views/names.ts'
import { runWords, workdirsFlag } from './common.ts'

export const noteCommand = command({
  about: ['Writes a note about a run, in place of the one before. Without a text it shows the note.'],
  arguments: {
    run: oneArgument(`Which run: ${runWords}.`),
    text: optionalArgument('The note, between quotes.'),
  },
  flags: {
    clear: switchFlag('Takes the note away.'),
    workdirs: workdirsFlag,
  },
  examples: [
    { line: 'latest', does: 'shows its note' },
    { line: "latest 'new-labels'", does: 'writes it' },
  ],
  async run({ args: { run, text }, flags: { clear, workdirs } }, context) {
    const { noteRun } = await import('../../tasks/runs/names.ts')
    showResult(context, noteRun({ run, workdirs }, clear ? '' : text), renderNote)
    return exitCodes.good
  },
})
