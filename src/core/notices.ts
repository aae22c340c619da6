// Notices: what a person should know beside a result, told where it is found. The command line prints them; a server's results name the same facts.

let listener: ((text: string) => void) | undefined
const reported = new Set<string>()

/** Says something once in a process. */
export function notice(text: string): void {
  if (listener === undefined || reported.has(text)) return
  reported.add(text)
  listener(text)
}

/** Who hears notices from now on. */
export function onNotice(listen: (text: string) => void): void {
  listener = listen
}
