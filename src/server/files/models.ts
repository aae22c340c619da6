// The models to choose from, and which file a reference of the browser means.
import { existsSync, readdirSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'
import { starterName } from '../../core/starter-name.ts'
import { weightsOfRun } from '../../run/resolve.ts'
import type { Result } from '../api.ts'
import type { Model } from '../contract/detect.ts'
import type { DeepReadonly } from '../contract/endpoint.ts'
import { failureOf } from '../http/failure.ts'
import { runOf, servedRuns, type Services } from '../services.ts'
import { exportNames } from './outputs.ts'
import { insideFolders, readableFolders } from './served-folders.ts'

const endings: ReadonlySet<string> = new Set(['.onnx', '.pth', '.pt'])

/** The starter, runs with weights, newest first, then exported and uploaded files. */
export async function listModels(services: Services): Promise<DeepReadonly<Result<'listModels'>>> {
  const own = await ownModels(services)
  try {
    return { models: [await services.reader.ask('starter', undefined), ...own] }
  } catch (error) {
    return { models: own, starterFailure: failureOf(error) } // the others can still be used
  }
}

async function ownModels(services: Services): Promise<Model[]> {
  const { workdirs, out, uploads } = services.options
  const rows = await services.reader.ask('runRows', { workdirs })
  const runs = servedRuns(services, rows.runs)
  const ofRuns = runs.flatMap(({ id, folder, names, best, config }): Model[] => {
    const path = weightsOfRun(folder)
    if (path === undefined) return []
    const { binary_threshold: threshold } = config
    const scored = { ...(best && { fScore: best.fScore }), ...(typeof threshold === 'number' && { threshold }) }
    const label = names.length === 0 ? id : `${names.join(', ')} (${id})`
    return [{ reference: id, label, kind: 'run', ...scored, ...factsOf(path) }]
  })
  const uploaded = existsSync(uploads) ? readdirSync(uploads).filter((name) => endings.has(extname(name))) : []
  const files = [...exportNames(out).map((name) => join(out, name)), ...uploaded.map((name) => join(uploads, name))]
  return [...ofRuns, ...files.map(ofFile)]
}

function ofFile(path: string): Model {
  const label = path.split(/[\\/]/).at(-1) ?? path
  return { reference: path, label, kind: label.endsWith('.onnx') ? 'onnx' : 'pth', ...factsOf(path) }
}

function factsOf(path: string): Pick<Model, 'modified' | 'bytes'> {
  const { mtime, size } = statSync(path)
  return { modified: mtime.toISOString(), bytes: size }
}

/** What a task takes for a reference: the starter's word, a run folder, or a file. @throws UserError run-unknown, path-outside, file-missing */
export function modelPath(services: Pick<Services, 'options'>, reference: string): string {
  if (reference === starterName) return reference
  if (endings.has(extname(reference).toLowerCase())) return insideFolders(reference, readableFolders(services))
  return runOf(services, reference).folder
}
