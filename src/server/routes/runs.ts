// Runs: the list, one run's page, its log, curves, evaluation, diagnosis, and comparisons.
import { errorDetails } from '../../core/error-details.ts'
import { UserError } from '../../core/errors.ts'
import { say } from '../../core/say.ts'
import { runPaths } from '../../run/layout.ts'
import { listCheckpoints } from '../../run/reader.ts'
import { type LineTag, lineTags } from '../../run/log-tags.ts'
import type { runEndpoints } from '../contract/runs.ts'
import { readableFolders } from '../files/served-folders.ts'
import { steadyBytes } from '../files/steady-file.ts'
import type { Handlers } from '../http/mount.ts'
import { runOf, servedRuns, type Services } from '../services.ts'

export function runHandlers(services: Services): Handlers<typeof runEndpoints> {
  const { reader, examiner, options } = services
  const folderOf = (reference: string): string => runOf(services, reference).folder
  return {
    listRuns: ({ query: { where, search, sort, archived } }) => listRuns(services, { where, search, sort, archived }),
    run: ({ params }) => reader.ask('runPage', runOf(services, params.run)),
    runLog: ({ params, query: { start, count, text, tags } }) =>
      reader.ask('log', { folder: folderOf(params.run), start, count, text, tags: tagsOf(tags) }),
    runCurves: ({ params, query }) => reader.ask('curves', { folder: folderOf(params.run), ...query }),
    runDiagnosis: ({ params }) =>
      examiner.ask('diagnosis', { folder: folderOf(params.run), workdirs: options.workdirs }),
    runEvaluation: ({ params }) => reader.ask('evaluation', { folder: folderOf(params.run) }),
    evaluatedImage: ({ params }) =>
      reader.ask('evaluatedImage', { folder: folderOf(params.run), index: indexOf(params.index) }),
    evaluatedPlace: ({ params }) =>
      reader.ask('evaluatedPlace', {
        folder: folderOf(params.run),
        index: indexOf(params.index),
        within: readableFolders(services),
      }),
    evaluatedImageFile: async ({ params, query: { side } }) => ({
      body: await reader.ask('evaluatedImageFile', {
        folder: folderOf(params.run),
        index: indexOf(params.index),
        side,
      }),
    }),
    evaluationMap: async ({ params }) => (await mapOf(services, params)).told,
    evaluationMapFile: async ({ params, query: { key } }) => {
      const { png, told } = await mapOf(services, params)
      return { body: png, lasting: key === told.key }
    },
    checkpointFile: ({ params }) => {
      const path = checkpointOf(folderOf(params.run), params.checkpoint)
      return { body: steadyBytes(path), name: params.checkpoint }
    },
    compareRuns: ({ query: { runs } }) => {
      const entries = runs.split(',').map((reference) => runOf(services, reference.trim()))
      if (entries.length < 2 || entries.length > 100)
        throw new UserError({
          code: 'bad-input',
          message: say(errorDetails['bad-input'].message, { path: 'query.runs' }),
          expected: say(errorDetails['bad-input'].expectedRuns),
          found: String(entries.length),
        })
      return examiner.ask('comparison', entries)
    },
  }
}

function mapOf(services: Services, { run, index }: { readonly run: string; readonly index: string }) {
  const { workdirs, device } = services.options
  const { folder } = runOf(services, run)
  return services.examiner.ask('evaluationMap', { folder, index: indexOf(index), workdirs, device })
}

/** The path of a checkpoint by its plain name. @throws UserError not-found */
function checkpointOf(folder: string, name: string): string {
  const path = listCheckpoints(runPaths(folder).checkpoints).find((checkpoint) => checkpoint.name === name)?.path
  if (path !== undefined) return path
  throw new UserError({
    code: 'not-found',
    message: say(errorDetails['not-found'].messageCheckpoint),
    found: JSON.stringify(name.slice(0, 100)),
  })
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

/** A whole number from 0 in an address. @throws UserError bad-input */
export function indexOf(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw new UserError({
    code: 'bad-input',
    message: say(errorDetails['bad-input'].messageNumber),
    expected: say(errorDetails['bad-input'].expectedNumber),
    found: JSON.stringify(text.slice(0, 60)),
  })
}
