// What the editor asks of the server, and who edits.
import { useQuery } from '@tanstack/react-query'
import type { EditedImage, EditingState, Result } from '../../../../src/server/api.ts'
import { answer, api } from '../../api/client.ts'
import { queryClient } from '../../api/queries.ts'

export type Split = 'train' | 'test'
export const orders = ['helps-most', 'disagrees', 'list', 'name', 'random'] as const
export type Order = (typeof orders)[number]

/** One image of a data set. */
export interface ImageKey {
  readonly data: string
  readonly split: Split
  readonly index: number
}

export const useEditingState = (data: string) =>
  useQuery({
    queryKey: ['editing', data],
    queryFn: () => answer(api.editing.$get({ query: { data } })),
    enabled: data !== '',
  })

/** The walk through a split. It stays as it is while the page is open: an image that was accepted does not jump away. */
export const useEditedImages = (data: string, split: Split, order: Order) =>
  useQuery({
    queryKey: ['editing', data, 'images', split, order],
    queryFn: () => answer(api.editing.images.$get({ query: { data, split, order, seed: '1' } })),
    enabled: data !== '',
    staleTime: Infinity,
  })

export function loadImage({ data, split, index }: ImageKey): Promise<EditedImage> {
  return answer(api.editing.image[':index'].$get({ param: { index: String(index) }, query: { data, split } }))
}

type Walk = Result<'editedImages'>

/** The walk and the counts follow what was saved. */
export function noteSaved({ data, split, index }: ImageKey, image: EditedImage): void {
  let change = 0
  queryClient.setQueriesData<Walk>({ queryKey: ['editing', data, 'images', split] }, (walk) => {
    if (walk === undefined) return walk
    const images = walk.images.map((one) => {
      if (one.index !== index || one.name !== image.name) return one
      change = Number(image.reviewed) - Number(one.reviewed)
      const { reviewed, isMachineMade } = image
      return { ...one, reviewed, isMachineMade, texts: image.texts.length }
    })
    return { images }
  })
  queryClient.setQueryData<EditingState>(['editing', data], (state) => {
    if (state === undefined) return state
    return { ...state, [split]: { ...state[split], reviewed: state[split].reviewed + change } }
  })
}

/** Everything of a data set is asked again. */
export async function forgetSet(data: string): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: ['editing', data] })
  await queryClient.invalidateQueries({ queryKey: ['edited-image', data] })
}
