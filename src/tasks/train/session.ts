// One training from its first to its last epoch: the modules meet here, and the run folder keeps what they say.
import { encodeCheckpoint } from '../../checkpoint/write.ts'
import { weightsForUse, type TrainingState } from '../../checkpoint/checkpoint.ts'
import type { Ranks } from '../../cluster/ranks.ts'
import type { TensorMap } from '../../core/tensor.ts'
import { batchesPerEpoch } from '../../data/batches/plan.ts'
import type { Dataset } from '../../data/dataset.ts'
import { evaluate, type Evaluation } from '../../detect/evaluate.ts'
import type { DetectorSettings } from '../../detect/settings.ts'
import { tuneThreshold } from '../../detect/tune-threshold.ts'
import { Validator } from '../../detect/validator.ts'
import type { HparamsStatus } from '../../formats/tfevents.ts'
import { isOutOfMemory } from '../../core/out-of-memory.ts'
import type { Facts } from '../../run/config.ts'
import { checkpointInLog, type CheckpointName } from '../../run/layout.ts'
import type { Config } from '../../run/settings/table.ts'
import type { RunWriter } from '../../run/writer.ts'
import type { IterationEvent, LessMemoryEvent, MicroBatchEvent, Position } from '../../train/loop.ts'
import type { Trainer } from '../../train/trainer.ts'
import type { Device } from './device.ts'
import { nonFiniteLoss, outOfMemory } from './errors.ts'
import type { TrainingEvent } from './events.ts'
import { Journal } from './journal.ts'
import { createTrainer, trainingEvents, type TrainingPlan } from './machinery.ts'
import { renderTimes, whenWaitingInVain } from './ranks.ts'
import { lossSettings, targetSettings } from './settings.ts'

/** Everything a training starts or resumes from. */
export interface SessionStart {
  readonly config: Config
  /** What config.yaml says beside the settings. */
  readonly facts: Facts
  readonly dataset: Dataset
  readonly device: Device
  readonly parameters: TensorMap
  /** How images go in and boxes come out. */
  readonly detector: DetectorSettings
  /** Exponential mean of the weights so far, where a resumed training keeps one. */
  readonly average?: TensorMap | undefined
  readonly position: Position
  /** State of the training so far; undefined at its first start. */
  readonly training: TrainingState | undefined
  /** F-score of the initial weights, where it was measured already. */
  readonly fScore: number | undefined
  readonly writer: RunWriter
  readonly listen: (event: TrainingEvent) => void
  readonly stop: AbortSignal
  /** The processes that train together; this one is the first of them. */
  readonly ranks?: Ranks | undefined
}

export interface SessionEnd {
  readonly ended: 'completed' | 'stopped'
  readonly best: TrainingState['best']
  /** F-score of the initial weights, where this process measured it. */
  readonly initial: number | undefined
  /** Whether weights that were trained have been scored, before a resume too. */
  readonly isScored: boolean
}

/** Runs one training process on a run folder. */
export class TrainingSession {
  #start: SessionStart
  readonly #journal: Journal
  readonly #iterationsPerEpoch: number
  #position: Position
  #best: TrainingState['best']
  #fScore: number | undefined
  #initial: number | undefined
  #isScored: boolean
  #trainer: Trainer | undefined
  #isGivenOut = false

