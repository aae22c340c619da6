// A server of the built program in a folder of its own, which can be killed and started again.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { mainFile } from '../../tests/cli/run-built.ts'

export interface Served {
  readonly address: string
  /** What the server of the last start printed. */
  readonly printed: () => string
  /** Ends the server at once, as a crash would. */
  readonly kill: () => Promise<void>
  /** Starts it again on the same port. */
  readonly start: () => Promise<void>
}

/** Serves `folder` on a free port of this machine; `words` are more of the command's. */
export async function serve(folder: string, words: readonly string[] = []): Promise<Served> {
  const port = await freePort()
  const address = `http://127.0.0.1:${port}`
  let child: ChildProcess | undefined
  let printed = ''
  const start = async (): Promise<void> => {
    printed = ''
    const started = spawn(process.execPath, [mainFile, 'serve', '--port', String(port), ...words], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [started.stdout, started.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (printed += text))
    child = started
    await answering(address)
  }
  const kill = async (): Promise<void> => {
    if (child === undefined || child.exitCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }
  await start()
  return { address, printed: () => printed, kill, start }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const place = server.address()
  server.close()
  await once(server, 'close')
  if (place === null || typeof place === 'string') throw new Error('no port')
  return place.port
}

async function answering(address: string): Promise<void> {
  const until = Date.now() + 60_000
  while (Date.now() < until) {
    const isThere = await fetch(`${address}/api/system`).then(
      () => true,
      () => false,
    )
    if (isThere) return
    await new Promise((resolve) => {
      setTimeout(resolve, 100)
    })
  }
  throw new Error(`${address} does not answer`)
}
