// Editing a data set: opening it, its images in the order in which correcting helps, saving, history.
import { z } from '../../core/schema.ts'
import { box, plainText, wholeQuery, words } from './common.ts'
import { imageHead } from './datasets.ts'
import { endpoint } from './endpoint.ts'

const split = z.enum(['train', 'test'])
const data = z.object({ data: plainText })
const image = z.object({ data: plainText, split: split.default('train') })
/** Which browser it is, for the journal. */
const by = plainText.max(80)

/** More texts stand on no image; corners as in `text-too-many-corners`. */
const maxTexts = 20_000
const maxCoordinates = 2000
const inPixels = z.number().min(-1e6).max(1e6)

const text = z.object({
  box: z.array(inPixels).min(6).max(maxCoordinates),
  transcript: z.string().max(2000),
  /** Do not care: neither trained on nor counted. */
  ignore: z.boolean(),
})
export type EditedText = z.infer<typeof text>

const shownText = z.object({
  box,
  transcript: z.string(),
  ignore: z.boolean(),
  /** In the ground-truth file, from 1. */
  line: z.number().int(),
})

const counts = z.object({ images: z.number().int(), reviewed: z.number().int() })

/** The ground truth as it was shown: it is the one that is meant when the lists changed since, and the place is another image's. */
const file = plainText.optional()

/** Whether a data set is open for editing, and how far it is. */
export const editingState = z.object({
  root: z.string(),
  /** Absent: nothing is ever written in it. */
  opened: z
    .object({
      /** ISO 8601. */
      at: z.string(),
      /** Folder of the ground truth as it was. */
      backup: z.string(),
      /** The model whose labels the set began with. */
      labelledBy: z.string().optional(),
    })
    .optional(),
  train: counts,
  test: counts,
  /** The last division into training and test, when it can be taken back. */
  split: z.object({ at: z.string() }).optional(),
})
export type EditingState = z.infer<typeof editingState>

/** One image as an editor has it. */
export const editedImage = imageHead.extend({
  isOpen: z.boolean(),
  reviewed: z.boolean(),
  isMachineMade: z.boolean(),
  /** To be sent with the next edit: it tells whether another came first. */
  revision: z.string(),
  texts: z.array(shownText),
  /** Lines that hold no text; they stay unless they are dropped. */
  unread: z.array(z.object({ line: z.number().int(), text: z.string() })),
  problems: z.array(
    z.object({
      code: z.string(),
      severity: z.enum(['error', 'warning', 'info']),
      line: z.number().int().optional(),
      message: words,
    }),
  ),
})
export type EditedImage = z.infer<typeof editedImage>

export const editingEndpoints = {
  editingState: endpoint({
    method: 'get',
    path: '/api/editing',
    does: 'Says whether a data set is open for editing, and how many of its images were looked at.',
    query: data,
    result: editingState,
  }),
  openForEditing: endpoint({
    method: 'post',
    path: '/api/editing',
    does: 'Opens a data set for editing: a backup of its lists and ground truths is made first.',
    body: data.extend({ by }),
    result: editingState,
  }),
  editedImages: endpoint({
    method: 'get',
    path: '/api/editing/images',
    does: 'Lists every image of a split in the order in which to walk through them.',
    query: image.extend({
      order: z.enum(['helps-most', 'disagrees', 'list', 'name', 'random']).default('helps-most'),
      seed: wholeQuery(0, 2 ** 31, 0),
    }),
    result: z.object({
      images: z.array(
        z.object({
          index: z.number().int(),
          name: z.string(),
          texts: z.number().int(),
          reviewed: z.boolean(),
          isMachineMade: z.boolean(),
          /** Boxes that are expected to be wrong, by the scores of the model that made them. */
          doubt: z.number(),
          /** Texts that the labels and a model's later predictions do not share. */
          disagreement: z.number().int(),
        }),
      ),
    }),
  }),
  editedImage: endpoint({
    method: 'get',
    path: '/api/editing/image/:index',
    does: 'Shows the annotations of an image, and what a check says of them.',
    query: image,
    result: editedImage,
  }),
  saveImage: endpoint({
    method: 'put',
    path: '/api/editing/image/:index',
    does: 'Saves the annotations of an image at once, or only that a person has looked at them.',
    body: image.extend({
      file,
      revision: plainText,
      /** Left out: what is there stays, and was looked at. */
      texts: z.array(text).max(maxTexts).optional(),
      dropUnread: z.boolean().default(false),
      reviewed: z.boolean(),
      by,
    }),
    result: editedImage,
  }),
  imageHistory: endpoint({
    method: 'get',
    path: '/api/editing/image/:index/history',
    does: 'Lists every state that the annotations of an image had, newest first.',
    query: image,
    result: z.object({
      states: z.array(
        z.object({
          at: z.string(),
          by: z.string(),
          action: z.enum(['label', 'edit', 'accept', 'restore', 'outside', 'add', 'split']),
          revision: z.string(),
          texts: z.array(shownText),
          reviewed: z.boolean(),
        }),
      ),
    }),
  }),
  restoreImage: endpoint({
    method: 'post',
    path: '/api/editing/image/:index/restore',
    does: 'Takes the annotations of an image back to a state of their history.',
    body: image.extend({ file, revision: plainText, to: plainText, by }),
    result: editedImage,
  }),
  takeSplitBack: endpoint({
    method: 'delete',
    path: '/api/editing/split',
    does: 'Takes the last division into training and test back: both lists are what they were before it.',
    query: data.extend({ by }),
    result: editingState,
  }),
  fitBox: endpoint({
    method: 'post',
    path: '/api/editing/image/:index/fit',
    does: 'Fits a box to the text that it roughly surrounds.',
    body: image.extend({ box: text.shape.box, model: plainText.default('starter') }),
    result: z.object({
      /** Absent: no text was found there. */
      box: box.optional(),
    }),
  }),
} as const
