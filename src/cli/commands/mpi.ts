// `ocrdet mpi`: whether the processes of a cluster find each other, and what a training on several of them pays for it.
import { command } from '../command.ts'
import { showResult } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { renderTransport } from '../views/transport.ts'

export const mpiCommand = command({
  about: [
    'Run by mpirun or srun, passes messages between its processes and adds up gradients as a training does: latency, bandwidth, and seconds of every step. It takes a few seconds, and writes nothing.',
    'From what it measured it computes the same for more machines; that is an extrapolation, as networks are shared.',
  ],
  arguments: {},
  flags: {},
  examples: [{ line: '', does: 'behind mpirun -n 2, or srun --mpi=pmix --nodes 2' }],
  async run(_, context) {
    const { measureMpi } = await import('../../tasks/train/measure-mpi.ts')
    const report = await measureMpi()
    if (report !== undefined) showResult(context, report, renderTransport)
    return exitCodes.good
  },
})
