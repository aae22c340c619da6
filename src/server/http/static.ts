// The built client: files with a hash in their name are kept for good, everything else is asked for anew; unknown paths are the app.
import { readdirSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import { readRegular } from '../../core/read-file.ts'
import type { Context } from './hono.ts'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
}
/** Formats that compress. */
const compressible: ReadonlySet<string> = new Set(['.html', '.js', '.css', '.json', '.svg', '.txt'])
/** Vite puts the hash before the ending: `index-B1x2C3d4.js`. */
const hashed = /-[\w-]{8,}\.\w+$/

interface StaticFile {
  readonly bytes: Uint8Array
  /** With Brotli, for clients that take it; made when the file is asked for first. */
  packed: Uint8Array | undefined
}

/** Serves the files of a folder as they were at the start: no path of a request ever reaches the disk. */
export class StaticFiles {
  readonly #files = new Map<string, StaticFile>()

  constructor(folder: string) {
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      const path = join(folder, name)
      if (statSync(path).isFile())
        this.#files.set(`/${name.replaceAll('\\', '/')}`, { bytes: readRegular(path), packed: undefined })
    }
  }

  /** The file of a path, or the app's page for addresses inside the app; undefined for a missing file. */
  respond(context: Context): Response | undefined {
    const { path } = context.req
    const isPage = !this.#files.has(path) && extname(path) === ''
    const name = isPage ? '/index.html' : path
    const file = this.#files.get(name)
    if (file === undefined) return undefined
    const ending = extname(name)
    const takesBrotli = /\bbr\b/.test(context.req.header('accept-encoding') ?? '')
    const isPacked = takesBrotli && compressible.has(ending)
    const bytes = isPacked ? (file.packed ??= pack(file.bytes)) : file.bytes
    return new Response(bytes as Uint8Array<ArrayBuffer>, {
      headers: {
        'content-type': types[ending] ?? 'application/octet-stream',
        'cache-control': hashed.test(name) ? 'public, max-age=31536000, immutable' : 'no-cache',
        ...(compressible.has(ending) && { vary: 'accept-encoding' }),
        ...(isPacked && { 'content-encoding': 'br' }),
      },
    })
  }
}

function pack(bytes: Uint8Array): Uint8Array {
  return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } })
}
