// The language of the page: kept by the browser, taken from `?lang=` of a shared address, told to every component.
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { catalogue, type WordKey } from './catalogue.ts'
import { fillIn, type FillValues } from '../../../src/core/fill-in.ts'
import { type Language, languageOf, languages } from './language.ts'

/** Says a word of the catalogue in the language of the page. */
export type Say = (key: WordKey, values?: FillValues) => string

interface Speech {
  readonly language: Language
  readonly say: Say
  readonly setLanguage: (language: Language) => void
}

const SpeechContext = createContext<Speech | undefined>(undefined)
const storageKey = 'ocrdet.language'

function firstLanguage(): Language {
  const asked = new URLSearchParams(location.search).get('lang') ?? localStorage.getItem(storageKey)
  return languages.find((language) => language === asked) ?? languageOf(navigator.languages)
}

export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(firstLanguage)
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
    localStorage.setItem(storageKey, language)
  }, [language])
  const speech = useMemo<Speech>(() => {
    const say: Say = (key, values) => {
      const sentence = catalogue[key][language]
      return values === undefined ? sentence : fillIn(sentence, values)
    }
    return { language, say, setLanguage }
  }, [language])
  return <SpeechContext value={speech}>{children}</SpeechContext>
}

/** The words, the language, and how to change it. */
export function useSpeech(): Speech {
  const speech = useContext(SpeechContext)
  if (speech === undefined) throw new Error('useSpeech outside of LanguageProvider')
  return speech
}

/** Only the words. */
export function useSay(): Say {
  return useSpeech().say
}
