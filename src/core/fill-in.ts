// How facts get into a sentence: the one language of places that the page, the diagnosis and the errors share. Imports nothing: the page uses it too.

/** Values for the places of a sentence. */
export type FillValues = Readonly<Record<string, string | number>>

/**
 * Puts values into the `{name}` places of a sentence, into `{name.3}` a number with three digits behind the point, and into
 * `{name:text|texts}` the first word when the value is 1, else the second.
 * A part in square brackets is said only when every value in it is known, so that nothing is claimed that was not read;
 * any other place without a value stays, so that it is seen.
 * @param show how a value reads; as it is by default
 */
export function fillIn(
  sentence: string,
  values: FillValues,
  show: (value: string | number) => string = String,
): string {
  const isKnown = (name: string): boolean => Object.hasOwn(values, name)
  return sentence
    .replaceAll(optional, (_, part: string) =>
      [...part.matchAll(place)].every(([, name = '']) => isKnown(name)) ? part : '',
    )
    .replaceAll(place, (whole, name: string, how = '') => {
      const value = isKnown(name) ? values[name] : undefined
      if (value === undefined) return whole
      if (how.startsWith('.') && typeof value === 'number') return value.toFixed(Number(how.slice(1)))
      if (!how.startsWith(':')) return show(value)
      const [one, many] = how.slice(1).split('|')
      return Number(value) === 1 ? one : many
    })
}

/** A part that is said only with its facts; square brackets around anything else are text. */
const optional = /\[([^[\]]*\{[^[\]]*)\]/g

/** Where a value stands in a sentence. */
const place = /\{(\w+)(\.\d|:[^|}]*\|[^}]*)?\}/g

/** The names of the places of a sentence, as a type. */
type Places<Sentence extends string> = Sentence extends `${string}{${infer Place}}${infer Rest}`
  ? NameOf<Place> | Places<Rest>
  : never

type NameOf<Place extends string> = Place extends `${infer Name}:${string}` | `${infer Name}.${string}` ? Name : Place

/** A sentence without its parts in square brackets, as a type. */
type Needed<Sentence extends string> = Sentence extends `${infer Before}[${string}]${infer Rest}`
  ? Needed<`${Before}${Rest}`>
  : Sentence

/** The values that a sentence cannot do without, and any others: one that is forgotten does not compile. */
export type ValuesFor<Sentence extends string, Value = string | number> = Readonly<Record<string, Value>> &
  Readonly<Record<Places<Needed<Sentence>>, Value>>

/** The values as an argument, which may be left out where the sentence needs none. */
export type ValuesArgument<Sentence extends string, Value = string | number> = [Places<Needed<Sentence>>] extends [
  never,
]
  ? [values?: Readonly<Record<string, Value>>]
  : [values: ValuesFor<Sentence, Value>]

/** The values as a property, likewise. */
export type WithFacts<Sentence extends string> = [Places<Needed<Sentence>>] extends [never]
  ? { readonly facts?: FillValues }
  : { readonly facts: ValuesFor<Sentence> }
