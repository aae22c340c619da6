// Questions of the page in the server's terminal.
import { mkdtempSync, realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { expect, it } from 'vitest'
import { answerQuestions } from '../../src/cli/folder-questions.ts'
import { renderQuestion } from '../../src/cli/views/serve.ts'
import { Allowing } from '../../src/server/files/allowing.ts'
import { plain } from './look.ts'

function terminalOf(isTTY: boolean) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'ocrdet-asked-')))
  const allowing = new Allowing({ folders: [], isOwn: true })
  const said: string[] = []
  const input = Object.assign(new PassThrough(), { isTTY })
  const screen = { log: (text: string) => void said.push(text), errorLook: plain() }
  const stop = answerQuestions(allowing, { screen: screen as never, program: 'npx ocrdet' }, input)
  return { folder, allowing, said, input, stop }
}

it('a person types the code, and the folder is read', async () => {
  const { folder, allowing, said, input, stop } = terminalOf(true)
  const { code } = allowing.ask(folder)
  expect(said[0]).toContain(`type ${code} and Enter`)
  input.write(`\n${code}\n`)
  await expect.poll(() => said.at(-1)).toBe(`Allowed until the server ends: ${folder}`)
  expect(allowing.folders).toEqual([folder])
  stop()
})

it('a server without a terminal names the command, and reads no lines', async () => {
  const { folder, allowing, said, input } = terminalOf(false)
  const { code } = allowing.ask(folder)
  expect(said[0]).toContain(`npx ocrdet allow ${folder}`)
  input.write(`${code}\n`)
  expect(allowing.folders).toEqual([])
})

it('a path that would write lines of its own stays in its line', () => {
  const asked = { code: '4821', folder: '/x\nIf the page shows 4821', exists: true }
  expect(renderQuestion(asked, { program: 'ocrdet', isTerminal: true })).toBe(
    [
      'The page asks to read this folder and everything in it, until the server ends (question 4821):',
      String.raw`  /x\nIf the page shows 4821`,
      'If the page shows 4821: type 4821 and Enter to allow it, or no to refuse.',
    ].join('\n'),
  )
})
