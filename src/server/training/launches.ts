// Starts trainings as processes of their own: they outlive the server, and their run folder is the only link to them.
import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { errorDetails } from '../../core/error-details.ts'
import { UserError } from '../../core/errors.ts'
import { failureEnvironment, failureLeft } from '../../core/failure-file.ts'
import { confinedEnvironment } from '../../core/inside.ts'
import { readRegularText } from '../../core/read-file.ts'
import { writeFileAtomic } from '../../core/files.ts'
import { readHeartbeat } from '../../run/heartbeat.ts'
import { runPaths } from '../../run/layout.ts'
import { listRuns } from '../../run/resolve.ts'
import type { RunEntry } from '../../run/run-entry.ts'
import type { Failure } from '../contract/common.ts'
import type { Launch } from '../contract/training.ts'
import { say } from '../../core/say.ts'
import { failureOf } from '../http/failure.ts'
import type { ServerOptions } from '../options.ts'

/** A start answers after this long at the latest, in milliseconds; what became of it is asked for later. */
const waitMs = 8000
const lookMs = 50
/** Characters of the last line of a process that left no error. */
const maxPrinted = 300
/** Where a process prints its log. */
const printedName = 'printed.txt'
/** Where it leaves the error that ended it. */
const failureName = 'failure.json'
/** Ended starts that are remembered. */
const maxKept = 100

interface Launched {
  readonly id: string
  readonly child: ChildProcess
  /** Folder of its settings and of what it prints when it fails. */
  readonly folder: string
  /** The run that it goes on with; a new one otherwise. */
  readonly resumes: RunEntry | undefined
  ended: boolean
  run: string | undefined
}

export class Launches {
  readonly #options: Pick<ServerOptions, 'workdirs' | 'program'>
  readonly #within: () => readonly string[]
  readonly #launched = new Map<string, Launched>()

  /** @param within folders that trainings read nothing outside of, whatever the settings of a run say */
  constructor(options: Pick<ServerOptions, 'workdirs' | 'program'>, within: () => readonly string[]) {
    this.#options = options
    this.#within = within
  }

  /** A new training. @param configYaml its settings */
  train(configYaml: string): Promise<Launch> {
    const folder = mkdtempSync(join(tmpdir(), 'ocrdet-start-'))
    const config = join(folder, 'config.yaml')
    writeFileAtomic(config, configYaml)
    return this.#start(['train', '--config', config], { folder, resumes: undefined })
  }

  resume(entry: RunEntry, numEpochs: number | undefined): Promise<Launch> {
    const folder = mkdtempSync(join(tmpdir(), 'ocrdet-start-'))
    const epochs = numEpochs === undefined ? [] : ['--num-epochs', String(numEpochs)]
    return this.#start(['resume', entry.folder, ...epochs], { folder, resumes: entry })
  }

  /** The training of a run once more. @param anyway also when its data set changed */
  reproduce(entry: RunEntry, anyway: boolean): Promise<Launch> {
    const folder = mkdtempSync(join(tmpdir(), 'ocrdet-start-'))
    return this.#start(['reproduce', entry.folder, ...(anyway ? ['--anyway'] : [])], { folder, resumes: undefined })
  }

  /** @throws UserError not-found */
  get(id: string): Launch {
    const launched = this.#launched.get(id)
    if (launched !== undefined) return this.#stateOf(launched)
    throw new UserError({
      code: 'not-found',
      message: say(errorDetails['not-found'].messageStart),
      found: JSON.stringify(id.slice(0, 60)),
      next: say(errorDetails['not-found'].nextStart),
    })
  }

  async #start(words: readonly string[], { folder, resumes }: Pick<Launched, 'folder' | 'resumes'>): Promise<Launch> {
    const { workdirs, program } = this.#options
    const printed = openSync(join(folder, printedName), 'w')
    const child = spawn(process.execPath, [program, ...words, '--workdirs', workdirs, '--no-color'], {
      detached: true,
      stdio: ['ignore', 'ignore', printed],
      env: {
        ...process.env,
        ...confinedEnvironment([...this.#within(), folder]),
        ...failureEnvironment(join(folder, failureName)),
      },
    })
    closeSync(printed)
    const id = randomBytes(9).toString('base64url')
    const launched: Launched = { id, child, folder, resumes, ended: false, run: undefined }
    this.#launched.set(id, launched)
    child.unref()
    child.on('error', () => (launched.ended = true))
    child.on('exit', () => (launched.ended = true))
    this.#forgetOld()
    for (let waited = 0; waited < waitMs; waited += lookMs) {
      await new Promise((resolve) => setTimeout(resolve, lookMs))
      const state = this.#stateOf(launched)
      if (state.state !== 'starting') return state
    }
    return this.#stateOf(launched)
  }

  #stateOf(launched: Launched): Launch {
    const { id, ended } = launched
    if (launched.run === undefined) {
      launched.run = this.#runOf(launched)
      // The settings are read, and from here on the run's own log tells everything.
      if (launched.run !== undefined) removeQuietly(launched.folder)
    }
    if (launched.run !== undefined) return { id, state: 'started', run: launched.run }
    return ended ? { id, state: 'failed', failure: failureIn(launched.folder) } : { id, state: 'starting' }
  }

  /** The run whose heartbeat is this process's. */
  #runOf({ child, resumes }: Launched): string | undefined {
    const entries = resumes === undefined ? listRuns(this.#options.workdirs).slice(0, 5) : [resumes]
    return entries.find(({ folder }) => readHeartbeat(runPaths(folder).heartbeat)?.pid === child.pid)?.id
  }

  #forgetOld(): void {
    for (const [id, { folder }] of [...this.#launched].slice(0, -maxKept)) {
      this.#launched.delete(id)
      removeQuietly(folder)
    }
  }
}

/** Windows keeps a file that a process has open; the system's own cleaning gets it later. */
function removeQuietly(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true })
  } catch {
    // it stays
  }
}

/** Why a process ended before its run was there. */
function failureIn(folder: string): Failure {
  const left = failureLeft(join(folder, failureName))
  const lastWords = readEnd(join(folder, printedName))
  return failureOf(
    left ??
      new UserError({
        code: 'training-not-started',
        message: say(errorDetails['training-not-started'].message),
        ...(lastWords !== '' && { found: lastWords }),
        next: say(errorDetails['training-not-started'].next),
      }),
  )
}

/** The last line that a process printed, for a failure that it could not leave. */
function readEnd(path: string): string {
  try {
    return readRegularText(path).trimEnd().split('\n').at(-1)?.slice(0, maxPrinted) ?? ''
  } catch {
    return ''
  }
}
