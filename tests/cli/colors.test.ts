// When colours are wanted.
import { describe, expect, it } from 'vitest'
import { paintWith, wantsColors } from '../../src/cli/text/colors.ts'

describe('wantsColors', () => {
  it.each([
    ['a terminal', { isTerminal: true, refused: false, env: {} }, true],
    ['a pipe', { isTerminal: false, refused: false, env: {} }, false],
    ['a pipe in CI', { isTerminal: false, refused: false, env: { CI: 'true' } }, false],
    ['NO_COLOR', { isTerminal: true, refused: false, env: { NO_COLOR: '1' } }, false],
    ['an empty NO_COLOR', { isTerminal: true, refused: false, env: { NO_COLOR: '' } }, true],
    ['a dumb terminal', { isTerminal: true, refused: false, env: { TERM: 'dumb' } }, false],
    ['FORCE_COLOR in a pipe', { isTerminal: false, refused: false, env: { FORCE_COLOR: '1' } }, true],
    ['FORCE_COLOR=0', { isTerminal: true, refused: false, env: { FORCE_COLOR: '0' } }, false],
    ['--no-color with FORCE_COLOR', { isTerminal: true, refused: true, env: { FORCE_COLOR: '1' } }, false],
  ])('%s: %j is %s', (_, request, wanted) => {
    expect(wantsColors(request)).toBe(wanted)
  })
})

describe('paintWith', () => {
  it('leaves texts alone without colours', () => {
    expect(paintWith(false).red('text')).toBe('text')
    expect(paintWith(true).red('text')).toBe('\u001b[31mtext\u001b[39m')
  })
})
