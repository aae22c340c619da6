// The generators of reference pages: docstrings taken apart, and pages that hold every entry of their table.
import { describe, expect, it } from 'vitest'
import { parseDocstring } from '../../scripts/generate/api/docstring.ts'
import { readHistory } from '../../scripts/generate/bench-history.ts'
import { errorsPage } from '../../scripts/generate/reference/errors.ts'
import { findingsPage, problemsPage } from '../../scripts/generate/reference/findings.ts'
import { logPage } from '../../scripts/generate/reference/log.ts'
import { settingsPage } from '../../scripts/generate/reference/settings.ts'
import { errorCodes } from '../../src/core/error-words.ts'
import { severities } from '../../src/data/problem-kinds.ts'
import { findingCodes } from '../../src/diagnose/kinds.ts'
import { parseLogLine } from '../../src/run/log-line.ts'
import { settingNames } from '../../src/run/settings/table.ts'

describe('parseDocstring', () => {
  it('takes summary, parameters, errors and examples apart', () => {
    const comment = `/**\n * Finds texts.\n * In pixels.\n *\n * @param image a path\n *   or bytes\n * @throws UserError\n * @example\n * \`\`\`js\n * find()\n * \`\`\`\n */\n`
    expect(parseDocstring(comment)).toEqual({
      summary: 'Finds texts.\nIn pixels.',
      params: [{ name: 'image', text: 'a path\n  or bytes' }],
      returns: '',
      throws: 'UserError',
      examples: ['```js\nfind()\n```'],
    })
    expect(parseDocstring().summary).toBe('')
  })
})

describe('reference pages', () => {
  it.each<[string, () => string, readonly string[]]>([
    ['settings', settingsPage, settingNames],
    ['findings', findingsPage, findingCodes],
    ['problems', problemsPage, Object.keys(severities)],
    ['errors', errorsPage, errorCodes],
  ])('of %s hold every entry', (_, page, entries) => {
    const text = page()
    expect(entries.filter((entry) => !text.includes(`\`${entry}\``))).toEqual([])
    expect(text).not.toMatch(/undefined|\[object/)
  })

  it('of the log show lines that are read back as their kind', () => {
    const lines = [...logPage().matchAll(/^\| `(\[.*?)` \| /gm)].map(([, line]) => line.replaceAll(String.raw`\|`, '|'))
    const kinds = lines.map((line) => parseLogLine(line).kind)
    expect(new Set(kinds).size).toBe(15)
  })
})

describe('the history of benchmarks', () => {
  it('names sections of the log', () => {
    expect(readHistory().length).toBeGreaterThan(10)
  })
})
