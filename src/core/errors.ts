// Errors a person can repair, kept apart from bugs: a UserError says what was expected, found, where, and what to do.

import type { ErrorCode } from './error-words.ts'

/** Everything a person needs to repair a problem; `expected` and `found` are short noun phrases. */
export interface UserErrorParts {
  /** Stable, for `--json` and for tests. */
  readonly code: ErrorCode
  /** One sentence without a final full stop. */
  readonly message: string
  readonly expected?: string
  readonly found?: string
  /** `file:line`, a path, a flag or a tensor name. */
  readonly where?: string
  /** What to do next, as an instruction. */
  readonly next?: string
  readonly cause?: unknown
}

/** An error's parts as data; what it does not say has no key. `cause` stays behind: it may not cross processes. */
export function partsOf({ code, message, expected, found, where, next }: LooseParts): UserErrorParts {
  return {
    code,
    message,
    ...(expected !== undefined && { expected }),
    ...(found !== undefined && { found }),
    ...(where !== undefined && { where }),
    ...(next !== undefined && { next }),
  }
}

/** Parts of which each may be undefined. */
type LooseParts = {
  readonly [Key in Exclude<keyof UserErrorParts, 'cause' | 'code' | 'message'>]?: string | undefined
} & Pick<UserErrorParts, 'code' | 'message'>

/** A failure that the person at the keyboard can repair. Shown without a stack; anything else is a bug and shows its stack. */
export class UserError extends Error {
  readonly code: ErrorCode
  readonly expected: string | undefined
  readonly found: string | undefined
  readonly where: string | undefined
  readonly next: string | undefined

  constructor(parts: UserErrorParts) {
    super(parts.message, { cause: parts.cause })
    this.name = 'UserError'
    this.code = parts.code
    this.expected = parts.expected
    this.found = parts.found
    this.where = parts.where
    this.next = parts.next
  }

  /** The error in a few lines: message, then one indented line for each part that is known. */
  render(): string {
    const rows: [string, string | undefined][] = [
      ['expected', this.expected],
      ['found', this.found],
      ['where', this.where],
      ['next', this.next],
    ]
    return [
      this.message,
      ...rows.filter(([, text]) => text !== undefined).map(([key, text]) => `  ${key}: ${text}`),
    ].join('\n')
  }

  /** The error in one line, for lists in which the place stands already. */
  renderInLine(): string {
    const { message, expected, found, next } = this
    return [message, found && `found ${found}`, expected && `expected ${expected}`, next].filter(Boolean).join('; ')
  }
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** The `code` of a Node system error (`ENOENT`, `ENOSPC`), or undefined. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}
