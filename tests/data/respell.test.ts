// Lines whose numbers are spelled otherwise than the reader wants them.
import { describe, expect, it } from 'vitest'
import { respell } from '../../src/prepare/repair/respell.ts'
import { readGroundTruthLine } from '../../src/data/read/coordinates.ts'

describe('respell', () => {
  it.each([
    ['10，20，30，20，30，40，10，40，合计，总额', '10,20,30,20,30,40,10,40,合计，总额'],
    ['１０,２０,30,20,30,40,10,40,word', '10,20,30,20,30,40,10,40,word'],
    ['10\t20\t30\t20\t30\t40\t10\t40\ta\tb', '10,20,30,20,30,40,10,40,a\tb'],
    ['10 20 30 20 30 40 10 40 12 Main Street', '10,20,30,20,30,40,10,40,12 Main Street'],
    ['10;20;30;20;30;40;10;40;5;30;word', '10,20,30,20,30,40,10,40,5,30,word'],
    ['10，20，30，20，30，40，10，40', '10,20,30,20,30,40,10,40'],
  ])('writes %s with commas and plain digits', (line, expected) => {
    expect(respell(line)).toBe(expected)
    expect(readGroundTruthLine(expected).polygon).toBeDefined()
  })

  it('leaves it to the reader whether the fields are numbers', () => {
    expect(readGroundTruthLine(respell('1,2,x,4,5,6,7,8,word') ?? '').polygon).toBeUndefined()
    expect(respell('1，2，3，word')).toBeUndefined()
    expect(respell('')).toBeUndefined()
  })
})
