// What a log viewer knows: pages, live lines, and what is new to the reader.
import { describe, expect, it } from 'vitest'
import { emptyLog, type Filter, missingPages, seen, withNew, withPage } from '../src/logs/log-window.ts'

const all: Filter = { text: '', tags: [] }
const lineAt = (number: number, tag = 'TRAIN', text = `[TRAIN] ${number}`) => ({ number, tag, text })
const first = withPage(emptyLog, { lines: [lineAt(1), lineAt(2)], start: 0, matching: 2, total: 2 })

describe('withNew', () => {
  it('counts lines as new when the reader is elsewhere', () => {
    const log = withNew(first, [lineAt(3), lineAt(4)], all, false)
    expect(log).toMatchObject({ matching: 4, total: 4, unseen: 2 })
    expect(seen(log!).unseen).toBe(0)
  })

  it('counts none when the reader is at the end', () => {
    expect(withNew(first, [lineAt(3)], all, true)?.unseen).toBe(0)
  })

  it('leaves out lines that are known already', () => {
    expect(withNew(first, [lineAt(2)], all, false)).toBe(first)
  })

  it('asks for all again when lines between are missing', () => {
    expect(withNew(first, [lineAt(5)], all, true)).toBeUndefined()
  })

  it.each([
    [{ text: 'LOSS', tags: [] }, 1],
    [{ text: '', tags: ['VAL'] }, 1],
    [{ text: 'loss', tags: ['VAL'] }, 0],
  ])('lets only matching lines through (%j)', (filter, more) => {
    const log = withNew(first, [lineAt(3, 'TRAIN', 'Loss: 1'), lineAt(4, 'VAL', 'F-score')], filter, true)
    expect(log).toMatchObject({ matching: 2 + more, total: 4 })
  })
})

describe('missingPages', () => {
  it('names each page once', () => {
    const log = withPage(emptyLog, { lines: [], start: 0, matching: 1200, total: 1200 })
    expect(missingPages(log, 400, 1100)).toEqual([0, 1, 2])
  })

  it('names none that is there', () => {
    expect(missingPages(first, 0, 2)).toEqual([])
  })
})
