// The folders that a person opened lately, kept by their browser.

const key = 'ocrdet.folders'
const mostKept = 8

/** Newest first. */
export function recentFolders(storage: Pick<Storage, 'getItem'>): readonly string[] {
  try {
    const kept: unknown = JSON.parse(storage.getItem(key) ?? '[]')
    return Array.isArray(kept) ? kept.filter((path) => typeof path === 'string').slice(0, mostKept) : []
  } catch {
    return []
  }
}

/** Puts a folder first. */
export function rememberFolder(storage: Pick<Storage, 'getItem' | 'setItem'>, path: string): void {
  const others = recentFolders(storage).filter((known) => known !== path)
  try {
    storage.setItem(key, JSON.stringify([path, ...others].slice(0, mostKept)))
  } catch {
    // a browser that keeps nothing
  }
}
