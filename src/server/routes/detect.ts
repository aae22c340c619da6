// Detection on one image, models, uploads, and the outputs of batches and exports.
import { existsSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { readRegularText } from '../../core/read-file.ts'
import type { detectEndpoints } from '../contract/detect.ts'
import { listModels, modelPath } from '../files/models.ts'
import { exportFile, exportNames, outputFolder } from '../files/outputs.ts'
import { receiveUpload } from '../files/receive.ts'
import { readableFolders } from '../files/served-folders.ts'
import { steadyBytes } from '../files/steady-file.ts'
import { zipFolder } from '../files/zip-folder.ts'
import type { Handlers } from '../http/mount.ts'
import type { Services } from '../services.ts'
import type { work } from '../work/work.ts'
import { indexOf } from './runs.ts'

export function detectHandlers(services: Services): Handlers<typeof detectEndpoints> {
  return { ...imageHandlers(services), ...outputHandlers(services), ...exportHandlers(services) }
}

type DetectHandlers = Handlers<typeof detectEndpoints>

function imageHandlers(services: Services) {
  const { detector, uploads, options } = services
  return {
    listModels: () => listModels(services),
    upload: ({ query }, request) => receiveUpload(services, request, query),
    removeUpload: ({ params }) => {
      uploads.remove(params.upload)
      return { done: true }
    },
    detect: ({ body: { upload, model, threshold } }) => {
      const { path, name } = uploads.get(upload)
      const { workdirs, device } = options
      return detector.ask('detectOnce', { path, name, model: modelPath(services, model), workdirs, device, threshold })
    },
    refilter: ({ params, query }) => detector.ask('refilter', { id: params.detection, ...query }),
    reading: ({ params, query }) => detector.ask('reading', { id: params.detection, ...query }),
    detectionImage: async ({ params, query: { side } }) => ({
      body: await detector.ask('detectionImage', { id: params.detection, side }),
      lasting: true,
    }),
    detectionMap: async ({ params }) => ({
      body: await detector.ask('detectionMap', params.detection),
      lasting: true,
    }),
    detectionDrawing: async ({ params, query }) => ({
      body: await detector.ask('detectionDrawing', { id: params.detection, ...query }),
      name: 'detection.png',
    }),
  } satisfies Partial<DetectHandlers>
}

function outputHandlers(services: Services) {
  const { reader, uploads } = services
  const { out } = services.options
  const sent = () => uploads.list('image').map(({ name, path }) => ({ name, path }))
  return {
    listOutputs: async () => ({ outputs: await reader.ask('outputs', out) }),
    output: ({ params, query }) => reader.ask('output', { out, name: params.output, ...query }),
    outputImage: async ({ params, query: { side, plain } }) => {
      const place = { out, name: params.output, index: indexOf(params.index) }
      const body =
        plain === 'true'
          ? await reader.ask('plainOutputImage', { ...place, within: readableFolders(services), uploads: sent(), side })
          : await reader.ask('outputImage', { ...place, side })
      return { body }
    },
    outputImageSize: ({ params }) =>
      reader.ask('outputImageSize', {
        out,
        name: params.output,
        index: indexOf(params.index),
        within: readableFolders(services),
        uploads: sent(),
      }),
    outputTexts: async ({ params }) => ({
      body: await reader.ask('outputTexts', { out, name: params.output }),
      name: `${params.output}.csv`,
    }),
    outputZip: ({ params }) => ({
      body: zipFolder(outputFolder(out, params.output), params.output),
      name: `${params.output}.zip`,
    }),
  } satisfies Partial<DetectHandlers>
}

function exportHandlers({ options: { out }, reader }: Services) {
  return {
    listExports: async () => {
      const paths = exportNames(out).map((name) => exportFile(out, name))
      const facts = await reader.ask('exportFacts', paths)
      const exports = paths.map((path, index) => exportedOf(path, facts[index]))
      return { exports: exports.sort((a, b) => b.modified.localeCompare(a.modified)) }
    },
    exportFile: ({ params }) => ({ body: steadyBytes(exportFile(out, params.file)), name: params.file }),
    exportSnippets: ({ params }) => reader.ask('snippets', { path: exportFile(out, params.file), name: params.file }),
  } satisfies Partial<DetectHandlers>
}

type Facts = Awaited<ReturnType<(typeof work)['exportFacts']>>[number]

/** An exported file as the list shows it. */
function exportedOf(path: string, facts: Facts) {
  const { size: bytes, mtime } = statSync(path)
  const verification = verificationOf(path) ?? facts?.proof
  return {
    name: basename(path),
    path,
    bytes,
    modified: mtime.toISOString(),
    ...(facts?.provenance !== undefined && { origin: originIn(facts, facts.provenance) }),
    ...(verification && { verification }),
  }
}

function originIn(
  { size, dynamic, int8, threshold }: NonNullable<Facts>,
  from: NonNullable<NonNullable<Facts>['provenance']>,
) {
  const { source, epoch, fScore } = from
  return {
    source,
    ...(epoch !== undefined && { epoch }),
    ...(fScore !== undefined && { fScore }),
    size,
    dynamic,
    int8,
    threshold,
  }
}

/** The proof beside an exported file, unless the file is newer. */
function verificationOf(path: string): Record<string, unknown> | undefined {
  const report = path.replace(/\.onnx$/i, '.verify.json')
  if (!existsSync(report) || statSync(report).mtimeMs < statSync(path).mtimeMs) return undefined
  try {
    return JSON.parse(readRegularText(report)) as Record<string, unknown>
  } catch {
    return undefined // cut short
  }
}
