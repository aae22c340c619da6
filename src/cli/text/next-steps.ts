// The last lines of a command: what one would type next, ready to copy.
import type { InBoth, Language } from '../../core/language.ts'
import type { Look } from './look.ts'

const words = {
  en: { heading: 'Next', colon: ':' },
  zh: { heading: '下一步', colon: '：' },
} as const satisfies InBoth<object>

export interface NextStep {
  /** What it is for: `prove the file`. */
  readonly does: string
  /** The whole command line. */
  readonly line: string
}

/**
 * A command's result with what one would type next below it; the result alone where there is nothing. Commands are never wrapped, so that
 * they can be copied.
 */
export function withNextSteps(
  result: string,
  steps: readonly NextStep[],
  { look: { paint }, language = 'en' }: { readonly look: Look; readonly language?: Language },
): string {
  if (steps.length === 0) return result
  const { heading, colon } = words[language]
  const rows = steps.map(({ does, line }) => `  ${does}${colon}\n    ${paint.cyan(line)}`)
  return `${result}\n\n${[paint.bold(heading), ...rows].join('\n')}`
}
