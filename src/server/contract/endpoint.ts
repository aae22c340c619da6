// What one endpoint is: method, path, what goes in and what comes out. Routes, checks, documentation and client types follow from it.
import type { z } from '../../core/schema.ts'

export type Method = 'get' | 'post' | 'put' | 'delete'

/** One endpoint. Exactly one of `result`, `events` and `file` says what comes out. */
export interface Endpoint {
  readonly method: Method
  /** `/api/runs/:run/log`. */
  readonly path: `/api/${string}`
  /** One sentence for the documentation. */
  readonly does: string
  /** Values behind the question mark; texts, or schemas that read texts. */
  readonly query?: z.ZodObject
  /** A JSON body. */
  readonly body?: z.ZodType
  /** The body is a file as it is, not JSON. */
  readonly upload?: true
  /** JSON comes out. */
  readonly result?: z.ZodType
  /** A stream of server-sent events comes out; each event's `data` is JSON of this schema. */
  readonly events?: z.ZodType
  /** A file of this media type comes out. */
  readonly file?: string
}

/** Declares an endpoint and keeps its exact type. */
export function endpoint<const E extends Endpoint>(declared: E): E {
  return declared
}

export type Endpoints = Readonly<Record<string, Endpoint>>

/** Names of the `:params` of a path. */
export type ParamNames<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParamNames<Rest>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never

/** Every list and object in it read-only, so that reports of tasks fit. */
export type DeepReadonly<T> = T extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T

/** What a handler is given, checked. */
export interface InputOf<E extends Endpoint> {
  readonly params: Readonly<Record<ParamNames<E['path']>, string>>
  readonly query: E extends { readonly query: infer Q extends z.ZodType } ? z.output<Q> : undefined
  readonly body: E extends { readonly body: infer B extends z.ZodType } ? z.output<B> : undefined
}

/** What a handler of JSON answers. */
export type ResultOf<E extends Endpoint> = E extends { readonly result: infer R extends z.ZodType }
  ? DeepReadonly<z.input<R>>
  : never

/** The data of an endpoint's events. */
export type EventOf<E extends Endpoint> = E extends { readonly events: infer V extends z.ZodType } ? z.input<V> : never
