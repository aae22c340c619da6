// A worker process: does what the server orders, reports, and ends with the server.
import { setPriority } from 'node:os'
import { onNotice } from '../../core/notices.ts'
import { widenConfinement } from '../../core/inside.ts'
import { failureOf } from '../http/failure.ts'
import { tell } from '../tell.ts'
import type { Order, Report, WorkContext, WorkerStart } from './protocol.ts'
import { work } from './work.ts'

/** Below a training and the server, so that neither waits for it. */
const politePriority = 10

const stopping = new Map<number, AbortController>()

function report(message: Report): void {
  // The server may end between the question and the sending: nobody is left to be told then.
  if (process.connected) process.send?.(message, () => {})
}

async function carryOut({ id, name, task }: Extract<Order, { type: 'do' }>): Promise<void> {
  const controller = new AbortController()
  stopping.set(id, controller)
  const context: WorkContext = {
    signal: controller.signal,
    onProgress: (progress) => report({ type: 'progress', id, progress }),
  }
  try {
    const doIt = work[name as keyof typeof work] as (task: unknown, context: WorkContext) => unknown
    report({ type: 'result', id, result: await doIt(task, context) })
  } catch (error) {
    let stack: string | undefined
    const failure = failureOf(error, (text) => (stack = text))
    report({ type: 'failure', id, failure, ...(stack !== undefined && { stack }) })
  } finally {
    stopping.delete(id)
  }
}

onNotice(tell)
const { polite } = JSON.parse(process.argv[2]) as WorkerStart
if (polite) setPriority(politePriority)
process.on('disconnect', () => process.exit())
// Ctrl-C reaches the whole group of processes; the server decides when its workers end.
process.on('SIGINT', () => {})
process.on('message', (order: Order) => {
  if (order.type === 'stop') stopping.get(order.id)?.abort()
  else if (order.type === 'widen') widenConfinement(order.folders)
  else void carryOut(order)
})
