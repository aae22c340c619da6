// Opens the recogniser that a person names.
import { statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { errorDetails } from '../core/error-details.ts'
import { UserError } from '../core/errors.ts'
import { say } from '../core/say.ts'
import { openPpocrFolder, openPpocrPackage } from './ppocr-files.ts'
import type { Recognizer } from './recognizer.ts'
import { openTesseract } from './tesseract.ts'
import { defaultRecognizer } from './words.ts'

/** `package`, `@scope/package`, perhaps with a folder in it; nothing that leads out of node_modules. */
const packagePattern = /^(?:@[\w-][\w.-]*\/)?[\w-][\w.-]*(?:\/[\w-][\w.-]*)*$/

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true

/** Where npm would have installed it. */
function packageFolders(name: string): string[] {
  if (!packagePattern.test(name)) return []
  const places = createRequire(join(process.cwd(), 'from-here.js')).resolve.paths(name) ?? []
  return places.map((place) => join(place, name))
}

/**
 * @param choice `ppocr`, `tesseract`, `tesseract:<language>`, the path of a folder, or an npm package (`package`, `package/folder`), looked for from the current folder
 * @throws UserError `recognizer-missing`, `recognizer-invalid`, and those of unreadable files
 */
export async function openRecognizer(choice: string = defaultRecognizer): Promise<Recognizer> {
  if (choice === defaultRecognizer) return openPpocrPackage()
  const [engine, language = 'eng'] = choice.split(':', 2)
  if (engine === 'tesseract') return openTesseract(language)
  const folder = [choice, ...packageFolders(choice)].find(isFolder)
  if (folder !== undefined) return openPpocrFolder(folder)
  throw new UserError({
    code: 'recognizer-missing',
    message: say(errorDetails['recognizer-missing'].message),
    expected: say(errorDetails['recognizer-missing'].expectedWords),
    found: choice,
    next: say(errorDetails['recognizer-missing'].next),
  })
}
