// Pages that the server writes itself: one style, no script, nothing from elsewhere.
import { escapeMarkup } from '../../core/escape-markup.ts'
import { createHash } from 'node:crypto'

const style = `
body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1b1f24; background: #fff }
code, pre { font: 13px/1.45 ui-monospace, monospace } pre { overflow: auto; padding: .75rem; background: #f3f5f7; border-radius: 6px }
summary { cursor: pointer; padding: .35rem 0 } .method { display: inline-block; min-width: 4.2rem; font-weight: 700 }
form { display: grid; gap: .75rem; max-width: 28rem } input, button { font: inherit; padding: .5rem .75rem; border-radius: 6px; border: 1px solid #6b7683 }
button { color: #fff; background: #1d5fbf; border-color: #1d5fbf; cursor: pointer } .wrong { color: #b3261e; font-weight: 600 }
@media (prefers-color-scheme: dark) { body { color: #e6e9ed; background: #14171a } pre { background: #1f2429 } a { color: #7cb7ff }
input { color: inherit; background: #1f2429 } .wrong { color: #ff9d94 } }
`

/** What the content-security policy must know of the style, the only one that stands in a page: `'sha256-...'`. */
export const plainStyleSource = `'sha256-${createHash('sha256').update(style).digest('base64')}'`

export interface PlainPage {
  /** As text. */
  readonly title: string
  readonly language: 'en' | 'zh-CN'
  /** As HTML. */
  readonly body: string
}

export function plainPage({ title, language, body }: PlainPage): string {
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeMarkup(title)}</title><link rel="icon" href="data:,"><style>${style}</style></head>
<body>
<main>
${body}
</main>
</body>
</html>
`
}
