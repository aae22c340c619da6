// The shape of a command's declaration: arguments, flags, examples and what to run. Parser and help are derived from it.
import type { Text } from '../core/errors.ts'
import type { Context } from './context.ts'
import type { ExitCode } from './exit-codes.ts'

/** A word of the command line without dashes, in its place. */
export interface Argument<T = unknown> {
  readonly sentence: string
  readonly optional: boolean
  /** Takes all remaining words. */
  readonly variadic: boolean
  readonly read: (words: readonly string[]) => T
}

/** What was typed for a flag: its text; true or false for a switch and its `--no-` form; undefined when it is not there. */
export type Given = string | boolean | undefined

/** A flag. Its spelling comes from its key: `onnxModel` and `onnx_model` are `--onnx-model`. */
export interface Flag<T = unknown> {
  readonly sentence: string
  /** A letter for short: `f` for `-f`. */
  readonly short?: string
  /** `<n>`; undefined for a switch. */
  readonly placeholder?: string
  /** What may be given: `a whole number from 1 to 4096`. */
  readonly expected?: Text
  /** The default as it would be typed. */
  readonly defaultText?: string
  readonly required?: boolean
  /** Has a `--no-` form too. */
  readonly negatable?: boolean
  /** Takes every word that follows, one a line; flags of our own stand before it. */
  readonly rest?: boolean
  /** Heading in the help; `Flags` by default. */
  readonly group?: string
  /** Only in the long help. */
  readonly advanced?: boolean
  /**
   * The value that was meant.
   * @throws UserError `bad-flag` or `missing-flag`
   */
  readonly read: (given: Given, spelling: string) => T
}

export type Arguments = Readonly<Record<string, Argument>>
export type Flags = Readonly<Record<string, Flag>>

/** The values of arguments or flags, by the same keys. */
export type Values<Declared> = {
  readonly [Key in keyof Declared]: Declared[Key] extends { readonly read: (...given: never[]) => infer T } ? T : never
}

export interface Input<A extends Arguments, F extends Flags> {
  readonly args: Values<A>
  readonly flags: Values<F>
}

/** One command. */
export interface CommandDeclaration<A extends Arguments, F extends Flags> {
  /** What it does, in sentences, below the usage line of its help. */
  readonly about: readonly string[]
  /** In the order of the command line. */
  readonly arguments: A
  readonly flags: F
  /** Command lines without the program's name, each with what it does. */
  readonly examples: readonly Example[]
  /**
   * Looks at the stop signal: after some time, or so soon that nobody need be told (`quietly`), or to save what was computed (`saving`),
   * which neither a second request nor a reader that has gone cuts short, or to serve others (`serving`), whoever reads along.
   * Others end at once on Ctrl-C and SIGTERM, even in the middle of a long computation; folders that they were making go before.
   */
  readonly stoppable?: boolean | 'quietly' | 'saving' | 'serving'
  run(input: Input<A, F>, context: Context): Promise<ExitCode>
}

export interface Example {
  readonly line: string
  readonly does: string
}

/** A declaration whose types of arguments and flags are forgotten, as parser and help see it. */
export type Command = CommandDeclaration<Arguments, Flags>

/** Declares a command; the types of its input follow from its arguments and flags. */
export function command<A extends Arguments, F extends Flags>(declaration: CommandDeclaration<A, F>): Command {
  return declaration
}

/** Flags that every command has; what they do is up to the command line as a whole. */
export const commonFlags = {
  '--json': 'Prints the result as JSON on standard output.',
  '--no-color': 'Prints without colours.',
  '--help': 'Shows this help; --help-all shows every flag.',
} as const

/** Which command is called, and how: `ocrdet check`. */
export interface Called {
  readonly title: string
  readonly declaration: Command
}

/** `onnxModel`, `onnx_model` to `--onnx-model`. */
export function spellingOf(key: string): string {
  const kebab = key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`).replaceAll('_', '-')
  return `--${kebab}`
}
