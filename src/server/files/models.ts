// The models to choose from, and which file a reference of the browser means.
import { existsSync, readdirSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'
import { runPaths } from '../../run/layout.ts'
import type { Model } from '../contract/detect.ts'
import { runOf, servedRuns, type Services } from '../services.ts'
import { exportNames } from './outputs.ts'
import { insideFolders, readableFolders } from './served-folders.ts'

const endings: ReadonlySet<string> = new Set(['.onnx', '.pth', '.pt'])

/** Runs with weights, newest first, then exported and uploaded files. */
export async function listModels(services: Services): Promise<Model[]> {
  const { workdirs, out, uploads } = services.options
  const rows = await services.reader.ask('runRows', { workdirs })
  const runs = servedRuns(services, rows.runs)
  const ofRuns = runs.flatMap(({ id, folder, names, best, config }): Model[] => {
    const { bestModel, lastModel } = runPaths(folder)
    const path = [bestModel, lastModel].find((file) => existsSync(file))
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

/** The run folder or the file that a reference means. @throws UserError run-unknown, path-outside, file-missing */
export function modelPath(services: Pick<Services, 'options'>, reference: string): string {
  if (endings.has(extname(reference).toLowerCase())) return insideFolders(reference, readableFolders(services))
  return runOf(services, reference).folder
}
