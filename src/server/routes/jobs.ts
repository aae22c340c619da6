// Jobs: checks what is asked for, and hands it to a worker.
import { existsSync, mkdirSync } from 'node:fs'
import { basename, extname } from 'node:path'
import { requireOwn } from '../../run/resolve.ts'
import type { InputOf } from '../contract/endpoint.ts'
import type { JobKind, JobRequest, jobEndpoints } from '../contract/jobs.ts'
import { modelPath } from '../files/models.ts'
import { exportFile } from '../files/outputs.ts'
import { insideFolders, insideForWriting, readableFolders } from '../files/served-folders.ts'
import { safeName } from '../files/uploads.ts'
import type { Handlers } from '../http/mount.ts'
import type { JobStart } from '../jobs/jobs.ts'
import { noRecognizer } from '../../tasks/models/reader-words.ts'
import { runOf, type Services } from '../services.ts'
import type { AddWork } from '../work/label-jobs.ts'

export function jobHandlers(services: Services): Handlers<typeof jobEndpoints> {
  const { jobs } = services
  return {
    listJobs: () => ({ jobs: jobs.list().map(({ result: _result, ...job }) => job) }),
    startJob: ({ body }: InputOf<(typeof jobEndpoints)['startJob']>) => jobs.start(startOf(services, body)),
    job: ({ params }) => jobs.get(params.job),
    cancelJob: ({ params }) => jobs.cancel(params.job),
    restartJob: ({ params }) => jobs.restart(params.job, (request) => startOf(services, request)),
  }
}

/** Everything is checked again: what an earlier server was allowed to read, this one may not be. */
function startOf(services: Services, request: JobRequest): JobStart {
  const make = makers[request.kind] as (services: Services, request: JobRequest) => Made
  return { request, ...make(services, request) }
}

type Made = Omit<JobStart, 'request'>

type Makers = {
  readonly [Kind in JobKind]: (services: Services, request: Extract<JobRequest, { kind: Kind }>) => Made
}

