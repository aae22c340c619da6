// From a flag's text to its value, or to an error that suggests what to type instead.
import { errorDetails } from '../core/error-details.ts'
import { partsOf, UserError } from '../core/errors.ts'
import { say } from '../core/say.ts'
import type { InBoth } from '../core/language.ts'
import { type Control, expectedOf, type Kind } from '../run/settings/kinds.ts'
import { describeValue } from '../run/settings/values.ts'
import { closest } from '../run/suggest.ts'

const words = errorDetails['bad-flag']

/** What was typed, and for which flag. */
export interface Typed {
  readonly spelling: string
  readonly text: string
}

/** The value that the text means. @throws UserError `bad-flag` */
export function readValue<T>(kind: Kind<T>, { spelling, text }: Typed): T {
  const result = kind.type().safeParse(kind.fromText(text))
  if (result.success) return result.data
  throw new UserError({
    code: 'bad-flag',
    message: say(words.message, { flag: spelling, value: describeValue(text) }),
    expected: expectedOf(kind),
    found: describeValue(text),
    where: spelling,
  })
}

/** Reads the text; an error that does not say yet what to do gets a suggestion that can be read. */
export function suggesting<T>(read: (text: string) => T, control: Control, typed: Typed): T {
  try {
    return read(typed.text)
  } catch (error) {
    if (!(error instanceof UserError) || error.next !== undefined) throw error
    throw new UserError({
      ...partsOf({ ...partsOf(error), next: suggestion(read, control, typed) }),
      cause: error,
    })
  }
}

function suggestion(
  read: (text: string) => unknown,
  control: Control,
  { spelling, text }: Typed,
): InBoth<string> | undefined {
  const value = nearest(control, text)
  if (value === undefined || !isReadable(read, value)) return undefined
  return control.control === 'choice'
    ? say(words.nextGuess, { guess: `${spelling} ${value}` })
    : say(words.nextNearest, { value: `${spelling} ${value}` })
}

function isReadable(read: (text: string) => unknown, text: string): boolean {
  try {
    read(text)
    return true
  } catch {
    return false
  }
}

/** The value nearest to what was typed that the flag takes; undefined when nothing is near. */
function nearest(control: Control, text: string): string | undefined {
  if (control.control === 'choice') return closest(text, control.choices)[0]
  if (control.control === 'size') return nearestSize(control, text)
  if (control.control !== 'number') return undefined
  const value = Number.parseFloat(text.replace(',', '.'))
  if (Number.isNaN(value)) return undefined
  return String(clamp(control.whole ? Math.round(value) : value, control))
}

function nearestSize(control: Extract<Control, { control: 'size' }>, text: string): string | undefined {
  const numbers = [...text.matchAll(/\d+/g)].map(Number)
  if (numbers.length === 0 || numbers.length > 2) return undefined
  const { multipleOf } = control
  return numbers.map((number) => clamp(Math.round(number / multipleOf) * multipleOf, control)).join('x')
}

function clamp(value: number, { min, max }: { readonly min: number; readonly max: number }): number {
  return Math.min(max, Math.max(min, value))
}
