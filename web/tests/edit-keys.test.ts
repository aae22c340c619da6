// The editor's keys and handles: what a press asks for, what can be taken hold of.
import { describe, expect, it } from 'vitest'
import { dragged, edgeAt, handleAt, handlesOf, isInSight, textAt } from '../src/annotate/handles.ts'
import { rectangle } from '../src/annotate/reshape.ts'
import { commandOf, helpLines, nudgeOf } from '../src/features/annotate/keys.ts'

const press = (key: string, { ctrlKey = false, shiftKey = false } = {}) => ({
  key,
  ctrlKey,
  shiftKey,
  metaKey: false,
  altKey: false,
})

describe('keys', () => {
  it('ask for the same thing in small and capital letters, and for another with Ctrl', () => {
    expect(['r', 'R', 'Enter', 'Delete', '?'].map((key) => commandOf(press(key)))).toEqual([
      'rectangle',
      'rectangle',
      'accept',
      'delete',
      'help',
    ])
    const held = ['z', 'y', 'a', 'c'].map((key) => commandOf(press(key, { ctrlKey: true })))
    expect(held).toEqual(['undo', 'redo', 'select-all', 'copy'])
    expect(commandOf(press('Z', { ctrlKey: true, shiftKey: true }))).toBe('redo')
    expect(commandOf(press('r', { ctrlKey: true }))).toBeUndefined()
  })

  it('move by a pixel, and by ten with Shift', () => {
    expect(nudgeOf(press('ArrowUp'))).toEqual({ dx: 0, dy: -1 })
    expect(nudgeOf(press('ArrowRight', { shiftKey: true }))).toEqual({ dx: 10, dy: 0 })
    expect(nudgeOf(press('a'))).toBeUndefined()
  })

  it('are each told in the overlay once', () => {
    const keys = helpLines.map(([shown]) => shown)
    expect(new Set(keys).size).toBe(keys.length)
  })
})

describe('handles', () => {
  const box = rectangle([10, 10], [50, 30])
  const view = { scale: 2, left: 5, top: 7 }

  it('stand on corners and edges, and one beside the outline turns it', () => {
    const handles = handlesOf(box, view)
    expect(handles.map(({ is }) => is).join(' ')).toBe('corner corner corner corner edge edge edge edge turn')
    expect(handleAt(handles, [27, 28], 9)).toMatchObject({ is: 'corner', index: 0, at: [25, 27] })
    expect(handleAt(handles, [65, 47], 9)).toBeUndefined()
  })

  it('move what they hold', () => {
    const at = handlesOf(box, view)
    expect(
      dragged(box, at[2]!, [
        [50, 30],
        [56, 33],
      ]),
    ).toEqual([10, 10, 50, 10, 56, 33, 10, 30])
    expect(
      dragged(box, at[5]!, [
        [50, 20],
        [60, 99],
      ]),
    ).toEqual([10, 10, 60, 10, 60, 30, 10, 30])
    const quarter = dragged(box, at[8]!, [
      [30, 0],
      [60, 20],
    ])
    expect(quarter.map((value) => Math.round(value) + 0)).toEqual([40, 0, 40, 40, 20, 40, 20, 0])
  })

  it('find the edge and the place for a new corner', () => {
    expect(edgeAt(box, view, { at: [65, 29], reach: 9 })).toEqual({ edge: 0, corner: [30, 10] })
    expect(edgeAt(box, view, { at: [65, 47], reach: 9 })).toBeUndefined()
  })

  it('choose the smallest text under a point, and know what is in sight', () => {
    const texts = [{ box: rectangle([0, 0], [100, 100]) }, { box }]
    expect([textAt(texts, [20, 20]), textAt(texts, [80, 80]), textAt(texts, [200, 0])]).toEqual([
      texts[1],
      texts[0],
      undefined,
    ])
    const screen = { width: 200, height: 100 }
    expect([isInSight(box, view, screen), isInSight(box, { ...view, left: 150 }, screen)]).toEqual([true, false])
  })
})
