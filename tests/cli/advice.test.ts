// Commands in the advice of errors can be typed as they stand: no placeholder, no flag or argument that the command refuses.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { commands, isCommandName } from '../../src/cli/commands.ts'
import { parseWords } from '../../src/cli/parse.ts'

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.startsWith('cli'))
  .map((name) => ({ name, text: readFileSync(join('src', name), 'utf8') }))

/** The words of `commandLine('ocrdet', ...)`; what is no literal is a word with a space, or a number after a flag of numbers. */
function built(text: string): string[][] {
  return [...text.matchAll(/commandLine\('ocrdet', ([^\n]*?)\)[}`, )\n]/g)].map(([, list]) =>
    list
      .split(/, (?![^(]*\))/)
      .map((word, index, all) => /^'([^']*)'$/.exec(word)?.[1] ?? (all[index - 1] === `'--num-epochs'` ? '2' : 'a b')),
  )
}

/** Commands with all their words in a sentence: `next: '...: ocrdet check'`. */
function written(text: string): string[][] {
  return [...text.matchAll(/(?:next|\ben): ?['`][^\n]*?: ocrdet ([a-z-]+(?: (?:[^\s'`,;()]+|"[^"]*"))*)/g)].map(
    ([, words]) => words.split(' '),
  )
}

it('every command in advice is one that the program takes', async () => {
  const all = sources.flatMap(({ name, text }) => [...built(text), ...written(text)].map((words) => ({ name, words })))
  expect(all.length).toBeGreaterThan(15)
  for (const { name, words } of all) {
    const [command, ...rest] = words
    const at = `${name}: ${words.join(' ')}`
    expect(isCommandName(command), at).toBe(true)
    if (!isCommandName(command) || rest.length === 0) continue // a command's name alone is a mention of it
    expect(rest.join(' '), at).not.toMatch(/[<>$]/)
    const called = { title: `ocrdet ${command}`, declaration: await commands[command].load() }
    expect(() => parseWords(called, rest), at).not.toThrow()
  }
})

it('advises the latest run only where a run is at hand', () => {
  const advising = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .filter((name) =>
      /(?:next|\ben): [^\n]*\blatest\b|line: commandLine\([^\n]*'latest'/.test(readFileSync(join('src', name), 'utf8')),
    )
  expect(advising.filter((name) => !name.startsWith('prepare/import/note-words/'))).toEqual([
    'core/error-details/runs.ts',
  ]) // of a run that is tagged
})
