// The only door of `hono`.
export { Hono } from 'hono'
export type { Context, MiddlewareHandler } from 'hono'
