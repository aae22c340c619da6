// A server without a socket, on folders of its own, and runs to look at.
import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll } from 'vitest'
import { createApp } from '../../src/server/app.ts'
import { defaultLimits, type ServerOptions } from '../../src/server/options.ts'
import { createServices, type Services } from '../../src/server/services.ts'
import { holdToContract } from './contract.ts'

export interface TestServer {
  readonly root: string
  readonly options: ServerOptions
  readonly services: Services
  readonly app: ReturnType<typeof createApp>
  /** Asks with the server's own host; the body is sent as JSON unless it is bytes. */
  ask(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Response>
  /** The JSON of a successful answer. */
  json(method: string, path: string, body?: unknown): Promise<never>
}

const opened: Services[] = []
if (process.env['VITEST'] !== undefined) afterAll(() => opened.forEach((services) => services.close())) // scripts use it too

/** A new server; `root` holds workdirs, outputs, uploads and the folder `data`, which is served. */
export function testServer(changes: Partial<ServerOptions> = {}): TestServer {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'ocrdet-server-')))
  const [workdirs, out, uploads, data] = ['workdirs', 'outputs', 'uploads', 'data'].map((name) => join(root, name))
  for (const folder of [workdirs, out, uploads, data]) mkdirSync(folder)
  const options: ServerOptions = {
    workdirs,
    out,
    uploads,
    folders: [data],
    client: undefined,
    host: '127.0.0.1',
    token: undefined,
    program: resolve('dist/cli/main.js'),
    version: '0.0.0',
    limits: defaultLimits,
    ...changes,
  }
  const services = createServices(options)
  opened.push(services)
  const app = createApp(services)
  const ask: TestServer['ask'] = async (method, path, body, headers = {}) => {
    const isBytes = body instanceof Uint8Array || typeof body === 'string' || body instanceof ReadableStream
    const sent = body === undefined ? undefined : isBytes ? body : JSON.stringify(body)
    const init = { method, headers: { host: '127.0.0.1:7860', ...headers }, ...(sent !== undefined && { body: sent }) }
    const duplex = body instanceof ReadableStream ? { duplex: 'half' } : {}
    const response = await app.request(`http://127.0.0.1:7860${path}`, { ...init, ...duplex } as RequestInit)
    await holdToContract(method, path, response)
    return response
  }
  const json = async (method: string, path: string, body?: unknown): Promise<never> => {
    const response = await ask(method, path, body)
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    return (await response.json()) as never
  }
  return { root, options, services, app, ask, json }
}

export interface FakeRun {
  readonly id?: string
  /** Lines after the first ones, without the line breaks. */
  readonly log?: readonly string[]
  readonly config?: string
}

/** Writes a run folder as a training would leave it. */
export function addRun(
  { options }: TestServer,
  { id = 'exp_20260105_143022', log = [], config }: FakeRun = {},
): string {
  const folder = join(options.workdirs, id)
  mkdirSync(join(folder, 'checkpoints'), { recursive: true })
  mkdirSync(join(folder, 'eval_results'))
  const head = ['[INFO] Starting training at 2026-01-05 14:30:22', '[CONFIG] Using device: cpu']
  writeFileSync(join(folder, 'log.txt'), `${[...head, ...log].join('\n')}\n`)
  writeFileSync(join(folder, 'config.yaml'), config ?? 'train_data_dir: /nowhere\nbatch_size: 4\nnum_epochs: 2\n')
  return folder
}

/** `[TRAIN]` lines of one epoch with these losses. */
export function trainLines(losses: readonly (number | string)[], epoch = 1, epochs = 2): string[] {
  return losses.map(
    (loss, iter) => `[TRAIN] Epoch ${epoch}/${epochs}, Iter ${iter}/${losses.length}, Loss: ${loss}, LR: 0.007000`,
  )
}
