// Keeping runs: names, notes, tags, archives, the trash, reproduction.
import { errorDetails } from '../../core/error-details.ts'
import { UserError } from '../../core/errors.ts'
import { say } from '../../core/say.ts'
import { readNotes } from '../../run/notes.ts'
import { listRuns } from '../../run/resolve.ts'
import { binRun, emptyTrash, listTrash, unbinRun } from '../../tasks/runs/trash.ts'
import { giveName, noteRun, tagRun, takeName } from '../../tasks/runs/names.ts'
import { listRunTable } from '../../tasks/runs/runs.ts'
import type { lifecycleEndpoints } from '../contract/lifecycle.ts'
import type { Failure } from '../contract/common.ts'
import { errorOf, failureOf } from '../http/failure.ts'
import type { Handlers } from '../http/mount.ts'
import { runOf, type Services } from '../services.ts'
import { checkedSettings } from '../training/settings.ts'

export function lifecycleHandlers(services: Services): Handlers<typeof lifecycleEndpoints> {
  const { workdirs } = services.options
  const reference = (run: string) => ({ run: runOf(services, run).folder, workdirs })
  const namesOf = (folder: string) => listRuns(workdirs).find((run) => run.folder === folder)?.names ?? []
  return {
    writeNote: ({ params, body }) => {
      const { note, tags } = noteRun(reference(params.run), body.note)
      return { note, tags }
    },
    changeTags: ({ params, body: { add, remove } }) => {
      const run = reference(params.run)
      tagRun(run, add)
      tagRun(run, remove, true)
      return readNotes(run.run)
    },
    nameRun: ({ params, body: { move } }) => {
      const run = reference(params.run)
      giveName(run, params.name, move)
      return { names: namesOf(run.run) }
    },
    unnameRun: ({ params }) => {
      const { id, folder, names } = runOf(services, params.run)
      if (!names.includes(params.name)) throw noSuchName(id, params.name)
      takeName(params.name, workdirs)
      return { names: namesOf(folder) }
    },
    listArchives: () => ({ archives: listRunTable({ workdirs, archived: true }).runs }),
    deleteRun: ({ params }) => binRun(runOf(services, params.run), workdirs),
    listTrash: () => ({ runs: listTrash(workdirs) }),
    undelete: ({ params }) => unbinRun(params.bin, workdirs),
    emptyTrash: ({ params }) => {
      emptyTrash(params.bin, workdirs)
      return { done: true }
    },
    reproduction: async ({ params }) => {
      const { config, commands, configError } = await services.reader.ask('runPage', runOf(services, params.run))
      const run = runOf(services, params.run)
      const refused = configError ?? refusalOf(services, config ?? {})
      const changes = refused === undefined ? await services.examiner.ask('changesSince', run) : [refused]
      return { command: commands.reproduce, config: config ?? {}, changes }
    },
    reproduce: async ({ params, body: { anyway } }) => {
      const run = runOf(services, params.run)
      const { config, configError } = await services.reader.ask('runPage', run)
      const refused = configError ?? refusalOf(services, config ?? {})
      if (refused !== undefined) throw errorOf(refused)
      return services.launches.reproduce(run, anyway)
    },
  }
}

/** Why these settings cannot be trained with from here. */
function refusalOf(services: Services, settings: Readonly<Record<string, unknown>>): Failure | undefined {
  try {
    checkedSettings(services, settings)
    return undefined
  } catch (error) {
    if (error instanceof UserError) return failureOf(error)
    throw error
  }
}

function noSuchName(id: string, name: string): UserError {
  return new UserError({
    code: 'name-unknown',
    message: say(errorDetails['name-unknown'].messageRun, { id }),
    expected: say(errorDetails['name-unknown'].expectedRun),
    found: JSON.stringify(name.slice(0, 100)),
  })
}
