// Runs: what was evaluated, checkpoints, comparisons, and what the pages of runs ask again and again.
import { errorDetails } from '../../core/error-details.ts'
import { UserError } from '../../core/errors.ts'
import { say } from '../../core/say.ts'
import { runPaths } from '../../run/layout.ts'
import { listCheckpoints } from '../../run/reader.ts'
import type { runEndpoints } from '../contract/runs.ts'
import { readableFolders } from '../files/served-folders.ts'
import { steadyBytes } from '../files/steady-file.ts'
import type { Handlers } from '../http/mount.ts'
import { runOf, type Services } from '../services.ts'
import { keptRunHandlers } from './kept-runs.ts'

export function runHandlers(services: Services): Handlers<typeof runEndpoints> {
  const { reader, examiner } = services
  const folderOf = (reference: string): string => runOf(services, reference).folder
  return {
    ...keptRunHandlers(services),
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
