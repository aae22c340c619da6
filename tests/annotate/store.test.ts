// Editing a data set: only one that was opened, never over another's work, and back to every state that there was.
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Annotation } from '../../src/annotate/compose.ts'
import { editingPaths } from '../../src/annotate/folder.ts'
import { openForEditing } from '../../src/annotate/open.ts'
import {
  historyOf,
  markReviewed,
  readAnnotations,
  restoreAnnotations,
  saveAnnotations,
  type Place,
} from '../../src/annotate/store.ts'
import { UserError } from '../../src/core/errors.ts'
import { hostInFileName } from '../../src/core/files.ts'
import { lockOf } from '../../src/core/with-lock.ts'
import { readDataset } from '../../src/data/dataset.ts'
import { setOf } from './set.ts'

const first = '0,0,20,0,20,20,0,20,one\n'
const box = (x: number, transcript: string): Annotation => ({
  polygon: [
    [x, 0],
    [x + 20, 0],
    [x + 20, 20],
    [x, 20],
  ],
  transcript,
  ignore: false,
})
const by = 'a test'

let root: string
let place: Place
beforeEach(async () => {
  root = setOf({ 1: first, 2: '' })
  place = { root, path: join(root, 'train_gts', '1.txt') }
  await openForEditing(await readDataset(root), by)
})

const onDisk = (): string => readFileSync(place.path, 'utf8')
function save(texts: readonly Annotation[], revision = readAnnotations(place).revision) {
  return saveAnnotations(place, { texts }, { revision, by, action: 'edit', reviewed: true })
}
function codeOf(action: () => unknown): string {
  try {
    action()
  } catch (error) {
    if (error instanceof UserError) return error.code
    throw error
  }
  return ''
}

describe('a data set', () => {
  it('that nobody opened for editing is not written in', () => {
    rmSync(editingPaths(root).folder, { recursive: true })
    expect(codeOf(() => save([]))).toBe('not-open-for-editing')
    expect(onDisk()).toBe(first)
  })

  it('has its lists and ground truths backed up, once and for all', async () => {
    save([box(5, 'edited')])
    await openForEditing(await readDataset(root), 'another')
    const { backup } = editingPaths(root)
    expect(readFileSync(join(backup, 'train_gts/1.txt'), 'utf8')).toBe(first)
    expect(existsSync(join(backup, 'train_list.txt'))).toBe(true)
  })

  it('is opened anew, with a whole backup, when the first opening was killed in the middle', async () => {
    const paths = editingPaths(root)
    rmSync(paths.opened)
    writeFileSync(join(paths.backup, 'train_gts/1.txt'), 'half')
    await openForEditing(await readDataset(root), by)
    expect(readFileSync(join(paths.backup, 'train_gts/1.txt'), 'utf8')).toBe(first)
  })

  it('is read like any other while it is edited', async () => {
    save([box(5, 'edited')])
    const { train, problems } = await readDataset(root)
    expect(train[0].texts.map(({ transcript }) => transcript)).toEqual(['edited'])
    expect(problems.filter(({ file }) => file.includes('.ocrdet'))).toEqual([])
  })
})

describe('an edit', () => {
  it('is on the disk when it is answered, and gives the revision for the next', () => {
    const { revision } = save([box(5, 'edited')])
    expect(onDisk()).toBe('5,0,25,0,25,20,5,20,edited\n')
    expect(save([], revision).texts).toEqual([])
    expect(onDisk()).toBe('')
  })

  it('on what another has changed in the meantime is refused, and nothing is overwritten', () => {
    const { revision } = readAnnotations(place)
    save([box(5, 'mine')], revision)
    expect(codeOf(() => save([box(9, 'yours')], revision))).toBe('annotation-conflict')
    expect(onDisk()).toContain('mine')
  })

  it('on what another program has written is refused as well', () => {
    const { revision } = readAnnotations(place)
    writeFileSync(place.path, '')
    expect(codeOf(() => save([box(9, 'yours')], revision))).toBe('annotation-conflict')
  })

  it('that changes nothing leaves the file alone', () => {
    const { mtimeMs } = statSync(place.path)
    const { texts, revision } = readAnnotations(place)
    expect(save(texts).revision).toBe(revision)
    expect(statSync(place.path).mtimeMs).toBe(mtimeMs)
  })
})

describe('the history', () => {
  it('begins with what stood there before the first edit, and holds every state', () => {
    save([box(5, 'a')])
    save([box(6, 'b')])
    expect(historyOf(place).map(({ text, action }) => [action, text.split(',').at(-1)?.trim()])).toEqual([
      ['outside', 'one'],
      ['edit', 'a'],
      ['edit', 'b'],
    ])
  })

  it('leads back to any of them, and forward again', () => {
    const { revision: original } = readAnnotations(place)
    const { revision: edited } = save([box(5, 'a')])
    const back = restoreAnnotations(place, original, { revision: edited, by, reviewed: false })
    expect([back.revision, onDisk()]).toEqual([original, first])
    restoreAnnotations(place, edited, { revision: original, by, reviewed: false })
    expect(onDisk()).toContain('a')
  })

  it('holds what another program wrote between two edits', () => {
    save([box(5, 'a')])
    writeFileSync(place.path, '1,1,9,1,9,9,1,9,outside\n')
    save([box(6, 'b')])
    expect(historyOf(place).map(({ action }) => action)).toEqual(['outside', 'edit', 'outside', 'edit'])
  })

  it('has no state that never was', () => {
    const { revision } = readAnnotations(place)
    expect(codeOf(() => restoreAnnotations(place, 'f00', { revision, by, reviewed: false }))).toBe('not-found')
  })

  it('says who looked at an image without changing it', () => {
    const { revision } = readAnnotations(place)
    markReviewed(place, { revision, by, reviewed: true })
    expect(historyOf(place).at(-1)).toMatchObject({ action: 'accept', reviewed: true, from: revision, to: revision })
    expect(onDisk()).toBe(first)
  })

  it('is whole again after a line that was cut off by a kill', () => {
    const { journal } = editingPaths(root)
    save([box(5, 'a')])
    writeFileSync(journal, readFileSync(journal, 'utf8').slice(0, -20))
    save([box(6, 'b')])
    expect(historyOf(place).at(-1)?.text).toContain('b')
  })
})

describe('the lock', () => {
  it('of a process that is gone is taken over', () => {
    writeFileSync(lockOf(editingPaths(root).journal), `${hostInFileName()} 999999999`)
    expect(save([]).texts).toEqual([])
  })
})
