// The list of runs as CSV, with the columns that are shown. Pure.
import type { RunRow } from '../../../../../src/server/api.ts'
import type { Field } from './fields.ts'

/** Spreadsheets take the file for UTF-8 by it. */
const byteOrderMark = '\uFEFF'

/** A line for each run, below a line of the fields' names. */
export function runsCsv(fields: readonly Field[], rows: readonly RunRow[]): string {
  const shown = fields.filter(({ name }) => name !== 'trend')
  const lines = [shown.map(({ name }) => name), ...rows.map((row) => shown.map(({ valueOf }) => valueOf(row)))]
  return byteOrderMark + lines.map((line) => `${line.map(cell).join(',')}\r\n`).join('')
}

/** What a spreadsheet would compute is kept as text. */
function cell(value: number | string | undefined): string {
  if (typeof value !== 'string') return value === undefined ? '' : String(value)
  const plain = /^[=@\t\r+-]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
}
