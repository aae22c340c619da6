// `zod` for those who may never need it: loading its hundred files takes half as long as starting Node itself.
import { createRequire } from 'node:module'
import type { z } from './schema.ts'

let loaded: typeof z | undefined

/** The library, loaded at the first call. */
export function schemas(): typeof z {
  loaded ??= (createRequire(import.meta.url)('zod') as { readonly z: typeof z }).z
  return loaded
}
