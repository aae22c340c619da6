// Live updates: of one run from a position on, and of the whole server.
import { logStart } from '../../run/log-reader.ts'
import type { eventEndpoints } from '../contract/events.ts'
import type { Handlers } from '../http/mount.ts'
import { parsePosition } from '../live/position.ts'
import { runOf, type Services } from '../services.ts'

export function eventHandlers(services: Services): Handlers<typeof eventEndpoints> {
  return {
    runEvents: ({ params, query }, request) => {
      // a browser that reconnects says where it was
      const from = request.headers.get('last-event-id') ?? query.from
      const position = from === undefined ? logStart : parsePosition(from)
      return services.runFeeds.source(runOf(services, params.run), position)
    },
    serverEvents: () => services.serverFeed.events,
  }
}
