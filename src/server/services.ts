// What the handlers share: options, worker processes, jobs, uploads and live feeds.
import { errorDetails } from '../core/error-details.ts'
import { say } from '../core/say.ts'
import { fileURLToPath } from 'node:url'
import { cacheFolder } from '../run/list/cache.ts'
import { latestOf } from '../run/latest.ts'
import { listRuns } from '../run/resolve.ts'
import type { RunEntry } from '../run/run-entry.ts'
import { Machine } from './live/machine.ts'
import { RunFeeds } from './live/run-feeds.ts'
import { ServerFeed } from './live/server-feed.ts'
import { Jobs } from './jobs/jobs.ts'
import { isInsideFolders, linkLeadingOut, readableFolders } from './files/served-folders.ts'
import { Allowing } from './files/allowing.ts'
import { Uploads } from './files/uploads.ts'
import { UserError } from '../core/errors.ts'
import { Launches } from './training/launches.ts'
import { isLoopback } from './http/guard.ts'
import type { ServerOptions } from './options.ts'
import { WorkerProcess } from './work/process.ts'

export interface Services {
  /** `folders` grows while the server runs. */
  readonly options: ServerOptions
  /** Folders that are asked for from the page, and allowed on this machine. */
  readonly allowing: Allowing
  /** Reads run folders and data sets. */
  readonly reader: WorkerProcess
  /** Longer looks, below everything else: diagnoses, comparisons, unpacking. */
  readonly examiner: WorkerProcess
  /** Detects on single images; keeps the last model and the last few maps. */
  readonly detector: WorkerProcess
  readonly jobs: Jobs
  readonly uploads: Uploads
  readonly launches: Launches
  readonly runFeeds: RunFeeds
  readonly serverFeed: ServerFeed
  readonly machine: Machine
  /** Ends everything that belongs to the server. Trainings do not. */
  close(): void
}

export function createServices(given: ServerOptions): Services {
  const allowing = new Allowing({ folders: given.folders, isOwn: isLoopback(given.host) })
  const options: ServerOptions = {
    ...given,
    get folders() {
      return allowing.folders
    },
  }
  const uploads = new Uploads(options)
  // The one guard of what is opened: a link below a served folder must not lead out of what is served.
  const within = (): string[] => [...readableFolders({ options }), uploads.temporary, ownFolder, cacheFolder()]
  const reader = new WorkerProcess({ polite: false, within })
  const examiner = new WorkerProcess({ polite: true, within })
  const detector = new WorkerProcess({ polite: false, within })
  const { workdirs } = options
  const jobs = new Jobs((job) => serverFeed.tellJob(job), { within, out: options.out })
  const runFeeds = new RunFeeds(reader, within)
  const serverFeed: ServerFeed = new ServerFeed({
    rows: async () => servedRuns({ options }, (await reader.ask('runRows', { workdirs })).runs),
    jobs: () => jobs.list(),
  })
  const machine = new Machine()
  return {
    options,
    allowing,
    machine,
    reader,
    examiner,
    detector,
    jobs,
    uploads,
    launches: new Launches(options, within),
    runFeeds,
    serverFeed,
    close: () => {
      for (const part of [machine, serverFeed, runFeeds, jobs, reader, examiner, detector, uploads]) part.close()
    },
  }
}

/** Of the product itself: what it is made of may be read everywhere. */
const ownFolder = fileURLToPath(new URL('../..', import.meta.url))

/** The run that an address means: an id or a name in the folder of runs, never a path. @throws UserError run-unknown */
export function runOf(services: Pick<Services, 'options'>, reference: string): RunEntry {
  const runs = servedRuns(services, listRuns(services.options.workdirs))
  const known =
    reference === 'latest' && runs.length > 0
      ? latestOf(runs)
      : runs.find(({ id, names }) => id === reference || names.includes(reference))
  if (known !== undefined) {
    refuseLinkOut(services, known)
    return known
  }
  throw new UserError({
    code: 'run-unknown',
    message: say(errorDetails['run-unknown'].messageSuch),
    expected: say(errorDetails['run-unknown'].expected),
    found: JSON.stringify(reference.slice(0, 100)),
    where: services.options.workdirs,
    next: say(errorDetails['run-unknown'].nextList),
  })
}

/** A run folder has folders of files, no deeper ones. */
const runDepth = 3

/** The files of a run count like its folder: one that is a link out is not read, and the run is refused with its name. */
function refuseLinkOut({ options }: Pick<Services, 'options'>, { id, folder }: RunEntry): void {
  const link = linkLeadingOut(folder, readableFolders({ options }), runDepth)
  if (link === undefined) return
  throw new UserError({
    code: 'path-outside',
    message: say(errorDetails['path-outside'].messageLink, { id }),
    expected: say(errorDetails['path-outside'].expectedOwn),
    found: link,
    next: say(errorDetails['path-outside'].nextLink),
  })
}

/** Without runs that links lead to outside of the folders that may be read. */
export function servedRuns<Run extends { readonly folder: string }>(
  { options: { workdirs, folders } }: Pick<Services, 'options'>,
  runs: readonly Run[],
): Run[] {
  return runs.filter(({ folder }) => isInsideFolders(folder, [workdirs, ...folders]))
}
