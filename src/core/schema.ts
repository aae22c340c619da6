// Schemas of untrusted values. The only file that imports `zod`.
export { z } from 'zod'
