// What reference pages are written with: their head, tables and cells.

/** The first lines of a page. */
export function head(title: string, source: string, words: string): string {
  return `# ${title}\n\n${words}\n\nGenerated from ${source} by \`npm run generate\`; \`npm run check\` compares.\n`
}

/** A table; cells are Markdown already. */
export function table(names: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => oneLine(cell)).join(' | ')} |`
  return [line(names), `|${'---|'.repeat(names.length)}`, ...rows.map((row) => line(row))].join('\n')
}

function oneLine(cell: string): string {
  return cell.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ')
}

/** Text in the type of code. */
export function code(text: string): string {
  return `\`${text}\``
}
