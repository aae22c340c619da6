// A folder as a ZIP that is made while it is sent: nothing is kept in memory or on the disk. The only door of `yazl`.
import { lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'

/** Endings of files that are packed already. */
const packed = /\.(?:png|jpe?g|webp|zip|gz)$/i

/** Streams the files of a folder, under a folder of the given name. Links are left out. */
export function zipFolder(folder: string, name: string): ReadableStream<Uint8Array> {
  const zip = new ZipFile()
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = join(folder, entry)
    if (lstatSync(path, { throwIfNoEntry: false })?.isFile() !== true) continue
    zip.addFile(path, `${name}/${entry.replaceAll('\\', '/')}`, { compress: !packed.test(entry) })
  }
  zip.end()
  return Readable.toWeb(zip.outputStream as Readable) as ReadableStream<Uint8Array>
}
