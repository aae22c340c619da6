// The files of a drop, those inside of dropped folders included.

/** At most this many files are taken from one drop; a whole disk would fill the memory with names. */
const maxFiles = 5000

/** Every file of a drop, folders opened, in the order of their paths. */
export async function filesOfDrop(transfer: DataTransfer): Promise<File[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null)
  if (!entries.some(({ isDirectory }) => isDirectory)) return [...transfer.files]
  const found: { path: string; file: File }[] = []
  const waiting = entries
  for (let entry = waiting.pop(); entry !== undefined && found.length < maxFiles; entry = waiting.pop()) {
    if (entry.isDirectory) waiting.push(...(await entriesOf(entry as FileSystemDirectoryEntry)))
    else found.push({ path: entry.fullPath, file: await fileOf(entry as FileSystemFileEntry) })
  }
  return found.sort((a, b) => a.path.localeCompare(b.path)).map(({ file }) => file)
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
