// Data sets: known ones, their images, and what the network sees of them.
import type { datasetEndpoints } from '../contract/datasets.ts'
import { insideFolders, isInsideFolders, readableFolders } from '../files/served-folders.ts'
import type { Handlers } from '../http/mount.ts'
import type { Services } from '../services.ts'
import { indexOf } from './runs.ts'

interface DataQuery {
  readonly data: string
  readonly split: 'train' | 'test'
}

/** Data sets and their images as the worker processes take them. @throws UserError path-outside, file-missing */
export function references(services: Services) {
  const set = (data: string) => {
    const within = readableFolders(services)
    return { data: insideFolders(data, within), within }
  }
  const image = ({ data, split }: DataQuery, index: string) => ({ ...set(data), split, index: indexOf(index) })
  return { set, image }
}

export function datasetHandlers(services: Services): Handlers<typeof datasetEndpoints> {
  const { reader, examiner } = services
  const { set, image } = references(services)
  return {
    listDatasets: async () => ({ datasets: await knownDatasets(services) }),
    listFolders: ({ query: { path } }) => reader.ask('foldersIn', { path, served: servedFolders(services) }),
    datasetSource: ({ query }) => {
      const { data: path, within } = set(query.data)
      return reader.ask('datasetSource', { path, within })
    },
    browseDataset: ({ query: { data, ...query } }) => reader.ask('browse', { ...query, ...set(data) }),
    datasetImage: ({ params, query }) => reader.ask('image', image(query, params.index)),
    datasetImageFile: async ({ params, query }) => ({
      body: await reader.ask('imageFile', { ...image(query, params.index), side: query.side }),
    }),
    networkView: async ({ params, query: { epoch, seed, language, ...query } }) => ({
      body: await examiner.ask('networkView', { ...image(query, params.index), epoch, seed, language }),
    }),
  }
}

/** Each once, and none that lies in another one. */
function servedFolders({ options: { folders, uploads } }: Services): string[] {
  const all = [...new Set([...folders, uploads])]
  return all.filter((folder) => !all.some((other) => other !== folder && isInsideFolders(folder, [other])))
}

async function knownDatasets(services: Services) {
  const { workdirs, folders, uploads } = services.options
  const runs = new Map<string, string[]>()
  const rows = await services.reader.ask('runRows', { workdirs })
  for (const { id, dataset } of rows.runs)
    if (dataset !== undefined) runs.set(dataset, [...(runs.get(dataset) ?? []), id])
  const lying = await services.reader.ask('datasetsBelow', [uploads, ...folders])
  const paths = new Set([...runs.keys(), ...lying])
  const within = readableFolders(services)
  return [...paths].map((path) => {
    const exists = isInsideFolders(path, within)
    const from = runs.has(path) ? 'run' : path.startsWith(uploads) ? 'upload' : 'folder'
    return { path, from, runs: runs.get(path) ?? [], exists } as const
  })
}
