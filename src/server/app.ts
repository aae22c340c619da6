// The whole server as one app: guard, routes of every endpoint, the API's documents, and the built client.
import { editingEndpoints } from './contract/editing.ts'
import { allowingEndpoints } from './contract/allowing.ts'
import { datasetEndpoints } from './contract/datasets.ts'
import { detectEndpoints } from './contract/detect.ts'
import { endpoints } from './contract/endpoints.ts'
import { eventEndpoints } from './contract/events.ts'
import { jobEndpoints } from './contract/jobs.ts'
import { lifecycleEndpoints } from './contract/lifecycle.ts'
import { runEndpoints } from './contract/runs.ts'
import { systemEndpoints } from './contract/system.ts'
import { trainingEndpoints } from './contract/training.ts'
import { tuningEndpoints } from './contract/tuning.ts'
import { docsPage } from './http/docs-page.ts'
import { failureOf, failureResponse, inBoth } from './http/failure.ts'
import { guard } from './http/guard.ts'
import { securityHeaders } from './http/headers.ts'
import { Hono } from './http/hono.ts'
import { Routes } from './http/mount.ts'
import { openApiDocument } from './http/openapi.ts'
import { StaticFiles } from './http/static.ts'
import { allowingHandlers } from './routes/allowing.ts'
import { datasetHandlers } from './routes/datasets.ts'
import { editingHandlers } from './routes/editing.ts'
import { detectHandlers } from './routes/detect.ts'
import { eventHandlers } from './routes/events.ts'
import { jobHandlers } from './routes/jobs.ts'
import { lifecycleHandlers } from './routes/lifecycle.ts'
import { runHandlers } from './routes/runs.ts'
import { systemHandlers } from './routes/system.ts'
import { trainingHandlers } from './routes/training.ts'
import { tuningHandlers } from './routes/tuning.ts'
import type { Services } from './services.ts'
import { tell } from './tell.ts'

export function createApp(services: Services): Hono {
  const { options } = services
  const app = new Hono()
  app.use(securityHeaders)
  app.use(guard(options))
  new Routes(app)
    .mount(systemEndpoints, systemHandlers(services))
    .mount(runEndpoints, runHandlers(services))
    .mount(lifecycleEndpoints, lifecycleHandlers(services))
    .mount(trainingEndpoints, trainingHandlers(services))
    .mount(tuningEndpoints, tuningHandlers(services))
    .mount(datasetEndpoints, datasetHandlers(services))
    .mount(allowingEndpoints, allowingHandlers(services))
    .mount(editingEndpoints, editingHandlers(services))
    .mount(detectEndpoints, detectHandlers(services))
    .mount(jobEndpoints, jobHandlers(services))
    .mount(eventEndpoints, eventHandlers(services))
  app.get('/api/openapi.json', (context) => context.json(openApiDocument(endpoints, options.version)))
  app.get('/api/docs', (context) => context.html(docsPage(endpoints, options.version)))
  app.onError((error) => failureResponse(failureOf(error, tell)))
  addClient(app, options.client)
  return app
}

function addClient(app: Hono, client: string | undefined): void {
  const files = client === undefined ? undefined : new StaticFiles(client)
  app.notFound((context) => {
    const isRead = context.req.method === 'GET' || context.req.method === 'HEAD'
    const isApi = context.req.path.startsWith('/api')
    const file = isRead && !isApi ? files?.respond(context) : undefined
    if (file !== undefined) return file
    return failureResponse(
      inBoth({
        code: 'not-found',
        message: 'There is nothing at this address',
        found: `${context.req.method} ${context.req.path.slice(0, 200)}`,
        next: files === undefined && !isApi ? 'build the web interface: npm run build' : 'see /api/docs',
      }),
    )
  })
}
