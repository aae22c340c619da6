// Data sets: known ones, their images, and what the network sees of them.
import { existsSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { datasetEndpoints } from '../contract/datasets.ts'
import { insideFolders, isInsideFolders, readableFolders } from '../files/served-folders.ts'
import type { Handlers } from '../http/mount.ts'
import type { Services } from '../services.ts'
import { indexOf } from './runs.ts'

interface DataQuery {
  readonly data: string
  readonly split: 'train' | 'test'
}

export function datasetHandlers(services: Services): Handlers<typeof datasetEndpoints> {
  const { reader, examiner } = services
  const within = readableFolders(services)
  const reference = ({ data, split }: DataQuery, index: string) => ({
    data: insideFolders(data, within),
    split,
    index: indexOf(index),
    within,
  })
  return {
    listDatasets: async () => ({ datasets: await knownDatasets(services) }),
    datasetSource: ({ query: { data } }) => reader.ask('datasetSource', { path: insideFolders(data, within), within }),
    browseDataset: ({ query: { data, ...query } }) =>
      reader.ask('browse', { ...query, data: insideFolders(data, within), within }),
    datasetImage: ({ params, query }) => reader.ask('image', reference(query, params.index)),
    datasetImageFile: async ({ params, query }) => ({
      body: await reader.ask('imageFile', { ...reference(query, params.index), side: query.side }),
    }),
    networkView: async ({ params, query: { epoch, seed, ...query } }) => ({
      body: await examiner.ask('networkView', { ...reference(query, params.index), epoch, seed }),
    }),
  }
}

/** Folders beside which data sets are looked for are not walked deeper than this. */
const maxEntries = 1000

async function knownDatasets(services: Services) {
  const { workdirs, folders, uploads } = services.options
  const runs = new Map<string, string[]>()
  const rows = await services.reader.ask('runRows', { workdirs })
  for (const { id, dataset } of rows.runs)
    if (dataset !== undefined) runs.set(dataset, [...(runs.get(dataset) ?? []), id])
  const lying = [...folders, uploads].flatMap((folder) => datasetsIn(folder))
  const paths = new Set([...runs.keys(), ...lying])
  const within = readableFolders(services)
  return [...paths].map((path) => {
    const exists = isInsideFolders(path, within)
    const from = runs.has(path) ? 'run' : path.startsWith(uploads) ? 'upload' : 'folder'
    return { path, from, runs: runs.get(path) ?? [], exists } as const
  })
}

/** The folder itself, or folders in it, that hold a list. */
function datasetsIn(folder: string): string[] {
  const isDataset = (path: string): boolean =>
    existsSync(join(path, 'train_list.txt')) || existsSync(join(path, 'test_list.txt'))
  if (isDataset(folder)) return [folder]
  try {
    return readdirSync(folder, { withFileTypes: true })
      .slice(0, maxEntries)
      .filter((entry) => entry.isDirectory() && !basename(entry.name).startsWith('.'))
      .map(({ name }) => join(folder, name))
      .filter(isDataset)
  } catch {
    return [] // not there, or no permission
  }
}
