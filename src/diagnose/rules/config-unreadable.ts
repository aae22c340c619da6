// Fact: config.yaml is missing or cannot be read, so rules that need it are blind.
import { type Rule, skipped } from '../rule.ts'

export const configUnreadable: Rule<'config-unreadable'> = {
  code: 'config-unreadable',
  check: ({ configError, checkpoints }) => {
    if (checkpoints === undefined) return skipped('no-run-folder')
    if (configError === undefined) return []
    return [
      {
        code: 'config-unreadable',
        evidence: [],
        facts: { problem: configError.render().replaceAll(/\s*\n\s*/g, '; ') },
      },
    ]
  },
}
