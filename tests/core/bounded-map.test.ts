// The map that forgets the entry that was set longest ago.
import { expect, it } from 'vitest'
import { BoundedMap } from '../../src/core/bounded-map.ts'

it('keeps as many entries as it may, the newest ones', () => {
  const map = new BoundedMap<string, number>(2)
  map.set('a', 1)
  map.set('b', 2)
  map.set('a', 3)
  map.set('c', 4)
  expect(['a', 'b', 'c'].map((key) => map.get(key))).toEqual([3, undefined, 4])
})
