// What the browser's side needs to know of the server: types only. Import it with `import type`; nothing of the server is pulled in.
import type { z } from '../core/schema.ts'
import type { Endpoint, ParamNames } from './contract/endpoint.ts'
import type { EndpointName, endpoints } from './contract/endpoints.ts'
import type { Hono } from './http/hono.ts'

export type { Failure, Words } from './contract/common.ts'
export type { CheckReport, DatasetSource, Distribution, ProblemGroup } from './contract/datasets.ts'
export type { Detection, Model, Upload } from './contract/detect.ts'
export type { EditedImage, EditedText, EditingState } from './contract/editing.ts'
export type { ErrorShare } from './contract/evaluation.ts'
export type { EndpointName } from './contract/endpoints.ts'
export type { RunEvent, ServerEvent } from './contract/events.ts'
export type { Job, JobKind, JobRequest, JobResult } from './contract/jobs.ts'
export type { Curves, Diagnosis, Finding, LogLine, RunPage, RunRow, Series } from './contract/runs.ts'
export type { Estimate, Launch, Preset, Readiness, SettingForm } from './contract/training.ts'
export type { Tuning } from './contract/tuning.ts'

type Table = typeof endpoints

/** What comes out of an endpoint as JSON. */
export type Result<Name extends EndpointName> = Table[Name] extends { readonly result: infer R extends z.ZodType }
  ? z.output<R>
  : never

/** What goes into an endpoint as JSON. */
export type Body<Name extends EndpointName> = Table[Name] extends { readonly body: infer B extends z.ZodType }
  ? z.input<B>
  : never

/** Values behind the question mark: all are texts on the way. */
type QueryTexts<Q> = { readonly [Key in keyof Q]: string | Extract<Q[Key], undefined> }

type Input<E extends Endpoint> = ([ParamNames<E['path']>] extends [never]
  ? object
  : { readonly param: Readonly<Record<ParamNames<E['path']>, string>> }) &
  (E extends { readonly query: infer Q extends z.ZodType } ? { readonly query: QueryTexts<z.input<Q>> } : object) &
  (E extends { readonly body: infer B extends z.ZodType } ? { readonly json: z.input<B> } : object)

type Output<E extends Endpoint> = E extends { readonly result: infer R extends z.ZodType }
  ? { output: z.output<R>; outputFormat: 'json'; status: 200 }
  : { output: string; outputFormat: 'body'; status: 200 }

type RouteOf<E extends Endpoint> = {
  readonly [Path in E['path']]: { readonly [M in `$${E['method']}`]: { readonly input: Input<E> } & Output<E> }
}

type Intersection<T> = (T extends unknown ? (value: T) => void : never) extends (value: infer All) => void ? All : never

type Routes = Intersection<{ [Name in EndpointName]: RouteOf<Table[Name]> }[EndpointName]>

/** For `hc<AppType>('/')` of hono/client. */
export type AppType = Hono<object, Routes>
