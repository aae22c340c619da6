// Opens the recogniser that a person names.
import { statSync } from 'node:fs'
import { UserError } from '../core/errors.ts'
import { openPpocrFolder, openPpocrPackage } from './ppocr-files.ts'
import type { Recognizer } from './recognizer.ts'
import { openTesseract } from './tesseract.ts'
import { defaultRecognizer, recognizerWords } from './words.ts'

/**
 * @param choice `ppocr`, `tesseract`, `tesseract:<language>`, or the path of a folder
 * @throws UserError `recognizer-missing`, `recognizer-invalid`, and those of unreadable files
 */
export async function openRecognizer(choice: string = defaultRecognizer): Promise<Recognizer> {
  if (choice === defaultRecognizer) return openPpocrPackage()
  const [engine, language = 'eng'] = choice.split(':', 2)
  if (engine === 'tesseract') return openTesseract(language)
  if (statSync(choice, { throwIfNoEntry: false })?.isDirectory() === true) return openPpocrFolder(choice)
  throw new UserError({
    code: 'recognizer-missing',
    message: 'There is no such recogniser',
    expected: recognizerWords,
    found: choice,
    next: 'check the word or the path, or leave out --recognizer',
  })
}
