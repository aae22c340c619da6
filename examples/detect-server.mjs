// Finds and reads text in an HTTP handler: node detect-server.mjs [model] [port], then curl --data-binary @photo.jpg http://127.0.0.1:8000/
import { createServer } from 'node:http'
import { openDetector, UserError } from 'ocrdet'

const [model = 'starter', port = '8000'] = process.argv.slice(2)
const mostBytes = 32 * 2 ** 20
const detector = await openDetector({ model })

const server = createServer((request, response) => {
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  void detect(request, gone.signal).then(({ status, answer }) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer)),
  )
})
// On this machine alone: whoever opens it to others must ask for a password first.
server.listen(Number(port), '127.0.0.1', () => {
  const address = server.address()
  console.log(`listening on http://127.0.0.1:${typeof address === 'object' ? address?.port : port}`)
})
process.once('SIGTERM', () => server.close(() => void detector.close()))

/** @type {(request: import('node:http').IncomingMessage, signal: AbortSignal) => Promise<{ status: number, answer: object }>} */
async function detect(request, signal) {
  try {
    const { texts, width, height } = await detector.detect(await bytesOf(request), { read: true, signal })
    return { status: 200, answer: { width, height, texts } }
  } catch (error) {
    if (!(error instanceof UserError)) return { status: 500, answer: { code: 'bug', message: String(error) } }
    const { code, message, expected, found, next } = error
    return { status: 400, answer: { code, message, expected, found, next } }
  }
}

/** @type {(request: import('node:http').IncomingMessage) => Promise<Buffer>} */
async function bytesOf(request) {
  const parts = []
  let length = 0
  for await (const part of request) {
    length += part.length
    if (length > mostBytes) throw new Error(`more than ${mostBytes} bytes`)
    parts.push(part)
  }
  return Buffer.concat(parts)
}
