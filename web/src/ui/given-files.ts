// Files as they are given: dropped, chosen or pasted, with the path that they have inside of a given folder.

/** More files are refused; a whole disk would fill the memory with names. The server takes no more for one batch. */
const maxFiles = 10_000

export interface GivenFile {
  readonly file: File
  /** `receipts/may/1.jpg` from the folder `receipts`; the name alone of a file that was given by itself. */
  readonly path: string
}

/** Files of a file field; one that chooses folders tells where they lie in them. */
export function filesOfField(files: FileList): GivenFile[] {
  refuseTooMany(files.length)
  return [...files].map(givenAlone)
}

/** Every file of a drop, folders opened, in the order of their paths. @throws Error when a folder cannot be read or holds too many */
export async function filesOfDrop(transfer: DataTransfer): Promise<GivenFile[]> {
  // The browser forgets what was dropped as soon as this function waits.
  const files = [...transfer.files]
  const waiting = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null)
  if (!waiting.some(({ isDirectory }) => isDirectory)) return files.map(givenAlone)
  const found: GivenFile[] = []
  for (let entry = waiting.pop(); entry !== undefined; entry = waiting.pop()) {
    if (entry.isDirectory) waiting.push(...(await entriesOf(entry as FileSystemDirectoryEntry)))
    else found.push({ path: entry.fullPath.slice(1), file: await fileOf(entry as FileSystemFileEntry) })
    refuseTooMany(found.length + waiting.length)
  }
  return found.sort((a, b) => a.path.localeCompare(b.path, undefined, { numeric: true }))
}

const givenAlone = (file: File): GivenFile => ({ file, path: file.webkitRelativePath || file.name })

function refuseTooMany(count: number): void {
  if (count > maxFiles) throw new Error(`> ${maxFiles}`)
}

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => {
    entry.file(resolve, reject)
  })

/** A reader gives a hundred entries at a time, and none at the end. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject)
    })
    if (some.length === 0) return all
    all.push(...some)
  }
}
