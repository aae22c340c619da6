// One more folder: the page asks, and looks what became of it.
import type { allowingEndpoints } from '../contract/allowing.ts'
import type { Handlers } from '../http/mount.ts'
import type { Services } from '../services.ts'

export function allowingHandlers({ allowing }: Services): Handlers<typeof allowingEndpoints> {
  return {
    askForFolder: ({ body: { path } }) => allowing.ask(path),
    folderQuestion: ({ params }) => allowing.get(params.question),
  }
}
