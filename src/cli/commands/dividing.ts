// The flags of commands that divide images into a training and a test part.
import { errorDetails } from '../../core/error-details.ts'
import { number, oneOf, text, wholeNumber } from '../../run/settings/kinds.ts'
import type { Values } from '../command.ts'
import { valueFlag, valueFlagOr } from '../flags.ts'

export const dividingFlags = {
  testShare: valueFlag(
    number(0, 1, { above: true }),
    'Test split fraction, where they are not divided already; 0.1 by default. 1 makes a test part only.',
  ),
  seed: valueFlagOr(1, wholeNumber(0, 4_294_967_295), 'The same seed divides the same images in the same way.'),
  groupBy: valueFlagOr(
    'none',
    oneOf('none', 'prefix', 'folder'),
    'Keeps images together: by the file name up to its last separator, or by the folder.',
  ),
  groupPattern: valueFlag(
    { ...text(errorDetails['bad-flag'].expectedPattern), placeholder: '<regex>' },
    'Keeps images together whose file names agree in what this (or its first group) matches.',
  ),
} as const

/** What was typed for them. */
export type Dividing = Values<typeof dividingFlags>
