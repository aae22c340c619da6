// What the server says on standard error. It comes from requests and files, so what would steer a terminal is spelt out.
import { printable } from '../core/printable.ts'

/** Prints lines for whoever looks after the server. */
export function tell(text: string): void {
  process.stderr.write(`${printable(text)}\n`)
}
