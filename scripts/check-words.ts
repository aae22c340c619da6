// Keeps retired words out of code, texts and docs, and the places that the glossary names in the tree.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

/** What is not written any more, and the word that took its place. */
const retired: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [/pictures?/i, 'image'],
  [
    /(?<![gG]round[ _-]?)\b[tT]ruths?\b|(?<![gG]round)Truth|(?<![a-zA-Z_-])truths?(?=[A-Z])/,
    'ground truth, annotations',
  ],
  [/\b[mM]end(?:ed|s|ing|able)?\b|[a-z]Mend(?:ed|s|ing|able)?\b/, 'fix, repair'],
  [/\bdeeds?\b|[a-z]Deeds?\b/i, 'fix'],
  [/\bobstacles?\b|Obstacle/i, 'file error'],
  [/lookalikes?|\bminiatures?\b/i, 'near-duplicate, thumbnail'],
  [/\bcrew\b|NewestMap|HeldTensor|runHeld/, 'worker pool, BoundedMap, DeviceTensor, runOnDevice'],
  [/\bladder\b|\brungs?\b/i, 'pipeline check, stage'],
  [
    /by heart|cr(?:y|ies) wolf|learnt nor punished|no number any more/i,
    'memorised, false alarm, ignored in the loss, NaN or infinite',
  ],
  [
    /start weights|go on with the training|goes? the whole way|unless told otherwise/i,
    'initial weights, resume, full pipeline, by default',
  ],
  [/passed over|made-up images?/i, 'skipped, synthetic images'],
]

/** History keeps its words, recorded logs are what they are, and some files must know the old words to read old logs. */
const exempt =
  /^(?:docs\/log\.md|docs\/decisions\/|docs\/glossary\.md|CHANGELOG\.md|THIRD_PARTY_NOTICES\.md|package-lock\.json|tests\/fixtures\/|scripts\/check-words\.ts|src\/diagnose\/messages\.ts|tests\/diagnose\/messages|src\/data\/decoder-words\.ts|src\/prepare\/sheets\/sheets\.ts|docs\/reference\/log\.md)/
const textual = /\.(?:tsx?|mjs|md|css|html|ya?ml|py)$/

const files = execFileSync('git', ['ls-files'], { encoding: 'utf8', maxBuffer: 1e8 }).split('\n')
const faults = [...files.filter(isSearched).flatMap(wordsIn), ...missingPlaces()]
if (faults.length > 0) {
  console.error(faults.join('\n'))
  process.exitCode = 1
}

function isSearched(file: string): boolean {
  return textual.test(file) && !exempt.test(file) && existsSync(file)
}

function wordsIn(file: string): string[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, index) =>
      retired.flatMap(([pattern, instead]) => {
        const found = pattern.exec(line)?.[0]
        return found === undefined ? [] : [`${file}:${index + 1}: "${found}" is retired; write ${instead}`]
      }),
    )
}

/** Files that docs/glossary.md says define a term, and are not there. */
function missingPlaces(): string[] {
  const places = [...readFileSync('docs/glossary.md', 'utf8').matchAll(/`((?:src|web)\/[\w./-]+)`/g)].map(
    ([, path]) => path,
  )
  return places.filter((path) => !existsSync(path)).map((path) => `docs/glossary.md: ${path} does not exist`)
}
