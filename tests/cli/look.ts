// Ways to look at texts in tests: a width, without colours.
import { paintWith } from '../../src/cli/text/colors.ts'
import type { Look } from '../../src/cli/text/look.ts'

/** A terminal without colours; as wide as needed by default. */
export function plain(columns = Infinity): Look {
  return { columns, paint: paintWith(false) }
}
