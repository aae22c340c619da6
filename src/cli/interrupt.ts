// Requests to stop: Ctrl-C, SIGTERM, the hang-up of a terminal, the warning of a batch system (SIGUSR1), and the end of the parent of a child that is bound to it.
import { isatty } from 'node:tty'
import { whenParentIsGone } from '../core/child-process.ts'
import { readRegularText } from '../core/read-file.ts'

export interface StopWatch {
  /** Aborts on the first request. */
  readonly signal: AbortSignal
  /** Stops watching; a signal then ends the process as usual. */
  readonly close: () => void
}

/** What is told about requests. */
export interface StopListener {
  /** The first request was seen. */
  readonly onFirst: () => void
  /**
   * Another one was seen. Without this, nobody listens after the first request any more, so that the system itself ends the process on
   * the second (shells report 130): right for work that loses nothing.
   */
  readonly onAnother?: () => void
}

/** Slurm sends it some time before the limit; Node would open its debugger. Windows has none. */
const warning: readonly NodeJS.Signals[] = process.platform === 'win32' ? [] : ['SIGUSR1']

/** Watches for requests to stop. Handlers run between two steps of the work, as a step keeps this thread busy. */
export function watchForStop({ onFirst, onAnother }: StopListener): StopWatch {
  const controller = new AbortController()
  let forgetParent = (): void => {}
  const isHangUpIgnored = ignoresHangUp()
  const signals: readonly NodeJS.Signals[] = [
    'SIGINT',
    'SIGTERM',
    ...warning,
    ...(isHangUpIgnored ? [] : (['SIGHUP'] as const)),
  ]
  const close = (): void => {
    signals.forEach((name) => process.off(name, handle))
    process.off('SIGHUP', ignore)
    forgetParent()
  }
  const handle = (): void => {
    if (controller.signal.aborted) return onAnother?.()
    if (onAnother === undefined) close()
    onFirst()
    controller.abort()
  }
  signals.forEach((name) => process.on(name, handle))
  if (isHangUpIgnored) process.on('SIGHUP', ignore)
  forgetParent = whenParentIsGone(handle)
  return { signal: controller.signal, close }
}

/** Ignores a hang-up where that was asked for (`nohup`), in commands that do not listen to requests to stop. */
export function ignoreHangUpAsAsked(): void {
  if (ignoresHangUp()) process.on('SIGHUP', ignore)
}

function ignore(): void {
  // the work goes on
}

/** SIGHUP in the masks of proc(5). */
const hangUpBit = 1n

/**
 * Whether a hang-up is to be ignored, as `nohup` asks. Node sets every signal back to its default when it starts, so what the parent
 * asked for is concluded: the parent ignores it itself, or nothing here is bound to a terminal (`nohup` unties all three streams).
 */
function ignoresHangUp(): boolean {
  if (process.platform === 'win32') return false // Windows ends the process in any case, soon after the handler has run
  return ![0, 1, 2].some((descriptor) => isatty(descriptor)) || parentIgnoresHangUp()
}

function parentIgnoresHangUp(): boolean {
  try {
    const mask = /^SigIgn:\s*([\da-f]+)$/m.exec(readRegularText(`/proc/${process.ppid}/status`))?.[1]
    return mask !== undefined && (BigInt(`0x${mask}`) & hangUpBit) !== 0n
  } catch {
    return false // no such file on this system
  }
}
