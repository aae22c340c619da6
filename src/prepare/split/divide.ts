// Divides images into a training and a test part: by seed, whole groups at a time, with texts on both sides where possible.
import { errorDetails } from '../../core/error-details.ts'
import { say } from '../../core/say.ts'
import { UserError } from '../../core/errors.ts'
import { Random } from '../../core/random.ts'
import { describeRule, groupOf, isUngrouped, type GroupRule } from './groups.ts'

/** How to divide. */
export interface DivideOptions extends GroupRule {
  /** Share of the images that the test part gets, above 0; 0.1 by default. 1 makes a test part only. */
  readonly testShare?: number | undefined
  /** The same seed divides the same images in the same way; 1 by default. */
  readonly seed?: number | undefined
}

/** An image to put into one of the parts. */
export interface Member {
  /** A path; what grouping goes by, and with the seed all that decides. */
  readonly path: string
  /** Has a text that counts. */
  readonly hasText: boolean
  /** Members of one value are alike and stay together. */
  readonly alike?: number
  /** Is in the test part and stays there, with the rest of its group. */
  readonly isTest?: boolean
}

/** What was kept together. */
export interface GroupSummary {
  /** The rule, in words. */
  readonly rule: string
  readonly groups: number
  /** Groups of one image. */
  readonly singles: number
  /** A few of the largest groups. */
  readonly largest: readonly { readonly group: string; readonly images: number; readonly example: string }[]
}

/** A division. */
export interface Division {
  /** For each member, in their order, whether it is in the test part. */
  readonly inTest: readonly boolean[]
  readonly seed: number
  readonly testShare: number
  /** Undefined without grouping. */
  readonly grouping: GroupSummary | undefined
  /** Whether members that are alike stayed together; they cannot where all are. */
  readonly alikeKept: boolean
}

interface Group {
  readonly key: string
  readonly members: readonly number[]
  readonly hasText: boolean
  readonly isTest: boolean
}

/**
 * Divides members, so that neither part is empty, groups stay whole, and images with texts and those without are shared out
 * alike. What is in the test part already counts for its share. The order of the members does not matter.
 * @throws UserError split-too-few, split-one-group, group-pattern
 */
export function divide(members: readonly Member[], options: DivideOptions = {}): Division {
  const { testShare = 0.1, seed = 1 } = options
  if (testShare >= 1) return { inTest: members.map(() => true), seed, testShare, grouping: undefined, alikeKept: true }
  const byRule = groupsOf(members, options, false)
  if (members.length < 2) throw tooFew(members.length)
  if (byRule.length < 2) throw oneGroup(byRule[0], members, options)
  const joined = groupsOf(members, options, true)
  const alikeKept = joined.some(({ isTest }) => !isTest) && joined.length > 1
  const groups = alikeKept ? joined : byRule
  if (groups.every(({ isTest }) => isTest)) throw oneGroup(byRule[0], members, options)
  const random = new Random(seed, 'split')
  const shuffled = random.shuffled(groups.toSorted((a, b) => (a.key < b.key ? -1 : 1)))
  const test = testGroups(shuffled, testShare)
  const chosen = new Set(test.flatMap((group) => group.members))
  const grouping = isUngrouped(options) ? undefined : summarize(groups, members, options)
  return { inTest: members.map((_, index) => chosen.has(index)), seed, testShare, grouping, alikeKept }
}

/** The groups that are measured on, of all in their order. */
function testGroups(groups: readonly Group[], testShare: number): readonly Group[] {
  const fixed = groups.filter(({ isTest }) => isTest)
  const free = groups.filter(({ isTest }) => !isTest)
  const [withText, without] = [free.filter(({ hasText }) => hasText), free.filter(({ hasText }) => !hasText)]
  if (fixed.length > 0) {
    const [all, there] = [imagesIn(groups), imagesIn(fixed)]
    const share = Math.max(0, testShare * all - there) / imagesIn(free)
    const [spare, spareWithout] = withText.length > 0 ? [1, 0] : [0, 1]
    return [
      ...fixed,
      ...takeShare(withText, share, { least: 0, spare }),
      ...takeShare(without, share, { least: 0, spare: spareWithout }),
    ]
  }
  // One group with texts cannot be on both sides; it is worth more where something is learnt from it.
  if (withText.length === 1) return takeShare(without, testShare, { least: 1, spare: 0 })
  return [
    ...takeShare(withText, testShare, { least: 1, spare: 1 }),
    ...takeShare(without, testShare, { least: withText.length === 0 ? 1 : 0, spare: 1 }),
  ]
}

