// Reads Python pickles from untrusted bytes: a stack machine that builds plain values and never runs what the file names.
import type { Failure } from '../bytes.ts'
import { opcode } from './opcodes.ts'
import { say } from '../../core/say.ts'
import { formatWords } from '../words.ts'

const words = formatWords.pickle

const utf8Decoder = new TextDecoder()

/**
 * How many instructions are followed: each makes at most one object, and a tensor takes about 30. Hostile files of
 * a few megabytes could otherwise fill the memory with empty dictionaries.
 */
const maxSteps = 500_000
/** The longest module or class name, in bytes. */
const maxNameBytes = 512

/** What stands for a Python class or function: only `call` says what happens when the file calls it. */
export interface PickleGlobal {
  /** Full name, for messages. */
  readonly name: string
  call(args: readonly unknown[]): unknown
}

/** What the owner of the format decides. */
export interface PickleHooks {
  /** The stand-in for a class or function; throws for names that the format does not have. */
  global(module: string, name: string): PickleGlobal
  /** The object for a persistent id; throws when it makes no sense. */
  persistent(id: unknown): unknown
  /** Makes the error for damaged pickles. */
  readonly fail: Failure
}

/**
 * Reads the pickle that begins at `start`.
 * @returns the value, built of null, boolean, number, bigint, string, Array (list), frozen Array (tuple), Map (dict),
 * and of what the hooks make; values may be shared and even contain themselves. `end` is the offset behind the pickle.
 */
export function readPickle(bytes: Uint8Array, hooks: PickleHooks, start = 0): { value: unknown; end: number } {
  const machine = new PickleMachine(bytes, hooks, start)
  for (let steps = 0; steps < maxSteps; steps++) {
    const code = machine.take(1)[0]
    if (code === opcode.stop) return { value: machine.pop(), end: machine.at }
    const step = instructions.get(code)
    if (step === undefined) throw hooks.fail(say(words.instruction, { code, at: machine.at - 1 }))
    step(machine)
  }
  throw hooks.fail(say(words.tooLong, { max: maxSteps }))
}

class PickleMachine {
  at: number
  readonly hooks: PickleHooks
  readonly memo = new Map<number, unknown>()
  readonly #bytes: Uint8Array
  readonly #stack: unknown[] = []
  readonly #marks: number[] = []

  constructor(bytes: Uint8Array, hooks: PickleHooks, start: number) {
    this.#bytes = bytes
    this.hooks = hooks
    this.at = start
  }

  push(value: unknown): void {
    this.#stack.push(value)
  }

  pop(): unknown {
    this.#need(1)
    return this.#stack.pop()
  }

  /** The value on top, which stays there. */
  top(): unknown {
    this.#need(1)
    return this.#stack.at(-1)
  }

  mark(): void {
    this.#marks.push(this.#stack.length)
  }

  /** Everything pushed since the last mark. */
  popToMark(): unknown[] {
    const mark = this.#marks.pop()
    if (mark === undefined) throw this.hooks.fail(say(words.noMark, { at: this.at }))
    return this.#stack.splice(mark)
  }

  popMany(count: number): unknown[] {
    this.#need(count)
    return this.#stack.splice(this.#stack.length - count)
  }

