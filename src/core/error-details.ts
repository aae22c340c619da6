// What errors say besides their headline (message, expected, found, next) in English and Chinese: the one catalogue, by code.
import { annotateDetails } from './error-details/annotate.ts'
import { archiveDetails } from './error-details/archive.ts'
import { clusterDetails } from './error-details/cluster.ts'
import { dataDetails } from './error-details/data.ts'
import { filesDetails } from './error-details/files.ts'
import { imagesDetails } from './error-details/images.ts'
import { modelsDetails } from './error-details/models.ts'
import { prepareDetails } from './error-details/prepare.ts'
import { recognizeDetails } from './error-details/recognize.ts'
import { requestsDetails } from './error-details/requests.ts'
import { runsDetails } from './error-details/runs.ts'
import { serverDetails } from './error-details/server.ts'
import { settingsDetails } from './error-details/settings.ts'
import { sweepsDetails } from './error-details/sweeps.ts'
import { trainingsDetails } from './error-details/trainings.ts'
import { usageDetails } from './error-details/usage.ts'
import type { ErrorCode } from './error-words.ts'
import type { InBoth } from './language.ts'

/** Keys begin with the part that they are said in; what follows tells the cases of one code apart. */
type DetailKey = `${'message' | 'expected' | 'found' | 'next'}${string}`

export const errorDetails = {
  ...annotateDetails,
  ...archiveDetails,
  ...clusterDetails,
  ...dataDetails,
  ...filesDetails,
  ...imagesDetails,
  ...modelsDetails,
  ...prepareDetails,
  ...recognizeDetails,
  ...requestsDetails,
  ...runsDetails,
  ...serverDetails,
  ...settingsDetails,
  ...sweepsDetails,
  ...trainingsDetails,
  ...usageDetails,
} as const satisfies Readonly<Partial<Record<ErrorCode, Readonly<Partial<Record<DetailKey, InBoth<string>>>>>>>