const imagesIn = (groups: readonly Group[]): number => groups.reduce((sum, { members }) => sum + members.length, 0)

/** The groups of a rule; with `joinAlike` those that have images alike are one, named for the first by name. */
function groupsOf(members: readonly Member[], rule: GroupRule, joinAlike: boolean): Group[] {
  const keyOf = groupOf(rule)
  const keys = members.map(({ path }) => keyOf(path))
  const groups = new Map<string, number[]>()
  const nameOf = joinAlike ? joining(members, keys) : (key: string) => key
  members.forEach((_, index) => {
    const key = nameOf(keys[index])
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [index])
    else group.push(index)
  })
  return [...groups].map(([key, indices]) => ({
    key,
    members: indices,
    hasText: indices.some((index) => members[index].hasText),
    isTest: indices.some((index) => members[index].isTest === true),
  }))
}

/** A function from a group to the group that it became when groups with members alike were joined. */
function joining(members: readonly Member[], keys: readonly string[]): (key: string) => string {
  const joined = new Map<string, string>()
  const rootOf = (key: string): string => {
    let root = key
    for (let next = joined.get(root); next !== undefined; next = joined.get(root)) root = next
    return root
  }
  const firsts = new Map<number, string>()
  members.forEach(({ alike }, index) => {
    if (alike === undefined) return
    const [one, other] = [rootOf(firsts.get(alike) ?? keys[index]), rootOf(keys[index])]
    firsts.set(alike, one)
    if (one !== other) joined.set(one < other ? other : one, one < other ? one : other)
  })
  return rootOf
}

/**
 * Groups in their order while they bring the count of images nearer to the share; at least `least` where there are as many, and
 * all but `spare`.
 */
function takeShare(
  groups: readonly Group[],
  share: number,
  { least, spare }: { readonly least: number; readonly spare: number },
): Group[] {
  const wanted = share * imagesIn(groups)
  const taken: Group[] = []
  let images = 0
  for (const group of groups) {
    const nearer = Math.abs(images + group.members.length - wanted) < Math.abs(images - wanted)
    if (!nearer || taken.length >= groups.length - spare) continue
    taken.push(group)
    images += group.members.length
  }
  const smallest = groups.toSorted((a, b) => a.members.length - b.members.length)
  return taken.length < least ? smallest.slice(0, least) : taken
}

const shownGroups = 5

function summarize(groups: readonly Group[], members: readonly Member[], rule: GroupRule): GroupSummary {
  const largest = groups
    .filter((group) => group.members.length > 1)
    .toSorted((a, b) => b.members.length - a.members.length)
    .slice(0, shownGroups)
  return {
    rule: describeRule(rule),
    groups: groups.length,
    singles: groups.filter((group) => group.members.length === 1).length,
    largest: largest.map(({ key, members: own }) => ({
      group: key,
      images: own.length,
      example: own
        .slice(0, 2)
        .map((index) => members[index].path)
        .join(', '),
    })),
  }
}

function tooFew(found: number): UserError {
  return new UserError({
    code: 'split-too-few',
    message: say(errorDetails['split-too-few'].message),
    expected: say(errorDetails['split-too-few'].expected),
    found: `${found}`,
    next: say(errorDetails['split-too-few'].next),
  })
}

function oneGroup(group: Group, members: readonly Member[], rule: GroupRule): UserError {
  return new UserError({
    code: 'split-one-group',
    message: say(errorDetails['split-one-group'].message),
    expected: say(errorDetails['split-one-group'].expected, { rule: describeRule(rule) }),
    found: say(errorDetails['split-one-group'].found, { count: members.length, key: group.key, path: members[0].path }),
    next: say(errorDetails['split-one-group'].next, { example: String.raw`--group-pattern '^(\w+)_page'` }),
  })
}
