// Schemas of untrusted values. The only door of `zod`.
export { z } from 'zod'
