// Editing a data set: reading and writing happen in the reader process, where one edit is written after the other.
import type { editingEndpoints } from '../contract/editing.ts'
import { modelPath } from '../files/models.ts'
import { insideFolders, readableFolders } from '../files/served-folders.ts'
import type { Handlers } from '../http/mount.ts'
import type { Services } from '../services.ts'
import { indexOf } from './runs.ts'

interface ImageQuery {
  readonly data: string
  readonly split: 'train' | 'test'
}

export function editingHandlers(services: Services): Handlers<typeof editingEndpoints> {
  const { reader, examiner } = services
  const within = readableFolders(services)
  const set = (data: string) => ({ data: insideFolders(data, within), within })
  const image = ({ data, split }: ImageQuery, index: string) => ({ ...set(data), split, index: indexOf(index) })
  return {
    editingState: ({ query }) => reader.ask('editingState', set(query.data)),
    openForEditing: ({ body: { data, by } }) => reader.ask('openSet', { ...set(data), by }),
    editedImages: ({ query: { data, ...query } }) => reader.ask('editedImages', { ...set(data), ...query }),
    editedImage: ({ params, query }) => reader.ask('editedImage', image(query, params.index)),
    saveImage: ({ params, body: { data, split, texts, ...edit } }) =>
      reader.ask('saveImage', { ...image({ data, split }, params.index), ...edit, ...(texts && { texts }) }),
    imageHistory: ({ params, query }) => reader.ask('imageHistory', image(query, params.index)),
    restoreImage: ({ params, body: { data, split, ...edit } }) =>
      reader.ask('restoreImage', { ...image({ data, split }, params.index), ...edit }),
    fitBox: ({ params, body: { data, split, box, model } }) =>
      examiner.ask('fitBox', {
        ...image({ data, split }, params.index),
        box,
        model: modelPath(services, model),
        workdirs: services.options.workdirs,
      }),
  }
}
