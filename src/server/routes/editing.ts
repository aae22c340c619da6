// Editing a data set: reading and writing happen in the reader process, where one edit is written after the other.
import type { editingEndpoints } from '../contract/editing.ts'
import { modelPath } from '../files/models.ts'
import type { Handlers } from '../http/mount.ts'
import type { Services } from '../services.ts'
import { references } from './datasets.ts'

export function editingHandlers(services: Services): Handlers<typeof editingEndpoints> {
  const { reader, examiner } = services
  const { set, image } = references(services)
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
    takeSplitBack: ({ query: { data, by } }) => reader.ask('takeSplitBack', { ...set(data), by }),
    fitBox: ({ params, body: { data, split, box, model } }) =>
      examiner.ask('fitBox', {
        ...image({ data, split }, params.index),
        box,
        model: modelPath(services, model),
        workdirs: services.options.workdirs,
      }),
  }
}
