// The only file that imports `@hono/node-server`.
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'

export { getRequestListener } from '@hono/node-server'

/** What a handler returns when it has written its answer to the socket itself. */
export const alreadySent: Response = RESPONSE_ALREADY_SENT