  /** The next bytes of the file. */
  take(size: number): Uint8Array {
    if (size > this.#bytes.length - this.at) throw this.hooks.fail(say(words.cutShort, { at: this.at }))
    this.at += size
    return this.#bytes.subarray(this.at - size, this.at)
  }

  /** The next little-endian number of 1, 2 or 4 bytes. */
  uint(size: number): number {
    return this.take(size).reduceRight((value, byte) => value * 256 + byte, 0)
  }

  text(size: number): string {
    return utf8Decoder.decode(this.take(size))
  }

  /** Text up to a line feed, which is taken too. */
  line(): string {
    const length = this.#bytes.subarray(this.at, this.at + maxNameBytes).indexOf(0x0a)
    if (length < 0) throw this.hooks.fail(say(words.endlessName, { at: this.at }))
    return this.text(length + 1).slice(0, -1)
  }

  /** Values below the last mark belong to another level and must stay. */
  #need(count: number): void {
    if (this.#stack.length - (this.#marks.at(-1) ?? 0) < count)
      throw this.hooks.fail(say(words.emptyStack, { at: this.at }))
  }
}

type Instruction = (machine: PickleMachine) => void

const instructions: ReadonlyMap<number, Instruction> = new Map<number, Instruction>([
  [opcode.proto, (m) => void m.take(1)],
  [opcode.frame, (m) => void m.take(8)],
  [opcode.mark, (m) => m.mark()],
  [opcode.pop, (m) => void m.pop()],
  [opcode.popMark, (m) => void m.popToMark()],
  [opcode.dup, (m) => m.push(m.top())],
  [opcode.none, (m) => m.push(null)],
  [opcode.newTrue, (m) => m.push(true)],
  [opcode.newFalse, (m) => m.push(false)],
  [opcode.binInt, (m) => m.push(m.uint(4) | 0)],
  [opcode.binInt1, (m) => m.push(m.uint(1))],
  [opcode.binInt2, (m) => m.push(m.uint(2))],
  [opcode.long1, (m) => m.push(wholeNumber(m.take(m.uint(1))))],
  [opcode.binFloat, (m) => m.push(bigEndianFloat(m.take(8)))],
  [opcode.binString, (m) => m.push(m.text(m.uint(4)))],
  [opcode.shortBinString, (m) => m.push(m.text(m.uint(1)))],
  [opcode.binUnicode, (m) => m.push(m.text(m.uint(4)))],
  [opcode.shortBinUnicode, (m) => m.push(m.text(m.uint(1)))],
  [opcode.emptyList, (m) => m.push([])],
  [opcode.emptyTuple, (m) => m.push(Object.freeze([]))],
  [opcode.emptyDict, (m) => m.push(new Map())],
  [opcode.tuple, (m) => m.push(Object.freeze(m.popToMark()))],
  [opcode.tuple1, (m) => m.push(Object.freeze(m.popMany(1)))],
  [opcode.tuple2, (m) => m.push(Object.freeze(m.popMany(2)))],
  [opcode.tuple3, (m) => m.push(Object.freeze(m.popMany(3)))],
  [opcode.append, (m) => addToList(m, [m.pop()])],
  [opcode.appends, (m) => addToList(m, m.popToMark())],
  [opcode.setItem, (m) => addToDict(m, m.popMany(2))],
  [opcode.setItems, (m) => addToDict(m, m.popToMark())],
  [opcode.binPut, (m) => remember(m, m.uint(1))],
  [opcode.longBinPut, (m) => remember(m, m.uint(4))],
  [opcode.memoize, (m) => remember(m, m.memo.size)],
  [opcode.binGet, (m) => recall(m, m.uint(1))],
  [opcode.longBinGet, (m) => recall(m, m.uint(4))],
  [opcode.global, (m) => m.push(m.hooks.global(m.line(), m.line()))],
  [opcode.stackGlobal, pushStackGlobal],
  [opcode.binPersId, (m) => m.push(m.hooks.persistent(m.pop()))],
  [opcode.reduce, callGlobal],
  [opcode.build, setState],
])

function remember(machine: PickleMachine, index: number): void {
  machine.memo.set(index, machine.top())
}

function recall(machine: PickleMachine, index: number): void {
  if (!machine.memo.has(index)) throw machine.hooks.fail(say(words.neverStored, { index }))
  machine.push(machine.memo.get(index))
}

function addToList(machine: PickleMachine, items: readonly unknown[]): void {
  const list = machine.top()
  if (!Array.isArray(list) || Object.isFrozen(list)) throw machine.hooks.fail(say(words.noList))
  for (const item of items) list.push(item)
}

function addToDict(machine: PickleMachine, pairs: readonly unknown[]): void {
  const dict = machine.top()
  if (!(dict instanceof Map) || pairs.length % 2 !== 0) throw machine.hooks.fail(say(words.noDict))
  for (let index = 0; index < pairs.length; index += 2) dict.set(pairs[index], pairs[index + 1])
}

function pushStackGlobal(machine: PickleMachine): void {
  const [module, name] = machine.popMany(2)
  if (typeof module !== 'string' || typeof name !== 'string') throw machine.hooks.fail(say(words.className))
  machine.push(machine.hooks.global(module, name))
}

function callGlobal(machine: PickleMachine): void {
  const [callee, args] = machine.popMany(2)
  if (!isGlobal(callee) || !Array.isArray(args)) throw machine.hooks.fail(say(words.noFunction))
  machine.push(callee.call(args))
}

/** State is only set on dictionaries (the `_metadata` of a state dict), where it says nothing we need. */
function setState(machine: PickleMachine): void {
  machine.pop()
  if (!(machine.top() instanceof Map)) throw machine.hooks.fail(say(words.stateOfNoDict))
}

/** Whether a value of a pickle stands for a class or function. */
export function isGlobal(value: unknown): value is PickleGlobal {
  return typeof value === 'object' && value !== null && 'call' in value && typeof value.call === 'function'
}

function bigEndianFloat(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset, 8).getFloat64(0)
}

/** Little-endian two's complement; a bigint only when a number cannot hold it exactly. */
function wholeNumber(bytes: Uint8Array): number | bigint {
  const unsigned = bytes.reduceRight((value, byte) => value * 256n + BigInt(byte), 0n)
  const whole = BigInt.asIntN(8 * bytes.length, unsigned)
  const number = Number(whole)
  return Number.isSafeInteger(number) ? number : whole
}
