// Text for a terminal or a log that people read: what would steer the terminal, or turn the direction of reading, is spelt out.

/**
 * C0 without tab and line feed, DEL, C1, line and paragraph separators, and the marks of Unicode's bidirectional algorithm.
 * A file name, a log, a note, a setting or a tensor's name may hold any of them.
 */
// oxlint-disable-next-line no-control-regex -- these are what is looked for
const steering = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g

/** The text without any such character. */
export function withoutSteering(text: string): string {
  return text.replaceAll(steering, '')
}

/** The text with each such character as `\u001b`: readable, and inside of JSON strings the same value. */
export function printable(text: string): string {
  return text.replaceAll(steering, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
