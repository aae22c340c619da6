// File names in a new data set: those of the source wherever they can stay.
import { plainName } from '../read/disk.ts'

/** A name that a list can hold: without control characters, backslashes and double quotes, and not hidden. */
function listable(name: string): string {
  const safe = name.replaceAll(/[\p{Cc}\u2028\u2029\\"]/gu, '_').trim()
  return safe.startsWith('.') ? `_${safe.slice(1)}` : safe
}

/**
 * A name for each path: its file name; where that is taken, the whole path with `_` for `/`; where that is taken too, with a number.
 * @param paths relative to one folder, with forward slashes
 */
export function uniqueNames(paths: readonly string[]): string[] {
  const taken = new Set<string>()
  return paths.map((path) => {
    const short = listable(path.slice(path.lastIndexOf('/') + 1))
    const long = listable(path.replaceAll('/', '_'))
    const name = [short, long].find((candidate) => !taken.has(plainName(candidate))) ?? numbered(long, taken)
    taken.add(plainName(name))
    return name
  })
}

/** A name for one more image in a folder: its file name, or that with a number. @param isTaken tells whether a name cannot be had */
export function freeName(path: string, isTaken: (name: string) => boolean): string {
  const name = listable(path.slice(path.lastIndexOf('/') + 1))
  return isTaken(name) ? numbered(name, { has: isTaken }) : name
}

function numbered(name: string, taken: Pick<ReadonlySet<string>, 'has'>): string {
  const dot = name.lastIndexOf('.')
  const [stem, extension] = dot <= 0 ? [name, ''] : [name.slice(0, dot), name.slice(dot)]
  for (let count = 2; ; count++) {
    const candidate = `${stem}_${count}${extension}`
    if (!taken.has(plainName(candidate))) return candidate
  }
}

/** Names of the ground-truth files: `1.txt` for `1.jpg`; `1.png.txt` where another image has `1.txt`. */
export function groundTruthNames(images: readonly string[]): string[] {
  const taken = new Set<string>()
  return images.map((image) => {
    const stem = image.replace(/\.[^.]+$/, '')
    const wanted = [`${stem}.txt`, `${image}.txt`]
    const name = wanted.find((candidate) => !taken.has(plainName(candidate))) ?? numbered(wanted[1], taken)
    taken.add(plainName(name))
    return name
  })
}
