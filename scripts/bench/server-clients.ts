// Clients of a server that cost as little as they can, as they run on the same cores: bare sockets for streams, kept connections for requests.
import { Agent, get } from 'node:http'
import { connect, type Socket } from 'node:net'

export interface Watchers {
  /** Bytes, events and pieces that came in, of all of them. */
  readonly received: { bytes: number; events: number; pieces: number }
  close(): void
}

/** Follows a stream of events so many times. */
export async function watch(address: string, count: number): Promise<Watchers> {
  const { hostname, port, pathname, search } = new URL(address)
  const received = { bytes: 0, events: 0, pieces: 0 }
  const open = (): Promise<Socket> =>
    new Promise((resolve, reject) => {
      const socket = connect({ host: hostname, port: Number(port) })
      socket.once('error', reject)
      socket.once('data', () => resolve(socket))
      socket.on('data', (piece) => {
        received.bytes += piece.length
        received.pieces++
        for (let at = piece.indexOf('event: '); at >= 0; at = piece.indexOf('event: ', at + 1)) received.events++
      })
      socket.write(`GET ${pathname}${search} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nAccept: text/event-stream\r\n\r\n`)
    })
  const sockets: Socket[] = []
  for (let opened = 0; opened < count; opened++) sockets.push(await open())
  return { received, close: () => sockets.forEach((socket) => socket.destroy()) }
}

export interface Asked {
  /** Milliseconds of each request. */
  readonly times: readonly number[]
  readonly errors: number
}

/** Asks for the addresses in turn, so many a second. */
export async function askSteadily(
  addresses: readonly string[],
  { seconds, rate }: { readonly seconds: number; readonly rate: number },
): Promise<Asked> {
  const agent = new Agent({ keepAlive: true })
  const times: number[] = []
  let errors = 0
  const ask = async (address: string): Promise<void> => {
    const started = performance.now()
    const isRight = await status(address, agent).then((code) => code === 200, () => false)
    times.push(performance.now() - started)
    if (!isRight) errors++
  }
  const asking: Promise<void>[] = []
  const begun = performance.now()
  for (let count = 0; count < seconds * rate; count++) {
    asking.push(ask(addresses[count % addresses.length]))
    await pauseUntil(begun + ((count + 1) * 1000) / rate)
  }
  await Promise.all(asking)
  await pauseUntil(begun + seconds * 1000)
  agent.destroy()
  return { times: times.sort((a, b) => a - b), errors }
}

function status(address: string, agent: Agent): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const request = get(address, { agent }, (response) => {
      response.resume()
      response.once('end', () => resolve(response.statusCode))
      response.once('error', reject)
    })
    request.once('error', reject)
  })
}

function pauseUntil(time: number): Promise<void> {
  return new Promise((done) => setTimeout(done, Math.max(0, time - performance.now())))
}
