// Hint: the backbone is frozen although its weights are random.
import { learntNothing } from '../consequences.ts'
import { startsFromScratch } from '../../run/initial-weights.ts'
import { type Rule, skipped } from '../rule.ts'

export const frozenFresh: Rule<'frozen-fresh'> = {
  code: 'frozen-fresh',
  consequences: [...learntNothing, 'labels-not-learnt', 'loss-stuck', 'few-steps', 'still-improving'],
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
