// Every kind of finding about a training: how sure, how bad, what it is about, and which remedy. A table read by code.

/**
 * How sure a finding is. `fact`: quoted from the log or the run folder. `shape`: seen in the curves, so only possible.
 * `hint`: advice on configuration and data.
 */
export type Tier = 'fact' | 'shape' | 'hint'

/** `error`: the run is of no use as it is; `warning`: it suffers; `info`: good to know. */
export type Severity = 'error' | 'warning' | 'info'

/** What a finding is about, in the order in which a person should look (the order of the original system's guide). */
export const topics = ['log', 'configuration', 'data-paths', 'label-format', 'device'] as const
export type Topic = (typeof topics)[number]

/** What is always the same about one kind of finding. */
export interface FindingKind {
  readonly tier: Tier
  readonly severity: Severity
  readonly topic: Topic
  readonly remedy: RemedyCode
}

/** What can be done; the words are in `words/remedies.ts`. */
export const remedies = [
  'check-list-paths',
  'fix-box-format',
  'replace-image',
  'check-data-set',
  'give-transcripts',
  'smaller-batch',
  'free-disk',
  'read-error',
  'lower-rate',
  'raise-rate',
  'check-rate',
  'check-preprocessing',
  'resume',
  'restart',
  'look-at-process',
  'choose-device',
  'repair-config',
  'evaluate',
  'find-checkpoint',
  'repair-log',
  'train-longer',
  'stop-earlier',
  'more-variety',
  'steadier-steps',
  'check-labels',
  'one-unit',
  'change-thresholds',
  'lower-thresholds',
  'usual-rate',
  'usual-batch',
  'larger-input',
  'more-images',
  'more-test-images',
  'unfreeze',
  'slower-decay',
  'gentler-fine-tuning',
  'same-names',
  'same-sizes',
] as const
export type RemedyCode = (typeof remedies)[number]

const fact = (severity: Severity, topic: Topic, remedy: RemedyCode): FindingKind => ({
  tier: 'fact',
  severity,
  topic,
  remedy,
})
const shape = (severity: Severity, topic: Topic, remedy: RemedyCode): FindingKind => ({
  tier: 'shape',
  severity,
  topic,
  remedy,
})
const hint = (severity: Severity, topic: Topic, remedy: RemedyCode): FindingKind => ({
  tier: 'hint',
  severity,
  topic,
  remedy,
})

/** The closed list of kinds, by code. */
export const findingKinds = {
  // Facts: what the log says in words.
  'file-not-found': fact('error', 'data-paths', 'check-list-paths'),
  'box-format-invalid': fact('error', 'label-format', 'fix-box-format'),
  'image-broken': fact('error', 'data-paths', 'replace-image'),
  'labels-all-ignored': fact('error', 'label-format', 'give-transcripts'),
  'out-of-memory': fact('error', 'device', 'smaller-batch'),
  'disk-refused': fact('error', 'device', 'free-disk'),
  'data-refused': fact('error', 'data-paths', 'check-data-set'),
  'error-in-log': fact('error', 'log', 'read-error'),
  // Facts: what the numbers say without any judgement.
  'loss-not-finite': fact('error', 'log', 'lower-rate'),
  'f-score-zero': fact('error', 'log', 'check-preprocessing'),
  'fine-tuning-worse': fact('warning', 'configuration', 'gentler-fine-tuning'),
  'no-best-model': fact('warning', 'log', 'train-longer'),
  'never-evaluated': fact('warning', 'configuration', 'evaluate'),
  // Facts: how the run stands.
  'ended-without-closing': fact('error', 'log', 'resume'),
  'stopped-by-user': fact('info', 'log', 'resume'),
  'log-silent': fact('warning', 'log', 'look-at-process'),
  'log-damaged': fact('info', 'log', 'repair-log'),
  'config-unreadable': fact('warning', 'configuration', 'repair-config'),
  'best-model-missing': fact('error', 'log', 'find-checkpoint'),
  'device-fallback': fact('warning', 'device', 'choose-device'),
  // Facts: the pipeline check, when nothing is found although the loss falls.
  'map-below-threshold': fact('error', 'configuration', 'train-longer'),
  'no-region-large-enough': fact('error', 'configuration', 'larger-input'),
  'scores-below-threshold': fact('error', 'configuration', 'lower-thresholds'),
  'names-differ': fact('error', 'data-paths', 'same-names'),
  'sizes-differ': fact('error', 'data-paths', 'same-sizes'),
  'boxes-miss-texts': fact('error', 'log', 'train-longer'),
  // Shapes of the curves.
  'loss-stuck': shape('error', 'log', 'check-rate'),
  'labels-not-learnt': shape('error', 'label-format', 'check-labels'),
  'labels-finer-than-boxes': shape('warning', 'label-format', 'one-unit'),
  'labels-coarser-than-boxes': shape('warning', 'label-format', 'one-unit'),
  'loss-diverged': shape('error', 'log', 'lower-rate'),
  'rate-too-high': shape('error', 'configuration', 'lower-rate'),
  'rate-too-low': shape('error', 'configuration', 'raise-rate'),
  'loss-plateau': shape('info', 'log', 'check-rate'),
  'loss-oscillates': shape('warning', 'log', 'steadier-steps'),
  'over-fitted': shape('warning', 'log', 'more-variety'),
  'f-score-fell': shape('warning', 'log', 'stop-earlier'),
  'recall-collapsed': shape('warning', 'log', 'lower-thresholds'),
  'precision-collapsed': shape('warning', 'log', 'change-thresholds'),
  // Hints.
  'still-improving': hint('info', 'configuration', 'train-longer'),
  'rate-unusual': hint('warning', 'configuration', 'usual-rate'),
  'batch-unusual': hint('info', 'configuration', 'usual-batch'),
  'few-steps': hint('info', 'configuration', 'train-longer'),
  'rate-vanished': hint('info', 'configuration', 'slower-decay'),
  'frozen-fresh': hint('warning', 'configuration', 'unfreeze'),
  'input-too-small': hint('warning', 'configuration', 'larger-input'),
  'threshold-choice': hint('info', 'configuration', 'change-thresholds'),
  'few-images': hint('info', 'data-paths', 'more-images'),
  'few-test-images': hint('info', 'data-paths', 'more-test-images'),
  'most-labels-ignored': hint('warning', 'label-format', 'give-transcripts'),
} as const satisfies Record<string, FindingKind>

/** The code of a kind of finding: stable, in kebab case, for `--json` and for tests. */
export type FindingCode = keyof typeof findingKinds

export const findingCodes = Object.keys(findingKinds) as FindingCode[]

/**
 * `no-gain`: no fault was found, and no epoch is better than the initial weights. `unclear`: nothing wrong was found, but the log is
 * too short for all four signs.
 */
export type Verdict = 'healthy' | 'no-gain' | 'unclear' | 'doubtful' | 'unhealthy'
