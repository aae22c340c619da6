// Asks a person to type something, where a person is there.
import { createInterface } from 'node:readline/promises'
import type { Screen } from './screen/screen.ts'

/** What was typed after a question on standard error; empty where standard input is no terminal, or it ends. */
export async function askFor(
  question: string,
  screen: Pick<Screen, 'ask'>,
  input: NodeJS.ReadStream = process.stdin,
): Promise<string> {
  if (!input.isTTY) return ''
  screen.ask(question)
  const lines = createInterface({ input })
  try {
    const ended = new Promise<string>((resolve) => lines.once('close', () => resolve('')))
    return (await Promise.race([lines.question(''), ended])).trim()
  } finally {
    lines.close()
  }
}
