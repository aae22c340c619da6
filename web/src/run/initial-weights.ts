// What a run started from, as its configuration and its recorded facts tell. Pure.
import type { RunPage } from '../../../src/server/api.ts'
import type { Say } from '../words/language-context.tsx'

/** `epoch 3`; what was scored before the first one are the initial weights. */
export function epochName(epoch: number | undefined, say: Say): string {
  if (epoch === undefined) return '–'
  return epoch === 0 ? say('run.best.initial') : say('run.best.epoch', { epoch })
}

/** `name`: the version of the starter, the run, or the file. */
export type InitialWeights =
  | { readonly kind: 'starter' | 'run' | 'file'; readonly name: string }
  | { readonly kind: 'scratch' }

/** Undefined for runs whose configuration does not tell, such as those of the original system. */
export function initialWeightsOf({
  config,
  configText,
  facts,
}: Pick<RunPage, 'config' | 'configText' | 'facts'>): InitialWeights | undefined {
  const init = config?.['init']
  if (typeof init !== 'string' || !/^init:/m.test(configText)) return undefined
  if (init === '' || init === 'none') return { kind: 'scratch' }
  if (init === 'starter') return { kind: 'starter', name: versionIn(facts['initial_weights']) }
  const run = /([^\\/]+)[\\/]checkpoints[\\/][^\\/]+$/.exec(init)?.[1]
  return run === undefined ? { kind: 'file', name: init.split(/[\\/]/).at(-1) ?? init } : { kind: 'run', name: run }
}

/** `v1` */
function versionIn(recorded: unknown): string {
  const version =
    typeof recorded === 'object' && recorded !== null && 'starter' in recorded ? recorded.starter : undefined
  return typeof version === 'number' ? `v${version}` : ''
}
