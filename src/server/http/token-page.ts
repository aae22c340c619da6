// The page that asks a person for the token, in both languages, as nobody knows yet which one they read.
import { escapeMarkup } from '../../core/escape-markup.ts'
import { plainPage } from './plain-page.ts'

export interface TokenPage {
  /** What was asked for; its parameters go on with the token. */
  readonly url: URL
  /** Whether a token came that is not the right one. */
  readonly wrong: boolean
}

/** A form that opens the same address once more, with the token. */
export function tokenPage({ url, wrong }: TokenPage): string {
  const kept = [...url.searchParams].filter(([name]) => name !== 'token')
  const hidden = kept.map(
    ([name, value]) => `<input type="hidden" name="${escapeMarkup(name)}" value="${escapeMarkup(value)}">`,
  )
  const reported = wrong
    ? '<p class="wrong" role="alert" id="wrong">令牌不正确，请重试。 <span lang="en">This is not the token; try again.</span></p>'
    : ''
  const body = `<h1>请输入令牌 <span lang="en">/ Token, please</span></h1>
<p>启动 <code>ocrdet serve</code> 时打印的地址中含有令牌（<code>?token=</code> 之后的部分）。</p>
<p lang="en">The address that <code>ocrdet serve</code> printed at its start ends with the token, after <code>?token=</code>.</p>
${reported}
<form method="get" action="${escapeMarkup(url.pathname)}">
${hidden.join('')}
<label for="token">令牌 <span lang="en">/ Token</span></label>
<input id="token" name="token" type="password" autocomplete="current-password" required autofocus${wrong ? ' aria-describedby="wrong" aria-invalid="true"' : ''}>
<button>进入 <span lang="en">/ Enter</span></button>
</form>`
  return plainPage({ title: 'ocrdet：令牌 / token', language: 'zh-CN', body })
}
