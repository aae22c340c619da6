// Trainings on several processes: what the first tells the others, how batches are divided, and what a resume with another number means.
import { hostname } from 'node:os'
import { ownJob } from '../../cluster/slurm.ts'
import { coresOfRank, launchOf } from '../../core/launch.ts'
import type { Ranks } from '../../cluster/ranks.ts'
import { errorDetails } from '../../core/error-details.ts'
import { UserError } from '../../core/errors.ts'
import { say } from '../../core/say.ts'
import type { Config } from '../../run/settings/table.ts'
import { chooseDevice } from './device.ts'
import { createTrainer, trainingEvents, type TrainingPlan } from './machinery.ts'

export { joinRanks } from '../../cluster/join.ts'
export type { Ranks } from '../../cluster/ranks.ts'

/**
 * What every process but the first does: it computes its part of each batch as the first one says, and writes nothing.
 * @throws UserError `rank-failed` when another process failed; what goes wrong here is told to the others
 */
export async function assistTraining(ranks: Ranks, stop: AbortSignal): Promise<void> {
  await describeRanks(ranks)
  const plan = await ranks.share<TrainingPlan | undefined>(undefined)
  if (plan === undefined) return
  const { config } = plan
  const { session } = await deviceOfRank(config, ranks)
  const place = { session, ranks, stop }
  const trainer = await createTrainer(plan, place)
  try {
    for await (const event of trainingEvents(trainer, plan, place))
      // The first process says what is wrong with the numbers.
      if (event.type === 'iteration' && !event.finite) await ranks.any(false)
  } finally {
    await trainer.release()
  }
}

/** Where one process computes its part. @throws UserError as `chooseDevice` does */
export function deviceOfRank(config: Config, ranks: Ranks | undefined) {
  return chooseDevice(config.device, threadsOfRank(config.num_threads, ranks), config.precision)
}

/** Cores that the network of one process may use. */
function threadsOfRank(threads: Config['num_threads'], ranks: Ranks | undefined): Config['num_threads'] {
  if (threads !== 'auto' || ranks === undefined) return threads
  return coresOfRank(localRanks(ranks))
}

/** Processes of this training on this machine. */
export function localRanks(ranks: Ranks | undefined): number {
  return ranks === undefined ? 1 : (launchOf(process.env)?.localSize ?? 1)
}

/** `4 ranks (Open MPI v4.1.4): 2 on node1, 2 on node2`. Every process calls it at the same time. */
async function describeRanks(ranks: Ranks): Promise<string> {
  const counts = new Map<string, number>()
  for (const host of await ranks.collect(hostname())) counts.set(host, (counts.get(host) ?? 0) + 1)
  const places = [...counts].map(([host, count]) => `${count} on ${host}`)
  return `${ranks.size} ranks (${ranks.library}): ${places.join(', ')}`
}

/** Where a training is computed, for the log: the job of a batch system, and the ranks. Every process calls it at the same time. */
export async function describePlaces(ranks: Ranks | undefined, env = process.env): Promise<string[]> {
  const job = ownJob(env)
  const { SLURM_JOB_NODELIST: nodes, SLURM_RESTART_COUNT: restarts = '0' } = env
  const again = restarts === '0' ? '' : `, requeued ${restarts} ${restarts === '1' ? 'time' : 'times'}`
  return [
    ...(job === undefined ? [] : [`Slurm job ${job} on ${nodes}${again}`]),
    ...(ranks === undefined ? [] : [await describeRanks(ranks)]),
  ]
}

type Divided = Pick<Config, 'batch_size' | 'micro_batch'>

/**
 * The configuration with what one process computes at once: with `auto`, its whole part. It stands in config.yaml, so that any number of
 * processes can go on with the same parts.
 * @throws UserError `ranks-misfit` where the batch cannot be divided evenly
 */
export function dividedAmong<C extends Divided>(config: C, size: number): C {
  if (size === 1) return config
  const { batch_size: batch, micro_batch: micro } = config
  const words = errorDetails['ranks-misfit']
  const part = batch / size
  if (!Number.isInteger(part))
    throw new UserError({
      code: 'ranks-misfit',
      message: say(words.message, { batch, ranks: size }),
      expected: say(words.expected, { ranks: size }),
      found: String(batch),
      where: '--batch-size',
      next: say(words.next, { fits: Math.ceil(part) * size }),
    })
  if (micro === 'auto') return { ...config, micro_batch: part }
  if (part % micro !== 0)
    throw new UserError({
      code: 'ranks-misfit',
      message: say(words.messageMicro, { part, micro }),
      expected: say(words.expectedMicro, { part }),
      found: String(micro),
      where: '--micro-batch',
      next: say(words.nextMicro),
    })
  return config
}

/** The same for a training that is resumed, whose parts were those of another number of processes: the largest that fit. */
export function dividedAgain<C extends Divided>(config: C, size: number): C {
  const { batch_size: batch, micro_batch: micro } = config
  const part = batch / size
  if (micro === 'auto' || !Number.isInteger(part) || part % micro === 0) return dividedAmong(config, size)
  return { ...config, micro_batch: greatestCommonDivisor(part, micro) }
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}

/** How a training was or is computed: on how many processes, in parts of how many images. */
export interface Division {
  readonly ranks: number
  readonly batch: number
  readonly micro: number
}

/** What another number of processes means for the result, for the log; undefined where the number is the same. */
export function changeOfRanks(before: Division, now: Division): string | undefined {
  if (before.ranks === now.ranks) return undefined
  const change = `Going on with ${now.ranks} ${now.ranks === 1 ? 'process' : 'ranks'} instead of ${before.ranks}`
  if (before.micro !== now.micro)
    return `${change}, in parts of ${now.micro} images instead of ${before.micro}: batch normalisation sees other parts, so the result is another one`
  if (addsInOrder(before) && addsInOrder(now))
    return `${change}, with the same parts in the same order: the result is the same to the byte`
  return `${change}: the gradients of the parts are added in another order, so the result is the same to rounding only`
}

/** Whether the parts are added one after the other: by one process, or one part on each. */
function addsInOrder({ ranks, batch, micro }: Division): boolean {
  const parts = batch / micro
  return ranks === 1 || ranks === parts || parts <= 2
}

/** A request to stop is followed after the step that all compute; a process that waits this long for another one does not count on it. */
const PATIENCE_MS = 400

/**
 * Calls `save` when a request to stop finds this process waiting for another one: `mpirun` asks all to stop when one of them was killed,
 * and ends them a moment later. What comes back ends the watch.
 */
export function whenWaitingInVain(ranks: Ranks, stop: AbortSignal, save: () => void): () => void {
  let timer: NodeJS.Timeout | undefined
  const look = (): void => {
    timer = setTimeout(() => {
      if (ranks.isWaiting) save()
    }, PATIENCE_MS)
  }
  stop.addEventListener('abort', look)
  return () => {
    stop.removeEventListener('abort', look)
    clearTimeout(timer)
  }
}

/** `Of 81 s of training, 1.2 s (1.5 %) went into adding gradients and 4.0 s (4.9 %) into waiting for other ranks`. */
export function renderTimes({ waitMs, sumMs }: Ranks['times'], totalMs: number): string {
  const part = (ms: number): string => `${(ms / 1000).toFixed(1)} s (${((100 * ms) / totalMs).toFixed(1)} %)`
  return `Of ${Math.round(totalMs / 1000)} s of training, ${part(sumMs)} went into adding gradients and ${part(waitMs)} into waiting for other ranks`
}
