// The models to choose from, and which file a reference of the browser means.
import { existsSync, readdirSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'
import { starterName } from '../../core/starter-name.ts'
import { weightsOfRun } from '../../run/resolve.ts'
import type { Result } from '../api.ts'
import type { Model } from '../contract/detect.ts'
import type { DeepReadonly } from '../contract/endpoint.ts'
import { failureOf } from '../http/failure.ts'
import type { work } from '../work/work.ts'
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
    const { binary_threshold: threshold, input_size: inputSize } = config
    const scored = {
      ...(best && { fScore: best.fScore, epoch: best.epoch }),
      ...(typeof threshold === 'number' && { threshold }),
      ...(isSize(inputSize) && { inputSize }),
    }
    const label = names.length === 0 ? id : `${names.join(', ')} (${id})`
    return [{ reference: id, label, kind: 'run', ...scored, ...factsOf(path) }]
  })
  const uploaded = existsSync(uploads) ? readdirSync(uploads).filter((name) => endings.has(extname(name))) : []
  const files = [...exportNames(out).map((name) => join(out, name)), ...uploaded.map((name) => join(uploads, name))]
  const networks = files.filter((path) => extname(path).toLowerCase() === '.onnx')
  const facts = await services.reader.ask('exportFacts', networks)
  return [...ofRuns, ...files.map((path) => ofFile(path, facts[networks.indexOf(path)]))]
}

type Facts = Awaited<ReturnType<(typeof work)['exportFacts']>>[number]

function ofFile(path: string, facts: Facts): Model {
  const label = path.split(/[\\/]/).at(-1) ?? path
  if (extname(label).toLowerCase() !== '.onnx') return { reference: path, label, kind: 'pth', ...factsOf(path) }
  const { threshold, size, provenance } = facts ?? {}
  return {
    reference: path,
    label,
    kind: 'onnx',
    ...(provenance?.fScore !== undefined && { fScore: provenance.fScore }),
    ...(provenance?.epoch !== undefined && { epoch: provenance.epoch }),
    ...(threshold !== undefined && { threshold }),
    ...(size !== undefined && { inputSize: [...size] }),
    ...factsOf(path),
  }
}

function isSize(value: unknown): value is readonly [number, number] {
  return Array.isArray(value) && value.length === 2 && value.every((side) => typeof side === 'number')
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
