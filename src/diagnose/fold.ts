// Which findings follow from which: the root cause goes on top, with its consequences under it.
import { type Finding } from './finding.ts'
import { type FindingCode, type Severity, type Tier, topics } from './kinds.ts'

/** What comes of a training that never had a chance. */
const neverStarted = [
  'ended-without-closing',
  'error-in-log',
  'never-evaluated',
  'f-score-zero',
  'no-best-model',
  'log-damaged',
] as const
/** What comes of a training that learns nothing. */
const learntNothing = [
  'f-score-zero',
  'no-best-model',
  'map-below-threshold',
  'no-region-large-enough',
  'scores-below-threshold',
  'boxes-miss-texts',
  'loss-plateau',
  'recall-collapsed',
  'precision-collapsed',
  'f-score-fell',
  'threshold-choice',
  'labels-finer-than-boxes',
  'labels-coarser-than-boxes',
] as const

/** What comes of labels that are cut otherwise than boxes. */
const otherUnit = [
  'precision-collapsed',
  'recall-collapsed',
  'boxes-miss-texts',
  'f-score-zero',
  'no-best-model',
  'threshold-choice',
] as const

/** Causes with what follows from them, the deepest causes first: a finding is folded under the first cause that is there. */
const consequences: readonly (readonly [cause: FindingCode, follow: readonly FindingCode[]])[] = [
  ['file-not-found', neverStarted],
  ['box-format-invalid', neverStarted],
  ['image-broken', neverStarted],
  ['data-refused', neverStarted],
  ['disk-refused', neverStarted],
  ['out-of-memory', [...neverStarted, 'batch-unusual']],
  ['labels-all-ignored', [...learntNothing, 'labels-not-learnt', ...neverStarted, 'loss-stuck', 'most-labels-ignored']],
  [
    'rate-too-high',
    [
      ...learntNothing,
      'rate-unusual',
      'fine-tuning-worse',
      'labels-not-learnt',
      'loss-not-finite',
      'loss-diverged',
      'loss-stuck',
      'loss-oscillates',
      'over-fitted',
      'ended-without-closing',
      'error-in-log',
      'still-improving',
    ],
  ],
  [
    'rate-too-low',
    [
      ...learntNothing,
      'rate-unusual',
      'labels-not-learnt',
      'loss-stuck',
      'rate-vanished',
      'still-improving',
      'few-steps',
    ],
  ],
  [
    'loss-not-finite',
    [...learntNothing, 'loss-diverged', 'loss-stuck', 'loss-oscillates', 'ended-without-closing', 'error-in-log'],
  ],
  ['input-too-small', [...learntNothing, 'labels-not-learnt', 'loss-stuck', 'still-improving', 'over-fitted']],
  ['frozen-fresh', [...learntNothing, 'labels-not-learnt', 'loss-stuck', 'few-steps', 'still-improving']],
  ['loss-diverged', [...learntNothing, 'labels-not-learnt', 'loss-oscillates', 'over-fitted']],
  ['labels-not-learnt', [...learntNothing, 'loss-stuck', 'over-fitted', 'still-improving', 'few-steps']],
  ['loss-stuck', [...learntNothing, 'few-steps']],
  ['labels-finer-than-boxes', otherUnit],
  ['labels-coarser-than-boxes', otherUnit],
  [
    'over-fitted',
    ['f-score-fell', 'recall-collapsed', 'precision-collapsed', 'loss-plateau', 'few-images', 'threshold-choice'],
  ],
  ['names-differ', ['f-score-zero', 'no-best-model']],
  ['sizes-differ', ['f-score-zero', 'no-best-model']],
  [
    'few-steps',
    [
      'map-below-threshold',
      'no-region-large-enough',
      'scores-below-threshold',
      'boxes-miss-texts',
      'f-score-zero',
      'no-best-model',
      'still-improving',
    ],
  ],
  ['map-below-threshold', ['f-score-zero', 'no-best-model', 'still-improving']],
  ['no-region-large-enough', ['f-score-zero', 'no-best-model', 'still-improving']],
  ['scores-below-threshold', ['f-score-zero', 'no-best-model', 'still-improving']],
  ['boxes-miss-texts', ['f-score-zero', 'no-best-model', 'still-improving']],
  ['f-score-zero', ['no-best-model', 'precision-collapsed', 'recall-collapsed', 'f-score-fell']],
  ['rate-vanished', ['loss-plateau', 'still-improving']],
  ['f-score-fell', ['recall-collapsed', 'precision-collapsed']],
  ['error-in-log', ['ended-without-closing', 'log-damaged']],
  ['ended-without-closing', ['log-damaged', 'still-improving']],
  ['stopped-by-user', ['still-improving']],
  ['most-labels-ignored', ['few-test-images']],
]

const severities: readonly Severity[] = ['error', 'warning', 'info']
const tiers: readonly Tier[] = ['fact', 'shape', 'hint']

/** Puts consequences under their causes; roots first (see `byImportance`), the rest in the order in which a person should look. */
export function fold(findings: readonly Finding[]): Finding[] {
  const parents = new Map<Finding, Finding>()
  for (const [cause, follow] of consequences) {
    const parent = findings.find(({ code }) => code === cause)
    if (parent === undefined) continue
    for (const child of findings) {
      const isFree = !parents.has(child) && child !== parent && !isBelow(parent, child, parents)
      if (isFree && follow.includes(child.code) && canFollow(parent, child)) parents.set(child, parent)
    }
  }
  const withChildren = (finding: Finding): Finding => ({
    ...finding,
    consequences: findings.filter((child) => parents.get(child) === finding).map((child) => withChildren(child)),
  })
  const roots = findings.filter((finding) => !parents.has(finding)).map((finding) => withChildren(finding))
  return rootFirst(roots)
}

/** A hint never explains away something worse unless its own severity says that it can. */
function canFollow(parent: Finding, child: Finding): boolean {
  return (
    parent.severity !== 'info' ||
    parent.code === 'few-steps' ||
    parent.code === 'stopped-by-user' ||
    child.severity === 'info'
  )
}

/** Whether `finding` stands below `ancestor` already, so that folding the other way round would make a circle. */
function isBelow(finding: Finding, ancestor: Finding, parents: ReadonlyMap<Finding, Finding>): boolean {
  for (let at = parents.get(finding); at !== undefined; at = parents.get(at)) if (at === ancestor) return true
  return false
}

/** The root cause on top: the worst, surest finding that explains most. The others by topic: log, configuration, data, labels, device. */
function rootFirst(roots: readonly Finding[]): Finding[] {
  const [first, ...rest] = roots.toSorted(byImportance)
  return first === undefined ? [] : [first, ...rest.sort(byTopic)]
}

function byImportance(a: Finding, b: Finding): number {
  const worst = (finding: Finding): number =>
    Math.min(severities.indexOf(finding.severity), ...finding.consequences.map((child) => worst(child)))
  return (
    worst(a) - worst(b) ||
    tiers.indexOf(a.tier) - tiers.indexOf(b.tier) ||
    b.consequences.length - a.consequences.length ||
    byTopic(a, b)
  )
}

function byTopic(a: Finding, b: Finding): number {
  return (
    topics.indexOf(a.topic) - topics.indexOf(b.topic) ||
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    tiers.indexOf(a.tier) - tiers.indexOf(b.tier)
  )
}
