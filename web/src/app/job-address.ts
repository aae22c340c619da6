// Where a job's result is, or where it is followed while it goes on. Pure.
import type { Job, JobKind, JobResult } from '../../../src/server/api.ts'
import { editAddress } from '../correct/address.ts'

const query = (values: Readonly<Record<string, string>>): string => String(new URLSearchParams(values))
const checked = (data: string, more: Readonly<Record<string, string>> = {}): string =>
  `/data/view?${query({ data, tab: 'check', ...more })}`

type Addresses = {
  readonly [Kind in JobKind]: (job: Job, result: Extract<JobResult, { kind: Kind }> | undefined) => string | undefined
}

const addresses: Addresses = {
  check: ({ id, subject }) => checked(subject, { job: id }),
  import: ({ id, subject }) => checked(subject, { import: id }),
  repair: ({ id, subject }) => checked(subject, { repair: id }),
  label: (_, made) => (made === undefined ? '/data' : editAddress({ data: made.root })),
  'label-again': ({ subject }) => editAddress({ data: subject }),
  'add-to-data': ({ subject }, made) =>
    editAddress({
      data: made?.root ?? subject,
      ...(made?.first && { split: made.first.split, image: made.first.index }),
    }),
  split: ({ subject }) => editAddress({ data: subject }),
  'demo-data': (_, made) => (made === undefined ? '/data' : checked(made.root)),
  detect: ({ id }, made) =>
    made === undefined ? `/batch?${query({ job: id })}` : `/batch/${encodeURIComponent(made.output)}`,
  export: (_, made) => (made === undefined ? '/export' : `/export?${query({ file: made.file })}`),
  verify: ({ subject }) => `/export?${query({ file: subject })}`,
  archive: () => '/runs?archived=true',
  restore: (_, made) => (made === undefined ? '/runs' : `/runs/${encodeURIComponent(made.id)}`),
  evaluate: () => undefined,
}

/** The address of what a job makes or has made; undefined where there is nothing to see. */
export function jobAddress(job: Job): string | undefined {
  const result = job.result?.kind === job.kind ? job.result : undefined
  return addresses[job.kind](job, result as never)
}
