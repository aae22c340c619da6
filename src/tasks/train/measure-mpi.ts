// Measures the way between the processes that were started together, and what adding the gradients of a step costs on it.
import { hostname } from 'node:os'
import { joinTransport } from '../../cluster/join.ts'
import { measureTransport, type TransportReport } from '../../cluster/measure.ts'
import { commandLine } from '../../core/command-line.ts'
import { errorDetails } from '../../core/error-details.ts'
import { UserError } from '../../core/errors.ts'
import { say } from '../../core/say.ts'
import { trainedCount } from './trained-count.ts'

export type { TransportReport } from '../../cluster/measure.ts'

/** The report, in the first process; undefined in the others. @throws UserError `ranks-not-connected`, `mpi-missing` */
export async function measureMpi(): Promise<TransportReport | undefined> {
  const transport = await joinTransport()
  if (transport === undefined || transport.size === 1) throw alone()
  try {
    const report = await measureTransport(transport, { numbers: trainedCount(), host: hostname() })
    return transport.rank === 0 ? report : undefined
  } finally {
    transport.end()
  }
}

function alone(): UserError {
  const { messageAlone, expectedSeveral, nextSeveral } = errorDetails['ranks-not-connected']
  return new UserError({
    code: 'ranks-not-connected',
    message: say(messageAlone),
    expected: say(expectedSeveral),
    next: say(nextSeveral, { command: `mpirun -n 2 ${commandLine('ocrdet', 'mpi')}` }),
  })
}
