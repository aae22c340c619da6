// `ocrdet starter`: makes the model that a newcomer starts with.
import { wholeNumber } from '../../run/settings/kinds.ts'
import { command } from '../command.ts'
import { optionalArgument, valueFlag } from '../flags.ts'
import { countProgress } from '../screen/progress.ts'
import { workdirsFlag } from './common.ts'
import { runTraining } from './run-training.ts'

export const starterCommand = command({
  about: [
    'Makes the starter model: draws pictures with printed words, trains the real network on them, and names the run `starter`,',
    'so that every command takes it: --model starter, --init starter. About four minutes on two cores; nothing is fetched.',
    'It knows printed words on made-up pictures alone. For photographs, train it further on your own: --init starter.',
  ],
  arguments: { dir: optionalArgument('Folder of the made-up pictures (default demo).') },
  flags: {
    epochs: valueFlag(wholeNumber(1, 1000), 'How often all pictures are seen (default 4).'),
    pictures: valueFlag(wholeNumber(1, 10_000), 'Pictures to learn from (default 96).'),
    workdirs: workdirsFlag,
  },
  examples: [{ line: '', does: 'then: ocrdet detect photo.jpg --model starter' }],
  stoppable: true,
  async run({ args, flags }, context) {
    const { makeStarter } = await import('../../tasks/starter.ts')
    const task = { folder: args.dir ?? 'demo', ...flags, stop: context.stop }
    const count = countProgress(context.screen, 'Making pictures')
    return runTraining(context, (listen) =>
      makeStarter(task, (event) => {
        if (event.type === 'training') listen(event.event)
        else count(event.done, event.total)
      }),
    )
  },
})
