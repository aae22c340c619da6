// What `ocrdet serve` says at its start, and when the page asks for a folder.
import { commandLine } from '../../core/command-line.ts'
import type { Look } from '../text/look.ts'

export interface Banner {
  readonly url: string
  readonly token: string | undefined
}

/** The original system's words, so that whoever waits for them finds them. */
export function renderBanner({ url, token }: Banner, { paint }: Look): string {
  const rows = [
    `WebUI 服务地址: ${paint.bold(url)}`,
    ...(token === undefined ? [] : ['Whoever has this address can use everything here; keep it to yourself.']),
    paint.dim('Ctrl-C ends the server; trainings go on.'),
  ]
  return rows.join('\n')
}

/** A question of the page. */
export interface FolderQuestion {
  readonly code: string
  readonly folder: string
  readonly exists: boolean
}

interface Place {
  /** How this program is called here. */
  readonly program: string
  /** Whether lines that are typed are read. */
  readonly isTerminal: boolean
}

/** The folder stands in a line of its own: it was sent by somebody else. */
export function renderQuestion({ code, exists, ...asked }: FolderQuestion, { program, isTerminal }: Place): string {
  const folder = asked.folder.replaceAll('\n', String.raw`\n`)
  if (!exists)
    return `The page asks to read this folder, which is not on this machine: nothing was allowed.\n  ${folder}`
  const answer = isTerminal
    ? `If the page shows ${code}: type ${code} and Enter to allow it, or no to refuse.`
    : `If the page shows ${code}, allow it here: ${commandLine(program, 'allow', folder)}`
  return `The page asks to read this folder and everything in it, until the server ends (question ${code}):\n  ${folder}\n${answer}`
}

export function renderAllowed({ folder, port }: { readonly folder: string; readonly port: number }): string {
  return `The server on port ${port} reads ${folder} now, until it ends.`
}
