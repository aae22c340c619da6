// The index of decisions, from their first lines.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { head, table } from './reference/markdown.ts'

const folder = 'docs/decisions'

/** The text of docs/decisions/README.md. */
export function decisionIndex(): string {
  const files = readdirSync(folder).filter((name) => /^\d{4}-.*\.md$/.test(name))
  const rows = files.sort().map((name) => {
    const [, title] = /^# \d{4}:? (.+)/.exec(readFileSync(join(folder, name), 'utf8')) ?? []
    if (title === undefined) throw new Error(`${folder}/${name}: the first line must be "# ${name.slice(0, 4)}: title"`)
    return [`[${name.slice(0, 4)}](${name})`, `${title[0].toUpperCase()}${title.slice(1)}`]
  })
  const words =
    'One decision a file, one screen each: the context, what was chosen, what was not and why. A decision that was replaced says by which.'
  return `${head('Decisions', 'the files of this folder', words)}\n${table(['number', 'title'], rows)}\n`
}
