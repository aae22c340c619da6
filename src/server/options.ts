// What a server is told at its start.
import type { DetectTask } from '../tasks/models/detect.ts'

export interface ServerOptions {
  /** Folder of the runs. */
  readonly workdirs: string
  /** Where networks are computed; the processor by default. Trainings choose their own. */
  readonly device?: DetectTask['device']
  /** Folder of results: batches and exported models. */
  readonly out: string
  /** Folder of uploaded data sets and models. */
  readonly uploads: string
  /** Folders in which data sets and images may lie; that of uploads is one of them. */
  readonly folders: readonly string[]
  /** Folder of the built client; undefined serves the API alone. */
  readonly client: string | undefined
  readonly host: string
  readonly token: string | undefined
  /** Command that starts this program, for trainings: the file of the command line. */
  readonly program: string
  readonly version: string
  readonly limits: Limits
}

/** What may be uploaded. */
export interface Limits {
  readonly imageBytes: number
  readonly imagePixels: number
  /** Of a ZIP, packed. */
  readonly datasetBytes: number
  readonly modelBytes: number
  /** Of all uploads that were not removed. */
  readonly totalBytes: number
  readonly uploads: number
}

export const defaultLimits: Limits = {
  // a photograph of 100 megapixels as JPEG, or a scan as TIFF
  imageBytes: 200e6,
  // more than any telephone takes; three bytes each are 200 MB
  imagePixels: 2 ** 26,
  datasetBytes: 4e9,
  // the published checkpoint has 50 MB, with optimiser state 150
  modelBytes: 1e9,
  totalBytes: 20e9,
  uploads: 20_000,
}
