// A folder as a ZIP that is made while it is sent: nothing is kept in memory or on the disk. The only file that imports `yazl`.
import { lstatSync, readdirSync, type Stats } from 'node:fs'
import { basename, join } from 'node:path'
import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import { explaining, isAside } from '../../core/files.ts'
import { endingOf, imageEndings } from '../../core/image-endings.ts'
import { steadyBytes } from './steady-file.ts'

/** Endings of files that are packed already. */
const packed: ReadonlySet<string> = new Set([
  ...['jpeg', 'png', 'webp', 'gif', 'heif'].flatMap((format) => imageEndings[format]),
  '.zip',
  '.gz',
])

/**
 * Streams the files of a folder, under a folder of the given name. Links and files that are still being written are left out;
 * one that goes or changes on the way cuts the answer off.
 */
export function zipFolder(folder: string, name: string): AsyncIterable<Uint8Array> {
  const zip = new ZipFile()
  const out = zip.outputStream as Readable
  let reading: Readable | undefined
  out.on('error', () => reading?.destroy()) // told to whoever reads the stream
  out.on('close', () => reading?.destroy())
  zip.on('error', (error: Error) => out.destroy(error))
  for (const { entry, stat } of filesIn(folder)) {
    const options = { mtime: stat.mtime, mode: stat.mode, compress: !packed.has(endingOf(entry)) }
    zip.addReadStreamLazy(`${name}/${entry.replaceAll('\\', '/')}`, options, (give) => {
      reading = Readable.from(steadyBytes(join(folder, entry)), { objectMode: false })
      reading.on('error', (error) => out.destroy(error))
      give(null, reading)
    })
  }
  zip.end()
  return out
}

function filesIn(folder: string): { readonly entry: string; readonly stat: Stats }[] {
  const names = explaining(folder, 'read the folder', () => readdirSync(folder, { recursive: true, encoding: 'utf8' }))
  return names.flatMap((entry) => {
    const stat = lstatSync(join(folder, entry), { throwIfNoEntry: false })
    return stat?.isFile() === true && !isAside(basename(entry)) ? [{ entry, stat }] : []
  })
}
