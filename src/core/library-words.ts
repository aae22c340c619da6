// What libraries say of a file that they cannot read, in our words: the one translation, and long as it is a table. Decoders of images: data/decoder-words.ts.
import { errorDetails } from './error-details.ts'
import { messageOf, systemCode } from './errors.ts'
import type { InBoth } from './language.ts'

/** What a library reads. */
export type LibraryFormat = 'zip' | 'tar' | 'xml' | 'yaml' | 'json' | 'regex' | 'onnx'

/** A message (or the code before it) of a library, and what it says of the file; `$1` is the first group of the pattern. */
type Wording = readonly [text: RegExp, en: string, zh: string]

/** What yauzl says of an archive whose entries, or the list of them, are encrypted. */
const encrypted = /encrypt/i
const zipWithPassword = errorDetails['zip-encrypted'].found

/** zlib's errors, under ZIP and tar.gz alike. */
const packed = (en: string, zh: string): readonly Wording[] => [
  [/Z_BUF_ERROR|unexpected end of file/i, `${en} that is cut short`, `不完整的 ${zh}`],
  [/incorrect header check|unknown compression method/i, `a file that is not ${en}`, `不是 ${zh}的文件`],
  [
    /Z_\w+_ERROR|incorrect (?:data|length) check|invalid (?:block|stored|code|distance|literal|bit)/i,
    `${en} that is damaged`,
    `已损坏的 ${zh}`,
  ],
]

