// Fact: config.yaml is missing or cannot be read, so rules that need it are blind.
import { type Rule, unable } from '../rule.ts'

export const configUnreadable: Rule = {
  code: 'config-unreadable',
  look: ({ configError, checkpoints }) => {
    if (checkpoints === undefined) return unable('no-run-folder')
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
