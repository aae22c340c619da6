// One more folder for the running server: asked for here, allowed on the server's machine only.
import { z } from '../../core/schema.ts'
import { plainText } from './common.ts'
import { endpoint } from './endpoint.ts'

/** A question that stands in the server's terminal, and what became of it. */
const folderQuestion = z.object({
  id: z.string(),
  /** Four digits that stand in the terminal, too: who answers there sees which question it is. */
  code: z.string(),
  /** The folder; links followed where only this machine reaches the server. */
  folder: z.string(),
  /** What is typed on the server's machine. */
  command: z.string(),
  /** Whether the server's terminal takes the code. */
  isTerminal: z.boolean(),
  state: z.enum(['waiting', 'allowed', 'refused', 'expired']),
  /** ISO 8601. */
  until: z.string(),
})
export type FolderQuestion = z.infer<typeof folderQuestion>

export const allowingEndpoints = {
  askForFolder: endpoint({
    method: 'post',
    path: '/api/folders/questions',
    does: "Asks on the server's machine whether one more folder may be read; of a file its folder. Nobody can allow it from here.",
    body: z.object({ path: plainText }),
    result: folderQuestion,
  }),
  folderQuestion: endpoint({
    method: 'get',
    path: '/api/folders/questions/:question',
    does: 'Says what became of a question for a folder.',
    result: folderQuestion,
  }),
} as const
