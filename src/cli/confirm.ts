// Asks a person to type something, where a person is there.
import { createInterface } from 'node:readline/promises'

/** What was typed after a question on standard error; empty where standard input is no terminal, or it ends. */
export async function askFor(
  question: string,
  input: NodeJS.ReadStream = process.stdin,
  output: NodeJS.WritableStream = process.stderr,
): Promise<string> {
  if (!input.isTTY) return ''
  const lines = createInterface({ input, output })
  try {
    const ended = new Promise<string>((resolve) => lines.once('close', () => resolve('')))
    return (await Promise.race([lines.question(question), ended])).trim()
  } finally {
    lines.close()
  }
}
