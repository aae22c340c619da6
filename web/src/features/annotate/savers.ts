// The savers of all images that were opened: they go on when the person goes on, and keep in the browser what is not acknowledged.
import type { EditedImage } from '../../../../src/server/api.ts'
import { answer, api } from '../../api/client.ts'
import { failureOf } from '../../api/use-action.ts'
import { whoEdits } from '../../correct/open-set.ts'
import { type ImageKey, loadImage, noteSaved } from './editing.ts'
import { type Pending, Saver } from './saver.ts'

const savers = new Map<string, Saver>()
const prefix = 'ocrdet.unsaved '
const nameOf = ({ data }: ImageKey, file: string): string => JSON.stringify([data, file])

/** Browsers refuse longer requests while a page goes, in bytes. */
const keepAliveUpTo = 50_000

/** The saver of an image that was just loaded, and what it still has to save: that is what the person last saw. */
export function saverOf(
  key: ImageKey,
  image: EditedImage,
): { readonly saver: Saver; readonly pending: Pending | undefined } {
  const file = image.groundTruthFile
  const name = nameOf(key, file)
  const known = savers.get(name)
  if (known?.pending !== undefined) return { saver: known, pending: { ...known.pending, revision: known.revision } }
  const kept = keptOf(name)
  const saver = new Saver(kept?.revision ?? image.revision, waysOf(key, { file, name }))
  savers.set(name, saver)
  return { saver, pending: kept }
}

function waysOf(key: ImageKey, { file, name }: { readonly file: string; readonly name: string }) {
  return {
    save: async ({ texts, ...pending }: Pending): Promise<EditedImage> => {
      const { data, split, index } = key
      const json = { data, split, file, by: whoEdits(), ...pending, ...(texts && { texts: [...texts] }) }
      const keepalive = JSON.stringify(json).length < keepAliveUpTo
      const saved = await answer(
        api.editing.image[':index'].$put({ param: { index: String(index) }, json }, { init: { keepalive } }),
      )
      noteSaved(key, saved)
      return saved
    },
    load: () => loadImage(key),
    failureOf,
    keep: (pending: Pending | undefined): void => {
      try {
        if (pending === undefined) sessionStorage.removeItem(prefix + name)
        else sessionStorage.setItem(prefix + name, JSON.stringify(pending))
      } catch {
        // The browser's store is full: the page itself still has it.
      }
    },
  }
}

function keptOf(name: string): Pending | undefined {
  const text = sessionStorage.getItem(prefix + name)
  if (text === null) return undefined
  try {
    return JSON.parse(text) as Pending
  } catch {
    return undefined
  }
}

/** An image as it is after what this page still had to save of it. */
export async function loadSaved(key: ImageKey): Promise<EditedImage> {
  const prefixOfSet = nameOf(key, '').slice(0, -3)
  await Promise.all([...savers].flatMap(([name, saver]) => (name.startsWith(prefixOfSet) ? [saver.flush()] : [])))
  return loadImage(key)
}

/** Saves everything that waits, at once. */
export function flushAll(): void {
  for (const saver of savers.values()) void saver.flush()
}

/** Whether something would be lost if the page were closed now. */
export function isAnythingUnsaved(): boolean {
  return [...savers.values()].some(({ pending }) => pending !== undefined)
}
