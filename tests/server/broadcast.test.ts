// Events to many: together once a second, each once and in order; to few: at once.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Broadcast } from '../../src/server/live/broadcast.ts'

beforeEach(() => vi.useFakeTimers({ now: 1_000_000 }))
afterEach(() => vi.useRealTimers())

/** A broadcast with so many clients, and what the last of them was sent, piece by piece. */
function broadcastTo(count: number) {
  const broadcast = new Broadcast()
  const pieces: string[] = []
  for (let client = 1; client < count; client++) broadcast.add(() => true)
  broadcast.add((event) => pieces.push(Buffer.from(event).toString()) > 0)
  const send = (text: string): void => broadcast.send(Buffer.from(text))
  return { broadcast, pieces, send }
}

it('sends at once while few watch', () => {
  const { pieces, send } = broadcastTo(20)
  send('a')
  send('b')
  expect(pieces).toEqual(['a', 'b'])
})

it('sends the first event at once to many, and those of the next second as one piece', () => {
  const { pieces, send } = broadcastTo(21)
  send('a')
  vi.advanceTimersByTime(300)
  send('b')
  send('c')
  vi.advanceTimersByTime(699)
  expect(pieces).toEqual(['a'])
  vi.advanceTimersByTime(1)
  expect(pieces).toEqual(['a', 'bc'])
  vi.advanceTimersByTime(5000)
  send('d')
  expect(pieces).toEqual(['a', 'bc', 'd'])
})

it('does not hold much back', () => {
  const { pieces, send } = broadcastTo(200)
  send('a')
  send('b'.repeat(1 << 20))
  expect(pieces.map(({ length }) => length)).toEqual([1, 1 << 20])
})

it('sends what is held back before somebody joins, who knows it already', () => {
  const { broadcast, pieces, send } = broadcastTo(200)
  const newcomer: string[] = []
  send('a')
  send('b')
  broadcast.add((event) => newcomer.push(String(event)) > 0)
  expect(pieces).toEqual(['a', 'b'])
  expect(newcomer).toEqual([])
})

it('forgets a client that has gone, and everything when none is left', () => {
  const broadcast = new Broadcast()
  const clients = Array.from({ length: 30 }, () => vi.fn(() => false))
  for (const client of clients) broadcast.add(client)
  broadcast.send(Buffer.from('a'))
  expect(broadcast.size).toBe(0)
  broadcast.send(Buffer.from('b'))
  expect(clients.every((client) => client.mock.calls.length === 1)).toBe(true)
  expect(vi.getTimerCount()).toBe(0)
})
