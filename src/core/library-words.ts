// What libraries say of a file that they cannot read, in our words: the one translation. Decoders of images: data/decoder-words.ts.
import { errorDetails } from './error-details.ts'
import { messageOf, systemCode } from './errors.ts'

/** What a library reads. */
export type LibraryFormat = 'zip' | 'tar' | 'xml' | 'yaml' | 'json' | 'regex' | 'onnx'

/** A message (or the code before it) of a library, and what it says of the file; `$1` is the first group of the pattern. */
type Wording = readonly [text: RegExp, found: string]

/** A ZIP archive whose entries, or the list of them, are encrypted. */
export const zipWithPassword = errorDetails['zip-encrypted'].found.en

/** zlib's errors, under ZIP and tar.gz alike. */
const packed = (archive: string): readonly Wording[] => [
  [/Z_BUF_ERROR|unexpected end of file/i, `${archive} that is cut short`],
  [/incorrect header check|unknown compression method/i, `a file that is not ${archive}`],
  [
    /Z_\w+_ERROR|incorrect (?:data|length) check|invalid (?:block|stored|code|distance|literal|bit)/i,
    `${archive} that is damaged`,
  ],
]

/** For each format the messages that are known (yauzl, tar, fast-xml-parser, yaml, V8, ONNX Runtime); the first that fits counts. */
const wordings: Readonly<Record<LibraryFormat, readonly Wording[]>> = {
  zip: [
    [/encrypt/i, zipWithPassword],
    [/End of central directory record signature not found|unexpected EOF/i, 'a ZIP archive that is cut short'],
    [/multi-disk/i, 'one part of a ZIP archive in several parts'],
    [/unsupported compression method: (\d+)/i, 'a ZIP archive packed by a method that is not read (number $1)'],
    [/file data overflows file bounds/i, 'a ZIP archive that is cut short'],
    [
      /too many bytes in the stream|not enough bytes in the stream/i,
      'a ZIP archive with a file of another size than it says',
    ],
    [
      /size mismatch|signature|comment length|zip64|extra field|expected .*size|too large/i,
      'a ZIP archive that is damaged',
    ],
    ...packed('a ZIP archive'),
  ],
  tar: [
    [/truncated input/i, 'a tar archive that is cut short'],
    [/checksum failure|path is required|linkpath|TAR_ENTRY_INVALID/i, 'a tar archive with a damaged entry'],
    [/unrecognized archive format/i, 'a file that is not a tar.gz archive'],
    ...packed('a tar.gz archive'),
    [/TAR_\w+/, 'a tar archive that is damaged'],
  ],
  xml: [
    [/start tag expected/i, 'text that is not XML'],
    [/unclosed tag '(.*)'/i, 'the element <$1> without an end'],
    [/invalid '\[.*"(.*)"\]' found/i, 'the end of the file, before the end of the element <$1>'],
    [
      /expected closing tag '(.*?)' \(opened in line (\d+).*instead of closing tag '(.*)'/i,
      '</$3> where </$1> must stand (opened in line $2)',
    ],
    [/closing tag '(.*)' has not been opened/i, '</$1> without a beginning'],
    [/closing tag '(.*)' (?:doesn't|can't)/i, 'an end tag </$1> that is not well formed'],
    [/attributes for '(.*)' have open quote/i, 'an attribute of <$1> without its closing quote'],
    [/attribute '(.*)' has no space/i, 'the attribute $1 without a space before it'],
    [
      /attribute '(.*)' is without value|boolean attribute '(.*)' is not allowed/i,
      'the attribute $1$2 without a value in quotes',
    ],
    [/attribute '(.*)' is repeated/i, 'the attribute $1 twice in one element'],
    [
      /(?:tag|attribute) '(.*)' is an invalid name|invalid tag name: (.*)/i,
      'the name "$1$2", which XML does not allow',
    ],
    [/char '&' is not expected/i, 'an & that is not written as &amp;'],
    [/char '(.*)' is not expected/i, 'the character "$1" outside of any element'],
    [/invalid space after '<'/i, 'a space after <'],
    [/multiple possible root|extra text at the end/i, 'something after the end of the root element'],
    [/xml declaration allowed only/i, 'an XML declaration that is not at the start'],
    [/maximum nested tags/i, 'elements nested too deeply'],
    [/reserved JavaScript/i, 'an element with a name that is not taken'],
    [/entit(?:y|ies)|expan(?:d|sion)/i, 'entities that are not read, or too many of them'],
    [/DOCTYPE/i, 'a document type declaration that is not well formed'],
    [/not closed|unclosed|unexpected end|unterminated/i, 'a part without an end'],
  ],
  yaml: [
    [/TAB_AS_INDENT/, 'a tab in the indentation, where YAML wants spaces'],
    [/BAD_INDENT/, 'an indentation that does not fit the lines above'],
    [/DUPLICATE_KEY/, 'the same name twice'],
    [/unresolved alias .*: (.*)/i, 'the alias *$1 without its anchor'],
    [/excessive alias/i, 'aliases that unfold to more than is read'],
    [/BAD_ALIAS|alias/i, 'an alias that cannot be followed'],
    [/MULTIPLE_DOCS/, 'several YAML documents in one file'],
    [/MISSING_CHAR/, 'a missing quote, bracket, comma or colon'],
    [/MULTILINE_IMPLICIT_KEY|BLOCK_AS_IMPLICIT_KEY/, 'a name over several lines, or a colon too many'],
    [/BAD_DQ_ESCAPE/, 'an unknown escape after \\ in double quotes'],
    [/TAG_RESOLVE_FAILED|MULTIPLE_TAGS/, 'a tag (!) that is not known'],
    [/UNEXPECTED_TOKEN|BAD_SCALAR_START|BLOCK_IN_FLOW/, 'a character that cannot stand there'],
  ],
  json: [
    [/unexpected end|unterminated/i, 'JSON that is cut short'],
    [/at position \d+ \(line (\d+) column (\d+)\)/i, 'text that is not JSON (line $1, column $2)'],
    [/is not valid JSON|JSON at position/i, 'text that is not JSON'],
  ],
  regex: [
    [/unterminated group/i, 'a ( without its )'],
    [/unmatched '\)'/i, 'a ) without its ('],
    [/unterminated character class/i, 'a [ without its ]'],
    [/nothing to repeat/i, 'a *, + or ? with nothing before it'],
    [/lone quantifier brackets/i, 'a {, } or ] that must be written as \\{, \\} or \\]'],
    [/incomplete quantifier|out of order in \{\}/i, 'a {} that does not hold one number or a range'],
    [/out of order in character class|invalid character class/i, 'a range in [] that cannot be one'],
    [/\\ at end of pattern/i, 'a \\ at the end'],
    [/escape/i, 'a \\ before a character that has no meaning with it'],
    [/capture group name|named (?:reference|capture)/i, 'a (?<name>) that is not well formed, missing or there twice'],
    [/invalid group/i, 'a (? that begins no kind of group'],
    [/property name/i, 'a \\p{} with a property that does not exist'],
    [/too large|stack overflow/i, 'a pattern that is too large'],
  ],
  onnx: [
    [/protobuf parsing failed|invalid protobuf/i, 'a file that is not ONNX, or is cut short'],
    [/unsupported model ir version: (\d+).*version: (\d+)/i, 'a model of IR version $1, where at most $2 is read'],
    [/opset (\d+) is under development.*till opset (\d+)/i, 'a model of operator set $1, where at most $2 is read'],
    [/no such file|doesn't exist|system error number 2\b/i, 'no such file'],
    [/system error number 13|permission denied/i, 'a file that may not be read'],
    [
      /(\S+)\(-?\d+\) is not a registered function\/op|no opset import for domain '?(\S*?)'?$/i,
      'the operator $1$2, which is not known',
    ],
    [/(?:not find an implementation|not_implemented).*?(\w+)\(\d+\)/i, 'the operator $1 with types that are not run'],
    [/external data|external initializer/i, 'weights in another file that is missing'],
    [/type error: (.*)/i, 'types that do not fit ($1)'],
    [/shape/i, 'shapes that do not fit one another'],
  ],
}

/** What is said of a message that no pattern fits. */
const others: Readonly<Record<LibraryFormat, string>> = {
  zip: 'a ZIP archive that cannot be read',
  tar: 'an archive that cannot be read',
  xml: 'XML that cannot be read',
  yaml: 'YAML that cannot be read',
  json: 'JSON that cannot be read',
  regex: 'a pattern that is no regular expression',
  onnx: 'a model that ONNX Runtime does not load',
}

/**
 * What was found, as a noun phrase, in place of the library's message; of a message that is not known its first line is added in
 * brackets. The library's error belongs into `cause`.
 */
export function wordsFor(format: LibraryFormat, error: unknown): string {
  const message = messageOf(error).trim().split('\n')[0]
  const text = [tarCodeOf(error), systemCode(error), message].filter((part) => part !== undefined).join(' ')
  for (const [pattern, found] of wordings[format]) {
    const match = pattern.exec(text)
    if (match !== null) return found.replaceAll(/\$(\d)/g, (_, group: string) => match.at(Number(group)) ?? '')
  }
  return message === '' ? others[format] : `${others[format]} (the library says: ${message})`
}

function tarCodeOf(error: unknown): string | undefined {
  return error instanceof Error && 'tarCode' in error ? String(error.tarCode) : undefined
}
