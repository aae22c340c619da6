// Weights, gradients and running averages that stay on the device from step to step; only losses and statistics come back.
import { must } from '../core/assert.ts'
import type { Tensor, TensorMap } from '../core/tensor.ts'
import { compile } from '../graph/compile.ts'
import type { Value } from '../graph/graph.ts'
import { DeviceTensor, type Feeds, type Session, type SessionOptions } from '../graph/session.ts'
import type { Optimizer } from './optimizer.ts'
import { Pass, type HeldMap, type PassOptions, type TrainingBatch } from './pass.ts'
import * as graphs from './update-graph.ts'
import type { PartResult, Weights } from './weights.ts'

const { newName, valueName } = graphs

type Sessions = { readonly [Name in 'update' | 'squares' | 'copy']: Session }

export class DeviceWeights implements Weights {
  readonly #pass: Pass
  readonly #optimizer: Optimizer
  readonly #parameters: TensorMap
  readonly #trained: readonly graphs.Trained[]
  readonly #sessions: Sessions
  readonly #session: SessionOptions | undefined
  /** Weights and slots by their names as inputs: of this process until the first update, held after it. */
  #values: Map<string, Tensor | DeviceTensor>
  #sum: HeldMap | undefined
  /** Adds gradients; loaded for the second part of a batch. */
  #adder: Session | undefined

  private constructor(
    options: PassOptions & { readonly trained: readonly graphs.Trained[]; readonly pass: Pass },
    optimizer: Optimizer,
    sessions: Sessions,
  ) {
    this.#pass = options.pass
    this.#session = options.session
    this.#parameters = options.parameters
    this.#trained = options.trained
    this.#optimizer = optimizer
    this.#sessions = sessions
    this.#values = this.#inProcess()
  }

  static async load(options: PassOptions, optimizer: Optimizer): Promise<DeviceWeights> {
    const { parameters, session } = options
    const pass = await Pass.load(options, true)
    const trained = pass.trained.map((name): graphs.Trained => {
      const parameter = must(parameters.get(name), `${name} has a value`)
      const slots = [...optimizer.slotsOf(name, parameter).keys()]
      return { name, shape: parameter.shape, decay: optimizer.decayOf(name), slots }
    })
    const sessions = {
      update: await compileHeld(graphs.updateGraph(optimizer.settings, trained), session),
      squares: await compile(graphs.squaresGraph(trained), session),
      copy: await compile(graphs.copyGraph(trained), session),
    }
    return new DeviceWeights({ ...options, pass, trained }, optimizer, sessions)
  }

  async forwardBackward(part: TrainingBatch, isFirst: boolean): Promise<PartResult> {
    const { gradients, ...reported } = await this.#pass.runOnDevice(this.#weights(), part)
    const before = this.#sum
    if (before === undefined || isFirst) {
      this.#sum = gradients
      releaseAll(before?.values())
      return reported
    }
    const feeds = { ...named('sum', before), ...named('gradient', gradients) }
    this.#adder ??= await compileHeld(graphs.sumGraph(this.#trained), this.#session)
    const { held } = await this.#adder.runOnDevice(feeds)
    this.#sum = new Map(this.#trained.map(({ name }) => [name, found(held, newName(valueName('sum', name)))]))
    releaseAll(Object.values(feeds))
    return reported
  }

  async gradientNorm(): Promise<number> {
    const { squares } = await this.#sessions.squares.run(named('gradient', this.#gradients()))
    return Math.sqrt(squares.data[0])
  }

  async applyGradients({ rate, gradientScale }: { rate: number; gradientScale: number }): Promise<void> {
    const gradients = this.#gradients()
    const scalars = graphs.updateScalars(this.#optimizer.settings, {
      step: this.#optimizer.begin(),
      rate,
      gradientScale,
    })
    const before = this.#values
    const feeds = { ...Object.fromEntries(before), ...named('gradient', gradients), ...scalars }
    const { held } = await this.#sessions.update.runOnDevice(feeds)
    this.#values = new Map([...before.keys()].map((name) => [name, found(held, newName(name))]))
    this.#sum = undefined
    releaseAll([...before.values(), ...gradients.values()])
  }

  async sync(): Promise<void> {
    const isHeld = [...this.#values.values()].some((value) => value instanceof DeviceTensor)
    if (!isHeld) return
    const copies = await this.#sessions.copy.run(Object.fromEntries(this.#values))
    for (const [name, { data }] of this.#inProcess()) data.set(copies[newName(name)].data)
  }

  async release(): Promise<void> {
    releaseAll([...this.#values.values(), ...(this.#sum?.values() ?? [])])
    for (const session of Object.values(this.#sessions)) await session.release()
    await this.#adder?.release()
    await this.#pass.release()
  }

  #gradients(): HeldMap {
    return must(this.#sum, 'a part was computed')
  }

  /** What the pass is fed. */
  #weights(): ReadonlyMap<string, Tensor | DeviceTensor> {
    return new Map(
      this.#trained.map(({ name }) => [
        name,
        must(this.#values.get(valueName('weight', name)), `${name} has a weight`),
      ]),
    )
  }

  /** Weights and slots where checkpoints read them. */
  #inProcess(): Map<string, Tensor> {
    return new Map(
      this.#trained.flatMap(({ name }) => {
        const parameter = must(this.#parameters.get(name), `${name} has a value`)
        const all = [['weight', parameter] as const, ...this.#optimizer.slotsOf(name, parameter)]
        return all.map(([kind, value]): [string, Tensor] => [valueName(kind, name), value])
      }),
    )
  }
}

function compileHeld(outputs: Readonly<Record<string, Value>>, session: SessionOptions = {}): Promise<Session> {
  return compile(outputs, { ...session, held: Object.keys(outputs) })
}

function named(kind: string, values: HeldMap): Feeds {
  return Object.fromEntries([...values].map(([name, value]) => [valueName(kind, name), value]))
}

function found(held: ReadonlyMap<string, DeviceTensor>, name: string): DeviceTensor {
  return must(held.get(name), `${name} is held`)
}

function releaseAll(values: Iterable<Tensor | DeviceTensor> = []): void {
  for (const value of values) if (value instanceof DeviceTensor) value.release()
}
