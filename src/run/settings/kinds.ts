// The kinds of setting values: each knows its check, how it reads in a sentence, its flag text and its form control.
import { errorDetails } from '../../core/error-details.ts'
import type { Text } from '../../core/errors.ts'
import { say } from '../../core/say.ts'
import { schemas } from '../../core/late-schema.ts'
import type { z } from '../../core/schema.ts'

/** What a form shows for a value of this kind. */
export type Control =
  | { readonly control: 'number'; readonly min: number; readonly max: number; readonly whole: boolean }
  | { readonly control: 'choice'; readonly choices: readonly string[] }
  | { readonly control: 'toggle' }
  | { readonly control: 'text' }
  | { readonly control: 'size'; readonly min: number; readonly max: number; readonly multipleOf: number }

/** One kind of value, with everything that configuration file, command line and form derive from it. */
export interface Kind<T> {
  /** Checks a value from a configuration file; may accept a shorter spelling and return the full one. Made when it is needed. */
  readonly type: () => z.ZodType<T>
  /** A noun phrase: `a whole number from 1 to 4096`. */
  readonly expected: string
  /** The same in Chinese; absent where a command wrote its own. */
  readonly expectedZh?: string
  /** What stands for the value in `--help`: `<n>`. */
  readonly placeholder: string
  /** A flag's text as the value that `type` then checks; text that cannot be read comes back as it is. */
  readonly fromText: (text: string) => unknown
  /** The value as flag text. */
  readonly toText: (value: T) => string
  readonly control: Control
}

/** A setting: its kind, its default, and what it means in one sentence. */
export interface Setting<T> extends SettingWords<T> {
  readonly kind: Kind<T>
}

/** Everything about a setting but its kind. */
export interface SettingWords<T> {
  /** Undefined: the person must give it. */
  readonly default: T | undefined
  /** What runs did that recorded their configuration before there was this setting; absent where that is the default. */
  readonly unrecorded?: T
  readonly group: SettingGroup
  readonly sentence: string
  readonly sentenceZh: string
  /** `images`, `epochs`, `degrees`; absent for plain numbers, choices and paths. */
  readonly unit?: string
  /** Shown only on request in forms and help. */
  readonly advanced?: boolean
}

/** The groups in which forms and help show settings. */
export type SettingGroup = 'main' | 'run' | 'optimizer' | 'augmentation' | 'targets' | 'loss' | 'detection'

/** Each group's heading. */
export const groupTitles: Readonly<Record<SettingGroup, { readonly en: string; readonly zh: string }>> = {
  main: { en: 'Training', zh: '训练' },
  run: { en: 'Run', zh: '运行' },
  optimizer: { en: 'Optimizer and schedule', zh: '优化器与学习率' },
  augmentation: { en: 'Augmentation', zh: '数据增强' },
  targets: { en: 'Targets', zh: '训练目标' },
  loss: { en: 'Loss', zh: '损失' },
  detection: { en: 'Detection and evaluation', zh: '检测与评估' },
}

const words = errorDetails['bad-config']

function wanted(text: Text): Pick<Kind<unknown>, 'expected' | 'expectedZh'> {
  return typeof text === 'string' ? { expected: text } : { expected: text.en, expectedZh: text.zh }
}

/** What a kind expects, in both languages where it has both. */
export function expectedOf({ expected, expectedZh }: Pick<Kind<unknown>, 'expected' | 'expectedZh'>): Text {
  return expectedZh === undefined ? expected : { en: expected, zh: expectedZh }
}

/** Joins a kind and its words into a table entry. */
export function setting<T>(kind: Kind<T>, words: SettingWords<NoInfer<T>>): Setting<T> {
  return { kind, ...words }
}

/** A whole number from `min` to `max`. */
export function wholeNumber(min: number, max: number): Kind<number> {
  return {
    type: () => schemas().number().int().min(min).max(max),
    ...wanted(say(words.expectedWhole, { min, max })),
    placeholder: '<n>',
    fromText: numberFromText,
    toText: String,
    control: { control: 'number', min, max, whole: true },
  }
}

/** A whole number that is a multiple of `step`. */
export function multipleOf(step: number, { min, max }: { readonly min: number; readonly max: number }): Kind<number> {
  return {
    ...wholeNumber(min, max),
    type: () => schemas().number().int().min(min).max(max).multipleOf(step),
    ...wanted(say(words.expectedMultiple, { step, min, max })),
  }
}

/** A finite number from `min` to `max`; `above: true` leaves out `min` itself. */
export function number(min: number, max: number, options: { readonly above?: boolean } = {}): Kind<number> {
  const above = options.above ?? false
  return {
    type: () => (above ? schemas().number().gt(min).max(max) : schemas().number().min(min).max(max)),
    ...wanted(say(above ? words.expectedAbove : words.expectedNumber, { min, max })),
    placeholder: '<number>',
    fromText: numberFromText,
    toText: String,
    control: { control: 'number', min, max, whole: false },
  }
}

