// What is written to a terminal and to a pipe.
import { describe, expect, it } from 'vitest'
import { Screen } from '../../src/cli/screen/screen.ts'

const erase = '\u001b[2K\r'

function screenOf({ terminal, columns = 20 }: { terminal: boolean; columns?: number }) {
  const written = { out: '', err: '' }
  const clock = { now: 0 }
  const output = (name: 'out' | 'err') => ({
    write: (text: string) => (written[name] += text),
    columns: () => columns,
    colors: false,
    isTerminal: terminal,
  })
  return { written, clock, screen: new Screen(output('out'), output('err'), () => clock.now) }
}

describe('Screen', () => {
  it('sends results and messages to their own streams', () => {
    const { screen, written } = screenOf({ terminal: false })
    screen.print('result')
    screen.log('message')
    expect(written).toEqual({ out: 'result\n', err: 'message\n' })
  })

  it('asks in one line, without what would steer the terminal', () => {
    const { screen, written } = screenOf({ terminal: true })
    screen.ask('Remove a\u001b]0;title\u0007? ')
    expect(written.err).toBe(String.raw`Remove a\u001b]0;title\u0007? `)
  })

  it('writes no live line and no control codes into a pipe', () => {
    const { screen, written } = screenOf({ terminal: false })
    screen.live(() => 'live', { urgent: true })
    screen.log('message')
    screen.endLive()
    expect(written.err).toBe('message\n')
  })

  it('repaints at most ten times a second, except for what is urgent', () => {
    const { screen, written, clock } = screenOf({ terminal: true })
    const paint = (text: string, urgent = false): void => screen.live(() => text, { urgent })
    paint('a')
    clock.now = 99
    paint('b')
    paint('c', true)
    clock.now = 199
    paint('d')
    expect(written.err).toBe(`${erase}a${erase}c${erase}d`)
  })

  it('keeps the live line below messages and results', () => {
    const { screen, written } = screenOf({ terminal: true })
    screen.live(() => 'live')
    screen.log('message')
    screen.print('result')
    expect(written).toEqual({ out: 'result\n', err: `${erase}live${erase}message\nlive${erase}live` })
  })

  it('takes the live line away once', () => {
    const { screen, written } = screenOf({ terminal: true })
    screen.live(() => 'live')
    screen.endLive()
    screen.endLive()
    expect(written.err).toBe(`${erase}live${erase}`)
  })

  it('leaves the last column of the terminal free', () => {
    const { screen } = screenOf({ terminal: true, columns: 40 })
    const seen: number[] = []
    screen.live(({ columns }) => String(seen.push(columns)))
    expect(seen).toEqual([39])
  })

  it('takes a terminal of unknown width for one of 80 columns, and a pipe for endless', () => {
    expect(screenOf({ terminal: true, columns: 0 }).screen.look.columns).toBe(80)
    expect(screenOf({ terminal: false }).screen.look.columns).toBe(Infinity)
  })
})
