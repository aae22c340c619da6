// Tuning: other thresholds for the test set of a run. The maps lie in the process that examines.
import { errorDetails } from '../../core/error-details.ts'
import { UserError } from '../../core/errors.ts'
import { say } from '../../core/say.ts'
import type { tuningEndpoints } from '../contract/tuning.ts'
import { insideFolders, readableFolders } from '../files/served-folders.ts'
import type { Handlers } from '../http/mount.ts'
import { runOf, type Services } from '../services.ts'
import { indexOf } from './runs.ts'

export function tuningHandlers(services: Services): Handlers<typeof tuningEndpoints> {
  const { examiner, reader, options } = services
  return {
    startTuning: async ({ params }) => {
      const entry = runOf(services, params.run)
      const { config } = await reader.ask('runPage', entry)
      const data = config?.['train_data_dir']
      if (typeof data !== 'string')
        throw new UserError({
          code: 'data-unknown',
          message: say(errorDetails['data-unknown'].messageRun),
          where: entry.folder,
        })
      const root = insideFolders(data, readableFolders(services))
      return examiner.ask('startTuning', {
        model: entry.folder,
        data: root,
        workdirs: options.workdirs,
        device: options.device,
      })
    },
    tuningReport: ({ params, query }) => examiner.ask('tuningReport', { id: params.tuning, ...query }),
    tunedImage: ({ params, query }) =>
      examiner.ask('tunedImage', { id: params.tuning, index: indexOf(params.index), ...query }),
    tunedMapFile: async ({ params }) => ({
      body: await examiner.ask('tunedMap', { id: params.tuning, index: indexOf(params.index) }),
      lasting: true,
    }),
    tunedImageFile: async ({ params, query: { side } }) => ({
      body: await examiner.ask('tunedImageFile', { id: params.tuning, index: indexOf(params.index), side }),
      lasting: true,
    }),
  }
}
