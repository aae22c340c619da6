// The reference of what a diagnosis may find and of what a check of a data set may say, from their tables.
import { problemKinds } from './problem-kinds.ts'
import { findingCodes, findingKinds, topics } from '../../../src/diagnose/kinds.ts'
import { findingWords } from '../../../src/diagnose/words/findings.ts'
import { reasonWords, severityWords, tierWords, topicWords } from '../../../src/diagnose/words/others.ts'
import { remedyWords } from '../../../src/diagnose/words/remedies.ts'
import { code, head, table } from './markdown.ts'

/** The text of docs/reference/findings.md. */
export function findingsPage(): string {
  const first = head(
    'Findings of a diagnosis',
    '`src/diagnose/kinds.ts` and `src/diagnose/words`',
    'What `ocrdet diagnose` and `diagnose()` may find. A `fact` is quoted from log or run folder, a `shape` is seen in the curves (so only possible), a `hint` is advice. `{name}` are facts of the finding; a part in square brackets is said only when its facts are known.',
  )
  const parts = topics.flatMap((topic) => {
    const codes = findingCodes.filter((code) => findingKinds[code].topic === topic)
    return [`## ${capital(topicWords[topic].en)} (${topicWords[topic].zh})`, ...codes.map((one) => sectionOf(one))]
  })
  const skipped = Object.entries(reasonWords).map(([reason, words]) => [code(reason), words.en, words.zh])
  const last = ['## Why a rule was skipped', table(['reason', 'English', 'Chinese'], skipped)]
  return `${[first.trimEnd(), ...parts, ...last].join('\n\n')}\n`
}

function sectionOf(one: (typeof findingCodes)[number]): string {
  const { tier, severity, remedy } = findingKinds[one]
  const { en, zh } = findingWords[one]
  const kind = `${tierWords[tier].en}, ${severityWords[severity].en}`
  return [
    `### \`${one}\``,
    `**${en.title}** (${zh.title}): ${kind}.`,
    `- ${placesIn(en.says)}\n- ${placesIn(zh.says)}\n- What to do: ${remedyWords[remedy].en}. ${remedyWords[remedy].zh}。`,
  ].join('\n\n')
}

/** How many digits a number has is nothing that a reader looks up. */
function placesIn(sentence: string): string {
  return sentence.replaceAll(/\{(\w+)\.\d\}/g, '{$1}')
}

function capital(text: string): string {
  return `${text[0].toUpperCase()}${text.slice(1)}`
}

/** The text of docs/reference/problems.md. */
export function problemsPage(): string {
  const first = head(
    'Problems of a data set',
    '`src/data/problem-kinds.ts` and `src/data/words`',
    'What `ocrdet check` and `checkDataset()` may say. An error keeps a training from starting, a warning costs accuracy, an info says what was read differently than written. `…` stands for what the case fills in.',
  )
  return `${first}\n${table(['code', 'severity', 'English', 'Chinese'], problemKinds())}\n`
}
