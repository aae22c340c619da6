// The only file that imports `hono`.
export { Hono } from 'hono'
export type { Context, MiddlewareHandler } from 'hono'
