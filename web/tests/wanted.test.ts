// What an address of the editor points to.
import { describe, expect, it } from 'vitest'
import { wantedIn } from '../src/annotate/wanted.ts'
import { boxIn, editAddress } from '../src/correct/address.ts'

const text = (id: number, box: readonly number[], line: number) => ({ id, box, transcript: '', ignore: false, line })
const one = [0, 0, 40, 0, 40, 20, 0, 20]
const two = [100, 0, 140, 0, 140, 20, 100, 20]
const texts = [text(4, one, 1), text(7, two, 3)]

describe('wantedIn', () => {
  it('selects the text of a line of the ground truth', () => {
    expect(wantedIn(texts, { line: 3 })).toEqual({ ids: [7], outline: two, isMissing: false })
    expect(wantedIn(texts, { line: 2 })).toBeUndefined()
  })

  it('selects the text with the same corners, from whichever they begin', () => {
    const turned = [140.3, 0, 140, 20, 100, 20, 100, 0.4]
    expect(wantedIn(texts, { box: turned })).toEqual({ ids: [7], outline: two, isMissing: false })
  })

  it('shows a box that no text has, and selects the text that it lies on', () => {
    const wider = [90, 0, 160, 0, 160, 20, 90, 20]
    expect(wantedIn(texts, { box: wider })).toEqual({ ids: [7], outline: wider, isMissing: true })
    const far = [500, 500, 540, 500, 540, 520, 500, 520]
    expect(wantedIn(texts, { box: far })).toEqual({ ids: [], outline: far, isMissing: true })
  })
})

describe('the address of the editor', () => {
  it('carries a box there and back', () => {
    const address = editAddress({ data: '/a b', split: 'test', image: 3, box: [1.5, 2, 30, 2, 30, 9, 1, 9] })
    const query = new URLSearchParams(address.slice(address.indexOf('?')))
    expect([query.get('data'), query.get('split'), query.get('image')]).toEqual(['/a b', 'test', '3'])
    expect(boxIn(query.get('box') ?? '')).toEqual([1.5, 2, 30, 2, 30, 9, 1, 9])
  })

  it('takes nothing else for a box', () => {
    for (const wrong of ['', '1,2,3', '1,2,3,4,5,', '1,2,3,4,5,x', 'NaN,1,2,3,4,5'])
      expect(boxIn(wrong)).toBeUndefined()
  })
})
