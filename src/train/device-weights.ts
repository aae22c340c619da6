// Weights, gradients and running averages that stay on the device from step to step; only losses and statistics come back.
import { must } from '../core/assert.ts'
import { tensor, type Tensor, type TensorMap } from '../core/tensor.ts'
import { compile } from '../graph/compile.ts'
import type { Value } from '../graph/graph.ts'
import { DeviceTensor, type Feeds, type Session, type SessionOptions } from '../graph/session.ts'
import type { Optimizer } from './optimizer.ts'
import { trainedParameters } from '../model/dbnet.ts'
import { Pass, type HeldMap, type PassOptions, type TrainingBatch } from './pass.ts'
import * as graphs from './update-graph.ts'
import type { PartOptions, PartResult, Weights } from './weights.ts'

const { newName, valueName } = graphs

type Sessions = { readonly [Name in 'update' | 'squares' | 'copy']: Session }
type Values = Map<string, Tensor | DeviceTensor>

export class DeviceWeights implements Weights {
  readonly #pass: Pass
  readonly #optimizer: Optimizer
  readonly #parameters: TensorMap
  readonly #groups: readonly graphs.Group[]
  readonly #sessions: Sessions
  readonly #session: SessionOptions | undefined
  /** Weights and slots of the groups by their names as inputs: of this process until the first update, held after it. */
  #values: Values
  /** The summed gradients of the groups. */
  #sum: HeldMap | undefined
  /** Adds gradients; loaded for the second part of a batch. */
  #adder: Session | undefined

  private constructor(
    options: PassOptions & { readonly groups: readonly graphs.Group[]; readonly pass: Pass },
    optimizer: Optimizer,
    sessions: Sessions,
  ) {
    this.#pass = options.pass
    this.#session = options.session
    this.#parameters = options.parameters
    this.#groups = options.groups
    this.#optimizer = optimizer
    this.#sessions = sessions
    this.#values = this.#joined()
  }

  static async load(options: PassOptions, optimizer: Optimizer): Promise<DeviceWeights> {
    const { parameters, session } = options
    const trained = trainedParameters(options).map(({ name, shape }): graphs.Trained => {
      const parameter = must(parameters.get(name), `${name} has a value`)
      const slots = [...optimizer.slotsOf(name, parameter).keys()]
      return { name, shape, decay: optimizer.decayOf(name), slots }
    })
    const groups = graphs.groupsOf(trained)
    const pass = await Pass.load(options, groups)
    const sessions = {
      update: await compileHeld(graphs.updateGraph(optimizer.settings, groups), session),
      squares: await compile(graphs.squaresGraph(groups), session),
      copy: await compile(graphs.copyGraph(groups), session),
    }
    return new DeviceWeights({ ...options, pass, groups }, optimizer, sessions)
  }

  async forwardBackward(part: TrainingBatch, { isFirst, lossScale }: PartOptions): Promise<PartResult> {
    const weights = new Map(this.#groups.map(({ name }) => [name, this.#value(valueName('weight', name))]))
    const { gradients, ...reported } = await this.#pass.runOnDevice(weights, part, lossScale)
    const before = this.#sum
    if (before === undefined || isFirst) {
      this.#sum = gradients
      releaseAll(before?.values())
      return reported
    }
    const feeds = { ...named('sum', before), ...named('gradient', gradients) }
    this.#adder ??= await compileHeld(graphs.sumGraph(this.#groups), this.#session)
    this.#sum = this.#byGroup((await this.#adder.runOnDevice(feeds)).held, 'sum')
    releaseAll(Object.values(feeds))
    return reported
  }

  sumOver(): Promise<void> {
    return Promise.reject(new Error('several processes keep their weights in the memory of the process'))
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
    const values = this.#values
    const feeds = { ...Object.fromEntries(values), ...named('gradient', gradients), ...scalars }
    const { held } = await this.#sessions.update.runOnDevice(feeds)
    this.#values = new Map([...values.keys()].map((name) => [name, found(held, newName(name))]))
    this.#sum = undefined
    releaseAll([...values.values(), ...gradients.values()])
  }

  async sync(): Promise<void> {
    const isHeld = [...this.#values.values()].some((value) => value instanceof DeviceTensor)
    if (!isHeld) return
    const copies = await this.#sessions.copy.run(Object.fromEntries(this.#values))
    for (const { name, members } of this.#groups) {
      let start = 0
      for (const member of members) {
        const own = this.#inProcess(member.name)
        const end = start + own[0][1].data.length
        for (const [kind, { data }] of own) data.set(copies[newName(valueName(kind, name))].data.subarray(start, end))
        start = end
      }
    }
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

  #byGroup(held: ReadonlyMap<string, DeviceTensor>, kind: string): HeldMap {
    return new Map(this.#groups.map(({ name }) => [name, found(held, newName(valueName(kind, name)))]))
  }

  #value(name: string): Tensor | DeviceTensor {
    return must(this.#values.get(name), `${name} has a value`)
  }

  #parameter(name: string): Tensor {
    return must(this.#parameters.get(name), `${name} has a value`)
  }

  /** A parameter's weight and slots where checkpoints read them, by kind. */
  #inProcess(name: string): [string, Tensor][] {
    const parameter = this.#parameter(name)
    return [['weight', parameter], ...this.#optimizer.slotsOf(name, parameter)]
  }

  /** The weights and slots of this process, joined to those of the groups. */
  #joined(): Values {
    const values: Values = new Map()
    for (const { name, members, size, slots } of this.#groups)
      for (const kind of ['weight', ...slots]) {
        const joined = tensor([size])
        let start = 0
        for (const member of members) {
          const { data } = must(new Map(this.#inProcess(member.name)).get(kind), `${member.name} has its ${kind}`)
          joined.data.set(data, start)
          start += data.length
        }
        values.set(valueName(kind, name), joined)
      }
    return values
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
