// Which changes of the address Back goes through.
import { describe, expect, it } from 'vitest'
import { isOwnStep } from '../src/ui/history-steps.ts'

const at = (name: string, milliseconds: number, press = milliseconds) => ({ name, press, at: milliseconds })

describe('a change of the address', () => {
  it('is an entry of the history when a person opens or chooses something', () => {
    expect(isOwnStep('step', undefined, at('tab', 0))).toBe(true)
    expect(isOwnStep('step', at('tab', 0), at('tab', 300))).toBe(true)
  })

  it('is none when the page notes something for itself', () => {
    expect(isOwnStep('silent', undefined, at('job', 0))).toBe(false)
  })

  it('makes one entry of a series of letters, and another one after a rest', () => {
    expect(isOwnStep('typed', at('search', 0), at('search', 900))).toBe(false)
    expect(isOwnStep('typed', at('search', 0), at('search', 2000))).toBe(true)
    expect(isOwnStep('typed', at('tab', 0), at('search', 900))).toBe(true)
  })

  it('makes one entry of two parameters that one press changes', () => {
    expect(isOwnStep('step', at('search', 0), at('start', 1, 0))).toBe(false)
  })

  it('makes two entries of two presses, however fast they come', () => {
    expect(isOwnStep('typed', at('tab', 0, 1), at('search', 1, 2))).toBe(true)
  })
})