/** `auto`, or a whole number from `min` to `max`. */
export function autoOr(min: number, max: number): Kind<number | 'auto'> {
  return wordOr(['auto'], min, max)
}

/** One of the words, or a whole number from `min` to `max`. */
export function wordOr<const Word extends string>(
  choices: readonly Word[],
  min: number,
  max: number,
): Kind<number | Word> {
  return {
    type: () => schemas().union([schemas().enum(choices), schemas().number().int().min(min).max(max)]),
    ...wanted(say(words.expectedWordOrWhole, { words: choices.join(', '), min, max })),
    placeholder: `<n|${choices.join('|')}>`,
    fromText: numberFromText,
    toText: String,
    control: { control: 'text' },
  }
}

/** One of a closed list of words, spelt exactly so. */
export function oneOf<const Choice extends string>(...choices: readonly Choice[]): Kind<Choice> {
  return {
    type: () => schemas().enum(choices),
    ...wanted(say(words.expectedOneOf, { choices: choices.join(', ') })),
    placeholder: `<${choices.join('|')}>`,
    fromText: (text) => text,
    toText: (value) => value,
    control: { control: 'choice', choices },
  }
}

/** true or false. */
export function toggle(): Kind<boolean> {
  return {
    type: () => schemas().boolean(),
    ...wanted(say(words.expectedToggle)),
    placeholder: '<true|false>',
    fromText: (text) => toggleWords.get(text.toLowerCase()) ?? text,
    toText: String,
    control: { control: 'toggle' },
  }
}

const toggleWords = new Map([
  ['true', true],
  ['yes', true],
  ['on', true],
  ['1', true],
  ['false', false],
  ['no', false],
  ['off', false],
  ['0', false],
])

/** Whether a word is a toggle's value: `true`, `off`, ... */
export function isToggleWord(word: string): boolean {
  return toggleWords.has(word.toLowerCase())
}

/** A path, or other free text without line breaks and NUL. `optional: true` allows the empty text. */
export function text(
  expected: Text,
  options: { readonly optional?: boolean; readonly placeholder?: string } = {},
): Kind<string> {
  return {
    type: () => {
      const type = schemas()
        .string()
        .regex(/^[^\0\r\n]*$/)
      return options.optional === true ? type : type.min(1)
    },
    ...wanted(expected),
    placeholder: options.placeholder ?? '<path>',
    fromText: (value) => value,
    toText: (value) => value,
    control: { control: 'text' },
  }
}

/** Height and width in pixels. */
export type Size = readonly [height: number, width: number]

/** What a size must fulfil, in pixels. */
export interface SizeRule {
  readonly min: number
  readonly max: number
  readonly multipleOf: number
}

/** `[height, width]`; one number, `800`, means a square, and `800x608` is height 800, width 608. */
export function size({ min, max, multipleOf }: SizeRule): Kind<Size> {
  return {
    type: () => {
      const z = schemas()
      const side = z.number().int().min(min).max(max).multipleOf(multipleOf)
      return z.preprocess((value) => fullSize(value), z.tuple([side, side]).readonly())
    },
    ...wanted(say(words.expectedSize, { step: multipleOf, min, max })),
    placeholder: '<HxW>',
    fromText: fullSize,
    toText: ([height, width]) => `${height}x${width}`,
    control: { control: 'size', min, max, multipleOf },
  }
}

function fullSize(value: unknown): unknown {
  if (typeof value === 'number') return [value, value]
  if (typeof value !== 'string') return value
  const match = /^\s*(\d{1,9})(?:\s*[xX×*,]\s*(\d{1,9}))?\s*$/.exec(value)
  if (match === null) return value
  const height = Number(match[1])
  return [height, match[2] === undefined ? height : Number(match[2])]
}

/** Seconds of the units in which a duration is typed. */
const secondsOf: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 }

/** A duration, in seconds: `90s`, `15m`, `2h`, `30d`, `4w`. */
export function duration(): Kind<number> {
  return {
    type: () => schemas().number().nonnegative(),
    ...wanted(say(words.expectedDuration)),
    placeholder: '<duration>',
    fromText: (text) => {
      const match = /^(\d+(?:\.\d+)?)([smhdw])$/.exec(text.trim().toLowerCase())
      return match === null ? text : Number(match[1]) * secondsOf[match[2]]
    },
    toText: (seconds) => `${seconds}s`,
    control: { control: 'text' },
  }
}

function numberFromText(value: string): unknown {
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(value.trim()) ? Number(value) : value
}
