// What the pages of runs ask again and again: the list, one run's page, its log, curves, evaluation and diagnosis.
import { errorDetails } from '../../core/error-details.ts'
import { UserError } from '../../core/errors.ts'
import { say } from '../../core/say.ts'
import { runPaths } from '../../run/layout.ts'
import { type LineTag, lineTags } from '../../run/log-tags.ts'
import type { RunEntry } from '../../run/run-entry.ts'
import type { runEndpoints } from '../contract/runs.ts'
import type { Handlers } from '../http/mount.ts'
import { runOf, servedRuns, type Services } from '../services.ts'

type KeptNames = 'listRuns' | 'run' | 'runLog' | 'runCurves' | 'runDiagnosis' | 'runEvaluation'

export function keptRunHandlers(services: Services): Pick<Handlers<typeof runEndpoints>, KeptNames> {
  const { reader, examiner, options } = services
  const { workdirs } = options
  /** What is read of a run: it holds while the run stays as it is, or its log where that says everything. */
  const ofRun = async <T>(reference: string, read: (entry: RunEntry) => Promise<T>, filesOf = filesOfRun) => {
    const entry = runOf(services, reference)
    return { value: await read(entry), files: [workdirs, ...filesOf(entry)] }
  }
  return {
    listRuns: {
      kept: async ({ query: { where, search, sort, archived } }) => {
        const value = await listRuns(services, { where, search, sort, archived })
        return { value, files: [workdirs, ...value.runs.slice(0, runsLookedAt).flatMap(filesOfRun)] }
      },
    },
    run: { kept: ({ params }) => ofRun(params.run, (entry) => reader.ask('runPage', entry)) },
    runLog: {
      kept: ({ params, query: { start, count, text, tags } }) => {
        const task = { start, count, text, tags: tagsOf(tags) }
        return ofRun(params.run, ({ folder }) => reader.ask('log', { folder, ...task }), logOf)
      },
    },
    runCurves: {
      kept: ({ params, query }) => ofRun(params.run, ({ folder }) => reader.ask('curves', { folder, ...query }), logOf),
    },
    runDiagnosis: {
      kept: ({ params }) => ofRun(params.run, ({ folder }) => examiner.ask('diagnosis', { folder, workdirs })),
    },
    runEvaluation: {
      kept: ({ params }) => ofRun(params.run, ({ folder }) => reader.ask('evaluation', { folder })),
    },
  }
}

/** Of a list, the files of so many of the newest runs are looked at; what changes in others is told within a second. */
const runsLookedAt = 8

/** What changes when something in a run does: its folder and those in it when a file is made or replaced, the log when it grows. */
function filesOfRun({ folder }: { readonly folder: string }): string[] {
  const { log, config, checkpoints, evalResults } = runPaths(folder)
  return [folder, log, config, checkpoints, evalResults]
}

function logOf({ folder }: { readonly folder: string }): string[] {
  return [runPaths(folder).log]
}

interface ListQuery {
  readonly where: string | undefined
  readonly search: string | undefined
  readonly sort: string | undefined
  readonly archived: 'true' | 'false' | 'with'
}

async function listRuns(services: Services, { where, search = '', sort, archived }: ListQuery) {
  const { workdirs } = services.options
  const all = await services.reader.ask('runRows', {
    workdirs,
    archived: archived === 'with' ? 'with' : archived === 'true',
    ...(where !== undefined && where.trim() !== '' && { where }),
    ...(sort !== undefined && sort !== '' && { sort }),
  })
  const there = new Set(servedRuns(services, all.runs))
  // An archive has no folder any more that could lead anywhere.
  const served = all.runs.filter((run) => run.archive !== undefined || there.has(run))
  const words = search.toLowerCase().split(/\s+/)
  const runs = served.filter(({ id, names, note, tags, dataset = '' }) => {
    const text = [id, ...names, note, ...tags, dataset].join('\n').toLowerCase()
    return words.every((word) => text.includes(word))
  })
  return { runs, total: all.total, tags: [...new Set(served.flatMap(({ tags }) => tags))].sort() }
}

function tagsOf(text: string | undefined): readonly string[] {
  const tags = (text ?? '')
    .toUpperCase()
    .split(',')
    .filter((tag) => tag !== '')
  const unknown = tags.find((tag) => !lineTags.includes(tag as LineTag))
  if (unknown === undefined) return tags
  throw new UserError({
    code: 'bad-input',
    message: say(errorDetails['bad-input'].message, { path: 'query.tags' }),
    expected: lineTags.join(', '),
    found: unknown,
  })
}
