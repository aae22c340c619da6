// What pages ask of the server, by name; answers are kept and shared, and asked again when the server tells of a change.
import { QueryClient, useQuery } from '@tanstack/react-query'
import { answer, api, ApiError } from './client.ts'

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5000,
      refetchOnWindowFocus: false,
      retry: (count, error) => count < 2 && error instanceof ApiError && error.failure.code === 'network',
    },
  },
})

/** How long answers that change only by what a person does are taken as fresh, in milliseconds. */
const calm = 60_000

export const useSystem = () =>
  useQuery({ queryKey: ['system'], queryFn: () => answer(api.system.$get()), staleTime: calm })

export const useModels = () => useQuery({ queryKey: ['models'], queryFn: () => answer(api.models.$get()) })

export const useDatasets = () => useQuery({ queryKey: ['datasets'], queryFn: () => answer(api.datasets.$get()) })

export const useOutputs = () => useQuery({ queryKey: ['outputs'], queryFn: () => answer(api.outputs.$get()) })

export const useExports = () => useQuery({ queryKey: ['exports'], queryFn: () => answer(api.exports.$get()) })

export const useJobs = () => useQuery({ queryKey: ['jobs'], queryFn: () => answer(api.jobs.$get()) })

export const useSettingForms = () =>
  useQuery({ queryKey: ['settings'], queryFn: () => answer(api.settings.$get()), staleTime: Infinity })

/** What a list of runs is asked for. */
export interface RunsQuery {
  readonly where?: string
  readonly search?: string
  readonly sort?: string
  readonly archived?: 'true' | 'false' | 'with'
}

export const useRuns = (query: RunsQuery = {}) =>
  useQuery({
    queryKey: ['runs', query],
    queryFn: () => answer(api.runs.$get({ query })),
    placeholderData: (previous) => previous,
  })

export const useRun = (run: string) =>
  useQuery({ queryKey: ['run', run], queryFn: () => answer(api.runs[':run'].$get({ param: { run } })) })

export const useDiagnosis = (run: string) =>
  useQuery({
    queryKey: ['run', run, 'diagnosis'],
    queryFn: () => answer(api.runs[':run'].diagnosis.$get({ param: { run } })),
  })

export const useEvaluation = (run: string, enabled = true) =>
  useQuery({
    queryKey: ['run', run, 'evaluation'],
    queryFn: () => answer(api.runs[':run'].evaluation.$get({ param: { run } })),
    enabled,
  })

/** A job with its result; undefined id: none. Its progress comes by events. */
export const useJob = (job: string | undefined) =>
  useQuery({
    queryKey: ['job', job],
    queryFn: () => answer(api.jobs[':job'].$get({ param: { job: job ?? '' } })),
    enabled: job !== undefined,
    staleTime: Infinity,
  })

/** Everything of one run is asked again. */
export function forgetRun(run: string): void {
  void queryClient.invalidateQueries({ queryKey: ['run', run] })
  void queryClient.invalidateQueries({ queryKey: ['runs'] })
}
