// Command lines as a person copies them: every word quoted where the shell would take it apart.

/** A word for a command line: quoted when the shell would take it apart. */
export function quoted(word: string, platform: NodeJS.Platform = process.platform): string {
  if (/^[\p{L}\p{N}_@%+=:,./\\-]+$/u.test(word) && (platform === 'win32' || !word.includes('\\'))) return word
  return platform === 'win32' ? `"${word}"` : `'${word.replaceAll("'", String.raw`'\''`)}'`
}

/** A command line to copy: `commandLine('ocrdet', 'check', 'my data')` is `ocrdet check 'my data'`. */
export function commandLine(program: string, ...words: readonly string[]): string {
  return [program, ...words.map((word) => quoted(word))].join(' ')
}
