// Questions of the page for folders: told in the server's terminal, and answered there where a person can type.
import { createInterface } from 'node:readline'
import { UserError } from '../core/errors.ts'
import type { Context } from './context.ts'
import { renderFailure } from './failure.ts'
import type { Look } from './text/look.ts'
import { type FolderQuestion, renderQuestion } from './views/serve.ts'

/** Where questions come from and answers go. */
interface Asking {
  tellTo(onAsked: (question: FolderQuestion) => void, isTerminal: boolean): void
  answer(line: string): 'unknown-code' | { readonly state: 'allowed' | 'refused'; readonly folder: string } | undefined
}

/** Tells and takes them until it is told to stop. @returns how to stop */
export function answerQuestions(
  asking: Asking,
  { screen, program }: Pick<Context, 'screen' | 'program'>,
  input: NodeJS.ReadableStream & { readonly isTTY?: boolean } = process.stdin,
): () => void {
  const isTerminal = input.isTTY === true
  asking.tellTo((question) => screen.log(renderQuestion(question, { program, isTerminal })), isTerminal)
  if (!isTerminal) return () => {}
  const lines = createInterface({ input, terminal: false })
  lines.on('line', (line) => {
    const said = answerOf(asking, line, screen.errorLook)
    if (said !== undefined) screen.log(said)
  })
  return () => lines.close()
}

function answerOf(asking: Asking, line: string, look: Look): string | undefined {
  try {
    const answer = asking.answer(line)
    if (answer === undefined) return undefined
    if (answer === 'unknown-code') return 'No open question has this code; nothing was allowed.'
    return answer.state === 'allowed' ? `Allowed until the server ends: ${answer.folder}` : `Refused: ${answer.folder}`
  } catch (error) {
    if (error instanceof UserError) return renderFailure(error, look)
    throw error
  }
}
