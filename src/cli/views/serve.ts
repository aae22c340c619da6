// What `ocrdet serve` says at its start.
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