  constructor(start: SessionStart) {
    const { config, dataset, writer, listen } = start
    this.#start = start
    this.#position = start.position
    this.#best = start.training?.best
    this.#fScore = start.fScore
    this.#isScored = start.position.epoch > 0
    this.#iterationsPerEpoch = batchesPerEpoch({ sampleCount: dataset.train.length, batchSize: config.batch_size })
    this.#journal = new Journal({
      writer,
      listen,
      epochs: config.num_epochs,
      iterationsPerEpoch: this.#iterationsPerEpoch,
      batchSize: config.batch_size,
      tensorboard: config.tensorboard,
    })
  }

  /** Evaluates the initial weights, trains every epoch, keeps checkpoints; ends early and cleanly when `stop` aborts. */
  async run(): Promise<SessionEnd> {
    this.#journal.begin(this.#start.config, this.#position)
    const { ranks, stop } = this.#start
    const close = ranks && whenWaitingInVain(ranks, stop, () => this.#saveBeforeTheEnd())
    let status: HparamsStatus = 'failure'
    try {
      const end = await this.#runToEnd()
      status = end.ended === 'completed' ? 'success' : 'unknown'
      return end
    } finally {
      close?.()
      this.#journal.end(status)
    }
  }

  async #runToEnd(): Promise<SessionEnd> {
    const { config, stop } = this.#start
    const { epoch, iteration } = this.#position
    let isCutShort = false
    try {
      if (iteration === 0 && this.#fScore === undefined && this.#isDue(epoch))
        await (epoch === 0 ? this.#evaluate() : this.#finishEpoch())
      await this.#train()
    } catch (error) {
      if (isOutOfMemory(error)) throw outOfMemory(error, config, this.#start.writer.paths.folder)
      if (!stop.aborted || error !== stop.reason) throw error
      isCutShort = true
      // The others wait after the epoch whose evaluation was cut short.
      if (this.#isGivenOut) await this.#start.ranks?.any(true)
    } finally {
      await this.#trainer?.release()
    }
    await this.#giveOut()
    await this.#journal.drawEvaluation()
    if (isCutShort || this.#position.epoch < config.num_epochs) {
      this.#save('last_model.pth')
      this.#journal.line({ kind: 'stopped' })
      return { ended: 'stopped', best: this.#best, initial: this.#initial, isScored: this.#isScored }
    }
    this.#save(`backup_epoch_${config.num_epochs}.pth`)
    this.#journal.line({ kind: 'completed' })
    return { ended: 'completed', best: this.#best, initial: this.#initial, isScored: this.#isScored }
  }

  async #train(): Promise<void> {
    const { config, dataset, detector, parameters, training, device, ranks, stop, listen } = this.#start
    if (this.#position.epoch >= config.num_epochs) return
    stop.throwIfAborted()
    listen({ type: 'phase', phase: 'building' })
    const { preprocessing } = detector
    const plan = {
      config,
      samples: dataset.train,
      preprocessing,
      parameters,
      optimizer: training?.optimizer,
      lossScale: training?.lossScale,
      position: this.#position,
    }
    const place = { session: device.session, ranks, stop }
    await this.#giveOut(plan)
    const began = performance.now()
    const trainer = (this.#trainer = await createTrainer(plan, place))
    for await (const event of trainingEvents(trainer, plan, place)) {
      if (event.type === 'iteration') this.#keepIteration(event)
      else if (event.type === 'epoch') await this.#endEpoch(event.position)
      else if (event.type === 'micro-batch') this.#keepMicroBatch(event)
      else if (event.type === 'less-memory') this.#tellOfLessMemory(event)
      else this.#position = event.position
    }
    await trainer.sync()
    if (ranks !== undefined)
      this.#journal.line({ kind: 'config', message: renderTimes(ranks.times, performance.now() - began) })
  }

  /** Tells the other processes what to compute, once: nothing where no step is left. */
  async #giveOut(plan?: TrainingPlan): Promise<void> {
    if (this.#isGivenOut) return
    this.#isGivenOut = true
    await this.#start.ranks?.share(plan)
  }

  #keepIteration(event: IterationEvent): void {
    this.#journal.iteration(event)
    if (!event.finite) throw nonFiniteLoss(event, this.#start.config)
    this.#fScore = undefined
    // The last step of an epoch is followed by the epoch's event.
    const iteration = event.iteration + 1
    if (iteration < this.#iterationsPerEpoch) this.#position = { epoch: event.epoch, iteration }
  }

  /** Between two steps while another process is waited for: what is saved is the state after the last step of all. */
  #saveBeforeTheEnd(): void {
    this.#save('last_model.pth')
    this.#journal.line({
      kind: 'warn',
      message: `Asked to stop while waiting for another rank: the state after the last step is saved in ${checkpointInLog('last_model.pth')}; where that rank was killed, the training ends here`,
    })
  }

  /** Smaller parts stand in config.yaml from the first step on that they were used in, so that going on is exact. */
  #keepMicroBatch({ microBatch, reason }: MicroBatchEvent): void {
    const { config, facts, writer } = this.#start
    this.#journal.line({
      kind: 'warn',
      message: `Not enough memory (${reason}): computing batches of ${config.batch_size} with ${microBatch} at a time from here on (auto_batch)`,
    })
    this.#start = { ...this.#start, config: { ...config, micro_batch: microBatch } }
    writer.writeConfig(this.#start.config, facts)
  }

  #tellOfLessMemory({ reason }: LessMemoryEvent): void {
    this.#journal.line({
      kind: 'warn',
      message: `Not enough memory (${reason}): the card's memory is fetched anew in every step from here on, which takes longer; a smaller batch_size or auto_batch is faster`,
    })
  }

  async #endEpoch(position: Position): Promise<void> {
    await this.#trainer?.sync()
    this.#position = position
    await this.#finishEpoch()
  }

  /** What follows the steps of an epoch. A stop cuts the evaluation short, and going on does all of this again. */
  async #finishEpoch(): Promise<void> {
    const { save_every } = this.#start.config
    const { epoch } = this.#position
    try {
      if (this.#isDue(epoch)) await this.#evaluate()
    } finally {
      if (save_every > 0 && epoch % save_every === 0) this.#save(`epoch_${epoch}.pth`)
    }
    this.#save('last_model.pth')
  }

  /** Whether the weights after this many epochs are to be evaluated: at the start, every interval, and at the end. */
  #isDue(epoch: number): boolean {
    const { num_epochs, eval_interval } = this.#start.config
    return epoch % eval_interval === 0 || epoch === num_epochs
  }

  async #evaluate(): Promise<void> {
    const { epoch } = this.#position
    const started = performance.now()
    const evaluation = await this.#evaluation()
    const { binaryThreshold } = this.#start.detector.postProcessing
    this.#journal.evaluation(evaluation, { epoch, seconds: (performance.now() - started) / 1000, binaryThreshold })
    const { fScore } = evaluation.scores
    this.#fScore = fScore
    if (epoch === 0) this.#initial = fScore
    else this.#isScored = true
    if (fScore <= (this.#best?.fScore ?? 0)) return
    this.#best = { fScore, epoch }
    this.#save('best_model.pth')
    this.#journal.line({
      kind: 'save',
      what: 'Best model',
      path: checkpointInLog('best_model.pth'),
      reason: epoch === 0 ? 'initial weights' : 'F-score improved',
    })
    await this.#journal.drawEvaluation()
  }

  /** Evaluates; where the memory is not enough for two graphs, the one that trains is given up and loaded again when it is needed. */
  async #evaluation(): Promise<Evaluation> {
    try {
      return await this.#validate()
    } catch (error) {
      if (!isOutOfMemory(error) || this.#trainer?.isLoaded !== true) throw error
      await this.#trainer.release()
      return this.#validate()
    }
  }

  async #validate(): Promise<Evaluation> {
    const { config, dataset, device, parameters, writer, listen, stop } = this.#start
    const validator = await Validator.create({
      values: weightsForUse({ parameters, average: this.#average() }),
      settings: this.#start.detector,
      targets: targetSettings(config),
      loss: lossSettings(config),
      session: device.session,
    })
    try {
      const onProgress = (done: number, total: number) => {
        writer.heartbeat()
        listen({ type: 'phase', phase: 'evaluating', done, total })
      }
      return await evaluate(await this.#tuned(validator), dataset.test, { onProgress, signal: stop })
    } finally {
      await validator.release()
    }
  }

  /** With the binary threshold that suits the trained weights best; the initial ones keep theirs. */
  async #tuned(validator: Validator): Promise<Validator> {
    const { config, dataset, detector, stop } = this.#start
    if (!config.tune_threshold || this.#position.epoch === 0) return validator
    const tuned = await tuneThreshold(dataset.train, {
      probability: async (image, sample) => (await validator.run(image, sample)).map,
      finder: validator,
      signal: stop,
    })
    const from = detector.postProcessing.binaryThreshold
    if (tuned === undefined || tuned.binaryThreshold === from) return validator
    const { binaryThreshold, before, after, images } = tuned
    const postProcessing = { ...detector.postProcessing, binaryThreshold }
    this.#start = { ...this.#start, detector: { ...detector, postProcessing } }
    this.#journal.line({
      kind: 'config',
      message: `binary_threshold ${from} -> ${binaryThreshold}: F-score ${before} -> ${after} on ${images} training images (tune_threshold)`,
    })
    return validator.withThreshold(binaryThreshold)
  }

  /** The mean of the weights so far, also before the first step of a training that is resumed. */
  #average(): TensorMap | undefined {
    return this.#trainer === undefined ? this.#start.average : this.#trainer.average
  }

  /** Writes a checkpoint. Only best_model.pth is made for use alone and leaves out what a training needs to go on. */
  #save(name: CheckpointName): void {
    const { config, parameters, training, writer } = this.#start
    const forUse = name === 'best_model.pth'
    const optimizer = this.#trainer?.optimizer.state() ?? training?.optimizer ?? { step: 0, slots: new Map() }
    const lossScale = this.#trainer === undefined ? training?.lossScale : this.#trainer.lossScale
    const average = this.#average()
    writer.saveCheckpoint(
      name,
      encodeCheckpoint({
        ...(forUse ? { parameters: weightsForUse({ parameters, average }) } : { parameters, average }),
        settings: this.#start.detector,
        position: this.#position,
        fScore: this.#fScore,
        training: forUse
          ? undefined
          : { seed: config.seed, optimizerName: config.optimizer, optimizer, lossScale, best: this.#best },
        config: { ...config },
      }),
    )
  }
}
