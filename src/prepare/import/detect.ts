// Finds the format of a source by looking into some of its files.
import { errorDetails } from '../../core/error-details.ts'
import { between, joined, say } from '../../core/say.ts'
import { commandLine } from '../../core/command-line.ts'
import type { InBoth } from '../../core/language.ts'
import { type Text, UserError } from '../../core/errors.ts'
import type { SampleFile } from './format.ts'
import { formatNames, formats, type FormatName } from './formats.ts'
import { noteKinds } from './note-words.ts'
import { placeIn, SourceError } from './notes.ts'
import { stemOf } from './image-index.ts'
import type { Source } from './source.ts'

/** Files of each kind that are looked into, spread over all of them. */
const samplesOfAKind = 12
/** Lines of a text file that are looked at. */
const sampleLines = 20

const kinds = { text: /\.(?:txt|gt|csv)$/i, json: /\.json$/i, xml: /\.xml$/i } as const
type Kind = keyof typeof kinds

/**
 * The format whose files lie in the source.
 * @throws UserError import-format-unknown, import-format-ambiguous (with the candidates), import-own-layout
 */
export async function detectFormat(source: Source): Promise<FormatName> {
  const isOurs = ['train_list.txt', 'test_list.txt'].every((file) => source.files.includes(file))
  if (isOurs) throw ownLayout(source.root)
  const found = new Map<FormatName, string[]>()
  const failures: Failure[] = []
  for (const kind of ['text', 'json', 'xml'] as const) {
    for (const file of spread(source.files.filter((name) => kinds[kind].test(name)))) {
      try {
        const sample = await load(source, kind, file)
        for (const name of formatNames) if (formats[name].recognises(sample)) add(found, name, file)
      } catch (error) {
        if (!(error instanceof SourceError)) throw error
        failures.push({
          file,
          reported: say(words.foundFailure, { place: placeIn(file, error.line), facts: factsOf(error) }),
        })
      }
    }
  }
  const [only, ...others] = found.keys()
  if (only === undefined) throw unknown(source, failures)
  if (others.length > 0) throw ambiguous(source, found)
  return only
}

/** A file that could not be looked into. */
interface Failure {
  readonly file: string
  /** With its place and what is wrong. */
  readonly reported: InBoth<string>
}

function spread(files: readonly string[]): string[] {
  const step = Math.max(1, files.length / samplesOfAKind)
  return Array.from({ length: Math.min(files.length, samplesOfAKind) }, (_, index) => files[Math.floor(index * step)])
}

async function load(source: Source, kind: Kind, file: string): Promise<SampleFile> {
  const name = {
    file,
    hasImage: source.images.hasStem(stemOf(file)) || source.images.hasStem(stemOf(stemOf(file))),
  }
  if (kind === 'json') return { ...name, kind, json: await source.json(file) }
  if (kind === 'xml') return { ...name, kind, root: await source.xml(file) }
  return { ...name, kind, lines: (await source.lines(file)).slice(0, sampleLines) }
}

function add(found: Map<FormatName, string[]>, name: FormatName, file: string): void {
  found.set(name, [...(found.get(name) ?? []), file])
}

function factsOf({ code, facts: { expected, found } }: SourceError): Text {
  if (expected === undefined) return found ?? noteKinds[code].message
  return say(words.foundFacts, { expected, found: found ?? errorDetails['bad-config'].foundOther })
}

const words = errorDetails['import-format-unknown']
const list = formatNames.join(', ')

function unknown({ root, files }: Source, failures: readonly Failure[]): UserError {
  const endings = new Map<string, number>()
  for (const file of files) {
    const ending = /\.[^./]+$/.exec(file)?.[0].toLowerCase() ?? ''
    endings.set(ending, (endings.get(ending) ?? 0) + 1)
  }
  const counts = [...endings]
    .slice(0, 5)
    .map(([ending, count]) => (ending === '' ? say(words.foundNoEnding, { count }) : `${count} ${ending}`))
  const seen =
    counts.length === 0 ? say(words.foundNone) : say(words.foundFiles, { list: joined(counts, between.commas) })
  return new UserError({
    code: 'import-format-unknown',
    message: say(errorDetails['import-format-unknown'].message),
    expected: say(errorDetails['import-format-unknown'].expected, { list }),
    found: joined([seen, ...failures.slice(0, 3).map(({ reported }) => reported)], between.semicolons),
    where: root,
    next: adviceFor({ root, files }, failures),
  })
}

/** Naming a format helps only where a reader may take what does not look like it: files of lines. */
function adviceFor({ root, files }: Pick<Source, 'root' | 'files'>, failures: readonly Failure[]): InBoth<string> {
  const { next, nextBroken, nextOther, nextNone } = errorDetails['import-format-unknown']
  if (failures.length > 0) return say(nextBroken, { file: failures[0].file })
  if (files.some((file) => kinds.json.test(file) || kinds.xml.test(file))) return say(nextOther)
  if (files.length === 0) return say(nextNone)
  return say(next, { command: commandLine('ocrdet', 'import', 'icdar2015', root, 'custom_data') })
}

function ambiguous({ root }: Source, found: ReadonlyMap<FormatName, readonly string[]>): UserError {
  const candidates = [...found].map(([name, files]) => `${name} (${files[0]})`)
  return new UserError({
    code: 'import-format-ambiguous',
    message: say(errorDetails['import-format-ambiguous'].message),
    expected: say(errorDetails['import-format-ambiguous'].expected),
    found: candidates.join(', '),
    where: root,
    next: say(errorDetails['import-format-ambiguous'].next, {
      command: commandLine('ocrdet', 'import', [...found.keys()][0], root, 'custom_data'),
    }),
  })
}

function ownLayout(root: string): UserError {
  return new UserError({
    code: 'import-own-layout',
    message: say(errorDetails['import-own-layout'].message),
    found: say(errorDetails['import-own-layout'].found),
    where: root,
    next: say(errorDetails['import-own-layout'].next, { command: commandLine('ocrdet', 'check', root) }),
  })
}
