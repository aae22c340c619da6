// What every command is given: where to print, whether as JSON, when to stop, and how it was called.
import type { Screen } from './screen/screen.ts'
import type { Look } from './text/look.ts'

export interface Context {
  readonly screen: Screen
  /** Results as JSON on standard output. */
  readonly json: boolean
  /** Aborts on the first Ctrl-C. */
  readonly stop: AbortSignal
  /** How a person calls this program here: `ocrdet` or `npx ocrdet`. */
  readonly program: string
}

/** Prints a result: as one JSON document, or as the text that `render` makes. */
export function showResult<T>({ screen, json }: Context, result: T, render: (result: T, look: Look) => string): void {
  screen.print(json ? JSON.stringify(result, null, 2) : render(result, screen.look))
}

/** Prints one JSON value on one line. */
export function showJsonLine({ screen }: Pick<Context, 'screen'>, value: unknown): void {
  screen.print(JSON.stringify(value))
}
