// The server's end of a worker process: starts it when it is needed, asks, and starts another when it died.
import { errorDetails } from '../../core/error-details.ts'
import { say } from '../../core/say.ts'
import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { type Text, UserError } from '../../core/errors.ts'
import { confinedEnvironment } from '../../core/inside.ts'
import { workerFile } from '../../core/worker-file.ts'
import { errorOf } from '../http/failure.ts'
import { tell } from '../tell.ts'
import type { Order, Progress, Report, WorkerStart } from './protocol.ts'
import type { work } from './work.ts'

type Work = typeof work
export type WorkName = keyof Work
type TaskOf<Name extends WorkName> = Parameters<Work[Name]>[0]
type ResultOf<Name extends WorkName> = Awaited<ReturnType<Work[Name]>>

export interface AskOptions {
  readonly onProgress?: (progress: Progress) => void
  readonly signal?: AbortSignal
}

interface Asked {
  readonly child: ChildProcess
  readonly resolve: (result: never) => void
  readonly reject: (error: Error) => void
  readonly onProgress: ((progress: Progress) => void) | undefined
}

/** One worker process. Several questions may be open at a time. */
export class WorkerProcess {
  readonly #polite: boolean
  readonly #within: (() => readonly string[]) | undefined
  /** The folders that the process was told last. */
  #told = ''
  readonly #open = new Map<number, Asked>()
  #child: ChildProcess | undefined
  #count = 0

  /**
   * @param options.polite gives way to everything else on the machine
   * @param options.within folders that it reads nothing outside of, as they are when it is asked; anywhere when not given
   */
  constructor({ polite, within }: { readonly polite: boolean; readonly within?: () => readonly string[] }) {
    this.#polite = polite
    this.#within = within
  }

  /** Its process, for tests and for those who look after the server; undefined while none is needed. */
  get pid(): number | undefined {
    return this.#child?.pid
  }

  /** Has a piece of work done. @throws UserError as the work does; `worker-died` when the process did */
  ask<Name extends WorkName>(name: Name, task: TaskOf<Name>, options: AskOptions = {}): Promise<ResultOf<Name>> {
    const { onProgress, signal } = options
    const child = this.#started()
    this.#widen(child)
    const id = ++this.#count
    const answer = new Promise<ResultOf<Name>>((resolve, reject) => {
      this.#open.set(id, { child, resolve, reject, onProgress })
      this.#send(child, { type: 'do', id, name, task })
    })
    const stop = (): void => this.#send(child, { type: 'stop', id })
    signal?.addEventListener('abort', stop, { once: true })
    return answer.finally(() => signal?.removeEventListener('abort', stop))
  }

  /** Ends the process; open questions fail. */
  close(): void {
    if (this.#child !== undefined) this.#lose(this.#child, say(errorDetails['worker-died'].foundClosed))
  }

  #started(): ChildProcess {
    if (this.#child !== undefined) return this.#child
    const file = fileURLToPath(workerFile(import.meta.url, 'worker'))
    const start: WorkerStart = { polite: this.#polite }
    const within = this.#within?.()
    this.#told = JSON.stringify(within)
    const env = { ...process.env, ...(within && confinedEnvironment(within)) }
    const child = fork(file, [JSON.stringify(start)], { execArgv: [], serialization: 'advanced', env })
    child.on('message', (report: Report) => this.#take(report))
    child.on('exit', (code, signal) =>
      this.#lose(child, signal ?? say(errorDetails['worker-died'].foundExit, { code: code ?? '?' })),
    )
    // It could not be started, or not be written to: there is no exit then, or it comes later.
    child.on('error', (error) => this.#lose(child, error.message))
    this.#child = child
    return child
  }

  /** A process that was started before a folder was allowed is told of it before the question. */
  #widen(child: ChildProcess): void {
    const folders = this.#within?.()
    const text = JSON.stringify(folders)
    if (folders === undefined || text === this.#told) return
    this.#told = text
    this.#send(child, { type: 'widen', folders })
  }

  #send(child: ChildProcess, order: Order): void {
    // One that is not connected any more is about to exit, which fails its questions.
    if (!child.connected) return
    child.send(order, (error) => {
      if (error !== null) this.#lose(child, error.message)
    })
  }

  #take(report: Report): void {
    const asked = this.#open.get(report.id)
    if (asked === undefined) return
    if (report.type === 'progress') return asked.onProgress?.(report.progress as Progress)
    this.#open.delete(report.id)
    if (report.type === 'result') return asked.resolve(report.result as never)
    if (report.stack !== undefined) tell(report.stack)
    asked.reject(errorOf(report.failure))
  }

  /** Gives a process up: its open questions fail, and the next one starts another. */
  #lose(child: ChildProcess, found: Text): void {
    if (this.#child === child) this.#child = undefined
    child.kill('SIGKILL')
    for (const [id, asked] of this.#open) {
      if (asked.child !== child) continue
      this.#open.delete(id)
      asked.reject(died(found))
    }
  }
}

function died(found: Text): UserError {
  return new UserError({
    code: 'worker-died',
    message: say(errorDetails['worker-died'].message),
    expected: say(errorDetails['worker-died'].expected),
    found,
    next: say(errorDetails['worker-died'].next),
  })
}
