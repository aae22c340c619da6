// What a person is told when something failed: what the server says, or what only the page knows. Pure.
import type { Failure } from '../../../src/server/api.ts'
import type { Language } from '../words/language.ts'
import { pageAdvice, withoutInternals } from './page-words.ts'

/** Codes of the page itself: no answer, an answer that is none of ours, a start that was given up, a mistake of the page. */
type PageCode = 'network' | 'http' | 'start-failed' | 'page'

/** A failure of the server or of the page. */
export type ShownFailure = Omit<Failure, 'code' | 'messageZh' | 'detailsZh'> & {
  readonly code: Failure['code'] | PageCode
  readonly messageZh?: string
  readonly detailsZh?: Failure['detailsZh']
}

/** The sentence above everything, and in Chinese the one below it, which names the particulars: in English where it is not translated. */
export function headlineOf(
  { message, messageZh, detailsZh }: Pick<ShownFailure, 'message' | 'messageZh' | 'detailsZh'>,
  language: Language,
): { readonly title: string; readonly detail?: string } {
  if (language === 'en' || messageZh === undefined) return { title: withoutInternals(message) }
  const detail = withoutInternals(detailsZh?.message ?? message)
  return detail === messageZh ? { title: messageZh } : { title: messageZh, detail }
}

/** What was expected, found and is to be done, in the language of the page as far as it is translated. */
export function detailsOf(
  failure: ShownFailure,
  language: Language,
): Pick<ShownFailure, 'expected' | 'found' | 'where' | 'next'> {
  const { code, expected, found, where, next } = spokenIn(failure, language)
  const plain = (text: string | undefined): string | undefined => text && withoutInternals(text)
  return {
    expected: plain(expected),
    found: plain(found),
    where: plain(where),
    next: plain(pageAdvice(code, next, language)),
  }
}

/** The parts of a failure, or of a note of an import, with those in their places that are translated. */
export function spokenIn<Parts extends Partial<Pick<Failure, 'detailsZh'>>>(parts: Parts, language: Language): Parts {
  return language === 'en' ? parts : { ...parts, ...parts.detailsZh }
}

/** Longer paths are cut off in what is found. */
const wholeFound = 299

/** The path that the server may not read, where it is told whole: one more folder can be asked for. */
export function askableFolder({ code, found = '' }: Pick<ShownFailure, 'code' | 'found'>): string | undefined {
  const isPath = /^(?:\/|[a-z]:[\\/]|\\\\)/i.test(found)
  return code === 'path-outside' && isPath && found.length <= wholeFound ? found : undefined
}