/** For each format the messages that are known (yauzl, tar, fast-xml-parser, yaml, V8, ONNX Runtime); the first that fits counts. */
const wordings: Readonly<Record<LibraryFormat, readonly Wording[]>> = {
  zip: [
    [encrypted, zipWithPassword.en, zipWithPassword.zh],
    [
      /End of central directory record signature not found|unexpected EOF/i,
      'a ZIP archive that is cut short',
      '不完整的 ZIP 压缩包',
    ],
    [/multi-disk/i, 'one part of a ZIP archive in several parts', '分卷 ZIP 压缩包的其中一卷'],
    [
      /unsupported compression method: (\d+)/i,
      'a ZIP archive packed by a method that is not read (number $1)',
      '压缩方法无法读取的 ZIP 压缩包（编号 $1）',
    ],
    [/file data overflows file bounds/i, 'a ZIP archive that is cut short', '不完整的 ZIP 压缩包'],
    [
      /too many bytes in the stream|not enough bytes in the stream/i,
      'a ZIP archive with a file of another size than it says',
      '所含文件的大小与记录不符的 ZIP 压缩包',
    ],
    [
      /size mismatch|signature|comment length|zip64|extra field|expected .*size|too large/i,
      'a ZIP archive that is damaged',
      '已损坏的 ZIP 压缩包',
    ],
    ...packed('a ZIP archive', 'ZIP 压缩包'),
  ],
  tar: [
    [/truncated input/i, 'a tar archive that is cut short', '不完整的 tar 归档'],
    [
      /checksum failure|path is required|linkpath|TAR_ENTRY_INVALID/i,
      'a tar archive with a damaged entry',
      '含有损坏条目的 tar 归档',
    ],
    [/unrecognized archive format/i, 'a file that is not a tar.gz archive', '不是 tar.gz 归档的文件'],
    ...packed('a tar.gz archive', 'tar.gz 归档'),
    [/TAR_\w+/, 'a tar archive that is damaged', '已损坏的 tar 归档'],
  ],
  xml: [
    [/start tag expected/i, 'text that is not XML', '不是 XML 的文本'],
    [/unclosed tag '(.*)'/i, 'the element <$1> without an end', '元素 <$1> 没有结束标签'],
    [
      /invalid '\[.*"(.*)"\]' found/i,
      'the end of the file, before the end of the element <$1>',
      '元素 <$1> 尚未结束，文件已到末尾',
    ],
    [
      /expected closing tag '(.*?)' \(opened in line (\d+).*instead of closing tag '(.*)'/i,
      '</$3> where </$1> must stand (opened in line $2)',
      '应为 </$1> 之处是 </$3>（在第 $2 行开始）',
    ],
    [/closing tag '(.*)' has not been opened/i, '</$1> without a beginning', '</$1> 没有开始标签'],
    [/closing tag '(.*)' (?:doesn't|can't)/i, 'an end tag </$1> that is not well formed', '结束标签 </$1> 格式不正确'],
    [
      /attributes for '(.*)' have open quote/i,
      'an attribute of <$1> without its closing quote',
      '<$1> 的属性缺少结束引号',
    ],
    [/attribute '(.*)' has no space/i, 'the attribute $1 without a space before it', '属性 $1 之前缺少空格'],
    [
      /attribute '(.*)' is without value|boolean attribute '(.*)' is not allowed/i,
      'the attribute $1$2 without a value in quotes',
      '属性 $1$2 没有带引号的值',
    ],
    [/attribute '(.*)' is repeated/i, 'the attribute $1 twice in one element', '同一元素中属性 $1 重复出现'],
    [
      /(?:tag|attribute) '(.*)' is an invalid name|invalid tag name: (.*)/i,
      'the name "$1$2", which XML does not allow',
      '名称 "$1$2"，XML 不允许这样命名',
    ],
    [/char '&' is not expected/i, 'an & that is not written as &amp;', '未写成 &amp; 的 &'],
    [/char '(.*)' is not expected/i, 'the character "$1" outside of any element', '元素之外的字符 "$1"'],
    [/invalid space after '<'/i, 'a space after <', '< 之后有空格'],
    [
      /multiple possible root|extra text at the end/i,
      'something after the end of the root element',
      '根元素结束之后还有内容',
    ],
    [/xml declaration allowed only/i, 'an XML declaration that is not at the start', 'XML 声明不在文件开头'],
    [/maximum nested tags/i, 'elements nested too deeply', '元素嵌套过深'],
    [/reserved JavaScript/i, 'an element with a name that is not taken', '元素使用了不接受的名称'],
    [
      /entit(?:y|ies)|expan(?:d|sion)/i,
      'entities that are not read, or too many of them',
      '含有无法读取的实体，或实体过多',
    ],
    [/DOCTYPE/i, 'a document type declaration that is not well formed', '文档类型声明格式不正确'],
    [/not closed|unclosed|unexpected end|unterminated/i, 'a part without an end', '有一部分没有结束'],
  ],
  yaml: [
    [/TAB_AS_INDENT/, 'a tab in the indentation, where YAML wants spaces', '缩进中有制表符，而 YAML 要求使用空格'],
    [/BAD_INDENT/, 'an indentation that does not fit the lines above', '缩进与上面各行不一致'],
    [/DUPLICATE_KEY/, 'the same name twice', '同一名称出现两次'],
    [/unresolved alias .*: (.*)/i, 'the alias *$1 without its anchor', '别名 *$1 没有对应的锚点'],
    [/excessive alias/i, 'aliases that unfold to more than is read', '别名展开后的内容超出读取上限'],
    [/BAD_ALIAS|alias/i, 'an alias that cannot be followed', '无法解析的别名'],
    [/MULTIPLE_DOCS/, 'several YAML documents in one file', '一个文件中有多个 YAML 文档'],
    [/MISSING_CHAR/, 'a missing quote, bracket, comma or colon', '缺少引号、括号、逗号或冒号'],
    [
      /MULTILINE_IMPLICIT_KEY|BLOCK_AS_IMPLICIT_KEY/,
      'a name over several lines, or a colon too many',
      '名称跨越多行，或多了一个冒号',
    ],
    [/BAD_DQ_ESCAPE/, 'an unknown escape after \\ in double quotes', '双引号中 \\ 之后的转义无法识别'],
    [/TAG_RESOLVE_FAILED|MULTIPLE_TAGS/, 'a tag (!) that is not known', '无法识别的标签（!）'],
    [/UNEXPECTED_TOKEN|BAD_SCALAR_START|BLOCK_IN_FLOW/, 'a character that cannot stand there', '该处不允许出现的字符'],
  ],
  json: [
    [/unexpected end|unterminated/i, 'JSON that is cut short', '不完整的 JSON'],
    [
      /at position \d+ \(line (\d+) column (\d+)\)/i,
      'text that is not JSON (line $1, column $2)',
      '不是 JSON 的文本（第 $1 行第 $2 列）',
    ],
    [/is not valid JSON|JSON at position/i, 'text that is not JSON', '不是 JSON 的文本'],
  ],
  regex: [
    [/unterminated group/i, 'a ( without its )', '( 没有对应的 )'],
    [/unmatched '\)'/i, 'a ) without its (', ') 没有对应的 ('],
    [/unterminated character class/i, 'a [ without its ]', '[ 没有对应的 ]'],
    [/nothing to repeat/i, 'a *, + or ? with nothing before it', '*、+ 或 ? 之前没有可重复的内容'],
    [
      /lone quantifier brackets/i,
      'a {, } or ] that must be written as \\{, \\} or \\]',
      '{、} 或 ] 须写成 \\{、\\} 或 \\]',
    ],
    [
      /incomplete quantifier|out of order in \{\}/i,
      'a {} that does not hold one number or a range',
      '{} 中不是一个数字或范围',
    ],
    [
      /out of order in character class|invalid character class/i,
      'a range in [] that cannot be one',
      '[] 中的范围不成立',
    ],
    [/\\ at end of pattern/i, 'a \\ at the end', '末尾有 \\'],
    [/escape/i, 'a \\ before a character that has no meaning with it', '\\ 之后的字符没有转义含义'],
    [
      /capture group name|named (?:reference|capture)/i,
      'a (?<name>) that is not well formed, missing or there twice',
      '(?<name>) 格式不正确、缺失或重复',
    ],
    [/invalid group/i, 'a (? that begins no kind of group', '(? 不是任何一种分组的开头'],
    [/property name/i, 'a \\p{} with a property that does not exist', '\\p{} 中的属性不存在'],
    [/too large|stack overflow/i, 'a pattern that is too large', '正则表达式过大'],
  ],
  onnx: [
    [
      /protobuf parsing failed|invalid protobuf/i,
      'a file that is not ONNX, or is cut short',
      '不是 ONNX 或不完整的文件',
    ],
    [
      /unsupported model ir version: (\d+).*version: (\d+)/i,
      'a model of IR version $1, where at most $2 is read',
      'IR 版本为 $1 的模型，最高支持 $2',
    ],
    [
      /opset (\d+) is under development.*till opset (\d+)/i,
      'a model of operator set $1, where at most $2 is read',
      '算子集版本为 $1 的模型，最高支持 $2',
    ],
    [/no such file|doesn't exist|system error number 2\b/i, 'no such file', '没有该文件'],
    [/system error number 13|permission denied/i, 'a file that may not be read', '没有权限读取的文件'],
    [
      /(\S+)\(-?\d+\) is not a registered function\/op|no opset import for domain '?(\S*?)'?$/i,
      'the operator $1$2, which is not known',
      '无法识别的算子 $1$2',
    ],
    [
      /(?:not find an implementation|not_implemented).*?(\w+)\(\d+\)/i,
      'the operator $1 with types that are not run',
      '算子 $1 使用了不支持的数据类型',
    ],
    [
      /external data|external initializer/i,
      'weights in another file that is missing',
      '权重位于另一个文件中，而该文件缺失',
    ],
    [/type error: (.*)/i, 'types that do not fit ($1)', '数据类型不匹配（$1）'],
    [/shape/i, 'shapes that do not fit one another', '形状互不匹配'],
  ],
}

/** What is said of a message that no pattern fits. */
const others: Readonly<Record<LibraryFormat, InBoth<string>>> = {
  zip: { en: 'a ZIP archive that cannot be read', zh: '无法读取的 ZIP 压缩包' },
  tar: { en: 'an archive that cannot be read', zh: '无法读取的归档' },
  xml: { en: 'XML that cannot be read', zh: '无法读取的 XML' },
  yaml: { en: 'YAML that cannot be read', zh: '无法读取的 YAML' },
  json: { en: 'JSON that cannot be read', zh: '无法读取的 JSON' },
  regex: { en: 'a pattern that is no regular expression', zh: '不是正则表达式' },
  onnx: { en: 'a model that ONNX Runtime does not load', zh: 'ONNX Runtime 无法加载的模型' },
}

/** All that is said, for tests: each with the format and the pattern, if any. */
export const libraryWords: readonly (InBoth<string> & { readonly about: string })[] = [
  ...Object.entries(wordings).flatMap(([format, rows]) =>
    rows.map(([text, en, zh]) => ({ about: `${format} ${text.source}`, en, zh })),
  ),
  ...Object.entries(others).map(([format, words]) => ({ about: format, ...words })),
]

/**
 * What was found, as a noun phrase, in place of the library's message; of a message that is not known its first line is added in
 * brackets. The library's error belongs into `cause`.
 */
export function wordsFor(format: LibraryFormat, error: unknown): InBoth<string> {
  const message = messageOf(error).trim().split('\n')[0]
  const text = textOf(error, message)
  for (const [pattern, en, zh] of wordings[format]) {
    const match = pattern.exec(text)
    if (match === null) continue
    const filled = (words: string): string =>
      words.replaceAll(/\$(\d)/g, (_, group: string) => match.at(Number(group)) ?? '')
    return { en: filled(en), zh: filled(zh) }
  }
  const { en, zh } = others[format]
  return message === ''
    ? { en, zh }
    : { en: `${en} (the library says: ${message})`, zh: `${zh}（库的提示：${message}）` }
}

/** Whether yauzl refuses an archive, or an entry of it, because it is encrypted. */
export function isEncryptedZip(error: unknown): boolean {
  return encrypted.test(textOf(error, messageOf(error)))
}

function textOf(error: unknown, message: string): string {
  return [tarCodeOf(error), systemCode(error), message].filter((part) => part !== undefined).join(' ')
}

function tarCodeOf(error: unknown): string | undefined {
  return error instanceof Error && 'tarCode' in error ? String(error.tarCode) : undefined
}
