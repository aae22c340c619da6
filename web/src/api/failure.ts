// What a person is told when something failed: what the server says, or what only the page knows. Pure.
import type { Failure } from '../../../src/server/api.ts'
import type { Language } from '../words/language.ts'

/** Codes of the page itself: no answer, an answer that is none of ours, a start that was given up, a mistake of the page. */
type PageCode = 'network' | 'http' | 'start-failed' | 'page'

/** A failure of the server or of the page. */
export type ShownFailure = Omit<Failure, 'code' | 'messageZh'> & {
  readonly code: Failure['code'] | PageCode
  readonly messageZh?: string
}

/** The sentence above everything, and in Chinese the English one below it, which names the particulars. */
export function headlineOf(
  { message, messageZh }: Pick<ShownFailure, 'message' | 'messageZh'>,
  language: Language,
): { readonly title: string; readonly detail?: string } {
  if (language === 'en' || messageZh === undefined) return { title: message }
  return { title: messageZh, detail: message }
}
