// Hint: the backbone is frozen although its weights are random.
import { startsFromScratch } from '../../run/initial-weights.ts'
import { type Rule, skipped } from '../rule.ts'

export const frozenFresh: Rule = {
  code: 'frozen-fresh',
  check: ({ config }) => {
    if (config === undefined) return skipped('no-config')
    if (config.freeze !== 'backbone' || !startsFromScratch(config)) return []
    return [
      {
        code: 'frozen-fresh',
        evidence: [
          { kind: 'setting', name: 'freeze', value: config.freeze },
          { kind: 'setting', name: 'init', value: config.init === '' ? '(empty)' : config.init },
        ],
      },
    ]
  },
}