/** What each kind of job works on, and which work it is. */
const makers: Makers = {
  check: (services, { data, inputSize, fast }) => {
    const within = readableFolders(services)
    const root = insideFolders(data, within)
    const task = { data: root, fast, within, ...(inputSize && { inputSize }) }
    return { subject: root, doing: (worker, options) => worker.ask('checkJob', task, options) }
  },
  detect: (services, { uploads, paths, model, threshold }) => {
    const { workdirs, out, device } = services.options
    const settings = { binary_threshold: threshold }
    const task = {
      ...imagesOf(services, { uploads, paths }),
      model: modelPath(services, model),
      options: settings,
      out,
      workdirs,
      device,
    }
    return {
      subject: model,
      total: uploads.length,
      doing: (worker, options) => worker.ask('detectJob', task, options),
    }
  },
  export: (services, { run, size, dynamic, int8, existing }) => {
    const { workdirs, out } = services.options
    const source = modelPath(services, run)
    const stem = safeName(basename(source, extname(source)))
    const task = { source, stem, ...(size && { size }), dynamic, ...(int8 && { int8 }), existing, out, workdirs }
    return { subject: run, doing: (worker, options) => worker.ask('exportJob', task, options) }
  },
  verify: (services, { file, data }) => {
    const { workdirs, out, device } = services.options
    const root = data === undefined ? undefined : insideFolders(data, readableFolders(services))
    const task = { path: exportFile(out, file), data: root, workdirs, device }
    return { subject: file, doing: (worker, options) => worker.ask('verifyJob', task, options) }
  },
  evaluate: (services, { model, data, split }) => {
    const { workdirs, device } = services.options
    const root = insideFolders(data, readableFolders(services))
    const task = { model: modelPath(services, model), data: root, split, workdirs, device }
    return { subject: `${model}, ${root}`, doing: (worker, options) => worker.ask('evaluateJob', task, options) }
  },
  import: (services, { source, dir, format }) => {
    const within = readableFolders(services)
    const task = { source: insideFolders(source, within), dir: newFolder(services, dir), format, within }
    return { subject: task.source, doing: (worker, options) => worker.ask('importJob', task, options) }
  },
  repair: (services, { data, dir, language }) => {
    const within = readableFolders(services)
    const task = { data: insideFolders(data, within), dir: newFolder(services, dir), language, within }
    return { subject: task.data, doing: (worker, options) => worker.ask('repairJob', task, options) }
  },
  label: (services, { uploads, paths, dir, model, inputSize, read, words }) => {
    const task = {
      ...imagesOf(services, { uploads, paths }),
      dir: newFolder(services, dir),
      model: modelPath(services, model),
      options: { input_size: inputSize },
      words,
      recognizer: read ? undefined : noRecognizer,
      workdirs: services.options.workdirs,
      device: services.options.device,
    }
    return { subject: task.dir, doing: (worker, options) => worker.ask('labelJob', task, options) }
  },
  'label-again': (services, { data, model, inputSize, read, words }) => {
    const root = insideFolders(data, readableFolders(services))
    const recognizer = read ? undefined : noRecognizer
    const { workdirs, device } = services.options
    const options = { input_size: inputSize }
    const task = { data: root, model: modelPath(services, model), options, words, recognizer, workdirs, device }
    return { subject: root, doing: (worker, work) => worker.ask('labelAgainJob', task, work) }
  },
  'add-to-data': (services, { data, from, by }) => {
    const root = existsSync(data)
      ? insideFolders(data, [...services.options.folders, services.options.uploads])
      : newFolder(services, data)
    const task = { data: root, from: labelledOf(services, from), by }
    return { subject: root, doing: (worker, options) => worker.ask('addJob', task, options) }
  },
  split: (services, { kind: _kind, data, groupPattern, ...options }) => {
    const root = insideFolders(data, readableFolders(services))
    const task = { data: root, groupPattern, ...options }
    return { subject: root, doing: (worker, options) => worker.ask('splitJob', task, options) }
  },
  'demo-data': (services, { dir }) => {
    const task = { dir: newFolder(services, dir) }
    return { subject: task.dir, doing: (worker, options) => worker.ask('demoDataJob', task, options) }
  },
  archive: (services, { run }) => {
    const { id, folder } = requireOwn(runOf(services, run), services.options.workdirs)
    const task = { run: folder, workdirs: services.options.workdirs }
    return { subject: id, doing: (worker, options) => worker.ask('archiveJob', task, options) }
  },
  restore: (services, { archive }) => {
    // by id or former name only: a path could lead anywhere
    const task = { archive: basename(archive), workdirs: services.options.workdirs }
    return { subject: task.archive, doing: (worker, options) => worker.ask('restoreJob', task, options) }
  },
}

type AddedFrom = Extract<JobRequest, { kind: 'add-to-data' }>['from']

/** What is added: an uploaded image with the texts that the page shows, or images of a batch. */
function labelledOf(services: Services, from: AddedFrom): AddWork['from'] {
  if (from.is === 'batch') {
    const uploads = services.uploads.list('image').map(({ name, path }) => ({ name, path }))
    const within = readableFolders(services)
    return { is: 'batch', out: services.options.out, name: from.output, images: from.images, within, uploads }
  }
  const { path, name } = services.uploads.get(from.upload)
  return { is: 'detection', path, name, model: from.model, texts: from.texts }
}

/** Uploaded images and those in served folders, and what the uploads are called. */
function imagesOf(
  services: Services,
  { uploads, paths }: { readonly uploads: readonly string[]; readonly paths: readonly string[] },
) {
  const within = readableFolders(services)
  const uploaded = uploads.map((id) => services.uploads.get(id))
  return {
    inputs: [...uploaded.map(({ path }) => path), ...paths.map((path) => insideFolders(path, within))],
    names: new Map(uploaded.map(({ path, name }) => [path, name])),
  }
}

/** Where a new data set goes: a plain name lies among the uploads. */
function newFolder({ options }: Services, dir: string): string {
  const { uploads, folders } = options
  if (/[\\/]/.test(dir)) return insideForWriting(dir, [...folders, uploads])
  mkdirSync(uploads, { recursive: true })
  return insideForWriting(`${uploads}/${dir}`, [uploads])
}
