// A ground-truth line with its numbers spelled as the reader wants them.
// White space is matched in one way only: a few runs of tabs must not be tried in every split.
const separator = String.raw`(?:\s*[,，;；]\s*|\s+)`
const pieces = new RegExp(`^\\s*((?:[^,，;；\\s]+${separator}){7}[^,，;；\\s]+)(?:${separator}(.*))?$`, 'su')
const furtherNumbers = /^((?:[+-]?[\d.]+\s*[,，;；\t]\s*)+)(.*)$/su

/**
 * The line with commas between its leading numbers and plain digits in them (`１２，３４` becomes `12,34`); its transcript stays
 * untouched. Undefined when it does not begin with eight fields. Whether they are numbers is for the reader to say.
 */
export function respell(line: string): string | undefined {
  const match = pieces.exec(line)
  if (match === null) return undefined
  const [, first, rest] = match
  const further = furtherNumbers.exec(rest ?? '')
  const fields = [...plainFields(first), ...(further === null ? [] : plainFields(further[1]))]
  const transcript = further === null ? rest : further[2]
  return [...fields, ...(transcript === undefined ? [] : [transcript])].join(',')
}

function plainFields(text: string): string[] {
  return text
    .split(/[,，;；\s]+/u)
    .filter((field) => field !== '')
    .map((field) => field.normalize('NFKC'))
}
