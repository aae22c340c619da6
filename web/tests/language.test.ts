// Sentences of the page with values in them.
import { describe, expect, it } from 'vitest'
import { fillIn } from '../../src/core/fill-in.ts'

describe('fillIn', () => {
  it('says one text, two texts, no texts', () => {
    const sentences = [1, 2, 0].map((n) => fillIn('{n} {n:text|texts} found', { n }))
    expect(sentences).toEqual(['1 text found', '2 texts found', '0 texts found'])
  })

  it('takes a number that is written as a word too', () => {
    expect(fillIn('{n} {n:run|runs}', { n: '1' })).toBe('1 run')
  })

  it('leaves a place without a value to be seen', () => {
    expect(fillIn('{n} of {total:run|runs}', { n: 3 })).toBe('3 of {total:run|runs}')
  })
})
