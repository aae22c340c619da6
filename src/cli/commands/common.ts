// Flags that several commands share.
import { errorDetails } from '../../core/error-details.ts'
import { text } from '../../run/settings/kinds.ts'
import { defaultWorkdirs } from '../../run/layout.ts'
import { valueFlagOr } from '../flags.ts'

export const workdirsFlag = valueFlagOr(
  defaultWorkdirs,
  text(errorDetails['bad-flag'].expectedFolder),
  'Folder that holds the runs.',
)

/** What a person may call a run; for help texts. */
/** What a person may name as a model; for help texts. */
export const modelWords = 'starter; a run folder, an id (exp_...), a name, or latest; a .pth or an .onnx file'

export const runWords = 'a run folder, an id (exp_...), a name, or latest'
