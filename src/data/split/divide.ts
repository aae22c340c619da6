// Divides pictures into a training and a test part: by seed, whole groups at a time, with texts on both sides where possible.
import { UserError } from '../../core/errors.ts'
import { Random } from '../../core/random.ts'
import { describeRule, groupOf, isUngrouped, type GroupRule } from './groups.ts'

/** How to divide. */
export interface DivideOptions extends GroupRule {
  /** Share of the pictures that the test part gets, above 0 and below 1; 0.1 unless told otherwise. */
  readonly testShare?: number | undefined
  /** The same seed divides the same pictures in the same way; 1 unless told otherwise. */
  readonly seed?: number | undefined
}

/** A picture to put into one of the parts. */
export interface Member {
  /** A path; what grouping goes by, and with the seed all that decides. */
  readonly path: string
  /** Has a text that counts. */
  readonly hasText: boolean
}

/** What was kept together. */
export interface GroupSummary {
  /** The rule, in words. */
  readonly rule: string
  readonly groups: number
  /** Groups of one picture. */
  readonly singles: number
  /** A few of the largest groups. */
  readonly largest: readonly { readonly group: string; readonly pictures: number; readonly example: string }[]
}

/** A division. */
export interface Division {
  /** For each member, in their order, whether it is in the test part. */
  readonly inTest: readonly boolean[]
  readonly seed: number
  readonly testShare: number
  /** Undefined without grouping. */
  readonly grouping: GroupSummary | undefined
}

interface Group {
  readonly key: string
  readonly members: readonly number[]
  readonly hasText: boolean
}

/**
 * Divides members, so that neither part is empty, groups stay whole, and pictures with texts and those without are shared out
 * alike. The order of the members does not matter.
 * @throws UserError split-too-few, split-one-group, group-pattern
 */
export function divide(members: readonly Member[], options: DivideOptions = {}): Division {
  const { testShare = 0.1, seed = 1 } = options
  const groups = groupsOf(members, options)
  if (members.length < 2) throw tooFew(members.length)
  if (groups.length < 2) throw oneGroup(groups[0], members, options)
  const random = new Random(seed, 'split')
  const shuffled = random.shuffled(groups.toSorted((a, b) => (a.key < b.key ? -1 : 1)))
  const [withText, without] = [shuffled.filter(({ hasText }) => hasText), shuffled.filter(({ hasText }) => !hasText)]
  // One group with texts cannot be on both sides; it is worth more where something is learnt from it.
  const test =
    withText.length === 1
      ? takeShare(without, testShare, { least: 1, spare: 0 })
      : [
          ...takeShare(withText, testShare, { least: 1, spare: 1 }),
          ...takeShare(without, testShare, { least: withText.length === 0 ? 1 : 0, spare: 1 }),
        ]
  const chosen = new Set(test.flatMap((group) => group.members))
  const grouping = isUngrouped(options) ? undefined : summarize(groups, members, options)
  return { inTest: members.map((_, index) => chosen.has(index)), seed, testShare, grouping }
}

function groupsOf(members: readonly Member[], rule: GroupRule): Group[] {
  const keyOf = groupOf(rule)
  const groups = new Map<string, number[]>()
  members.forEach(({ path }, index) => {
    const key = keyOf(path)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [index])
    else group.push(index)
  })
  return [...groups].map(([key, indices]) => ({
    key,
    members: indices,
    hasText: indices.some((index) => members[index].hasText),
  }))
}

/**
 * Groups in their order while they bring the count of pictures nearer to the share; at least `least` where there are as many, and
 * all but `spare`.
 */
function takeShare(
  groups: readonly Group[],
  share: number,
  { least, spare }: { readonly least: number; readonly spare: number },
): Group[] {
  const wanted = share * groups.reduce((sum, { members }) => sum + members.length, 0)
  const taken: Group[] = []
  let pictures = 0
  for (const group of groups) {
    const nearer = Math.abs(pictures + group.members.length - wanted) < Math.abs(pictures - wanted)
    if (!nearer || taken.length >= groups.length - spare) continue
    taken.push(group)
    pictures += group.members.length
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
      pictures: own.length,
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
    message: 'There are too few pictures to divide into a training and a test part',
    expected: '2 pictures or more',
    found: `${found}`,
    next: 'add pictures; a useful test part has 20 or more',
  })
}

function oneGroup(group: Group, members: readonly Member[], rule: GroupRule): UserError {
  return new UserError({
    code: 'split-one-group',
    message: 'All pictures fall into one group, so nothing can be divided',
    expected: `2 groups or more by ${describeRule(rule)}`,
    found: `${members.length} pictures in the group "${group.key}", such as ${members[0].path}`,
    next: String.raw`leave the grouping out, or give a pattern such as --group-pattern '^(\w+)_page'`,
  })
}
