// Hint: the backbone is frozen although its weights are random.
import { startsFromScratch } from '../../run/initial-weights.ts'
import { type Rule, unable } from '../rule.ts'

export const frozenFresh: Rule = {
  code: 'frozen-fresh',
  look: ({ config }) => {
    if (config === undefined) return unable('no-config')
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
