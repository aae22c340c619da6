// Which findings follow from which: the root cause goes on top, with its consequences under it.
import { type Finding } from './finding.ts'
import { consequencesOf } from './rules.ts'
import { type FindingCode, type Severity, type Tier, topics } from './kinds.ts'

/** Causes, the deepest first: a finding is folded under the first one that is there and explains it. What each explains, its rule says. */
export const causes = [
  'file-not-found',
  'box-format-invalid',
  'image-broken',
  'data-refused',
  'disk-refused',
  'out-of-memory',
  'labels-all-ignored',
  'rate-too-high',
  'rate-too-low',
  'loss-not-finite',
  'input-too-small',
  'frozen-fresh',
  'loss-diverged',
  'labels-not-learnt',
  'loss-stuck',
  'labels-finer-than-boxes',
  'labels-coarser-than-boxes',
  'over-fitted',
  'names-differ',
  'sizes-differ',
  'few-steps',
  'map-below-threshold',
  'no-region-large-enough',
  'scores-below-threshold',
  'boxes-miss-texts',
  'f-score-zero',
  'rate-vanished',
  'f-score-fell',
  'error-in-log',
  'ended-without-closing',
  'stopped-by-user',
  'most-labels-ignored',
] as const satisfies readonly FindingCode[]

const severities: readonly Severity[] = ['error', 'warning', 'info']
const tiers: readonly Tier[] = ['fact', 'shape', 'hint']

/** Puts consequences under their causes; roots first (see `byImportance`), the rest in the order in which a person should look. */
export function fold(findings: readonly Finding[]): Finding[] {
  const parents = new Map<Finding, Finding>()
  for (const cause of causes) {
    const follow = consequencesOf(cause)
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
