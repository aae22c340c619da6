// Saving one image's texts: at once, one after the other, kept while the server is away, and never over another's work.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { EditedImage, EditedText } from '../../src/server/api.ts'
import { type Pending, Saver } from '../src/features/annotate/saver.ts'

const text = (transcript: string): EditedText => ({ box: [0, 0, 10, 0, 10, 10, 0, 10], transcript, ignore: false })
const wish = (transcript: string) => ({ texts: [text(transcript)], reviewed: false, dropUnread: false })
const image = (revision: string, transcript: string): EditedImage => ({
  index: 0,
  name: '1.jpg',
  file: '1.jpg',
  groundTruthFile: '1.txt',
  width: 20,
  height: 20,
  isOpen: true,
  reviewed: false,
  isMachineMade: false,
  revision,
  texts: [{ ...text(transcript), line: 1 }],
  unread: [],
  problems: [],
})
const failing = (code: 'network' | 'annotation-conflict') => Object.assign(new Error(code), { code })

/** A server that counts revisions; `answers` are what it does next instead of saving. */
function scene(there = 'start') {
  const asked: Pending[] = []
  const kept: (Pending | undefined)[] = []
  const answers: (() => Promise<EditedImage>)[] = []
  const saver = new Saver('r0', {
    save: async (pending) => {
      asked.push(pending)
      const next = answers.shift()
      return next === undefined ? image(`r${asked.length}`, pending.texts?.[0]?.transcript ?? '') : next()
    },
    load: () => Promise.resolve(image('r9', there)),
    failureOf: (error) => error as ReturnType<typeof failing>,
    keep: (pending) => kept.push(pending),
  })
  return { saver, asked, kept, answers }
}

describe('the saver', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('saves the last of quick changes once, and the next one on the revision that came back', async () => {
    const { saver, asked, kept } = scene()
    saver.want(wish('a'))
    saver.want(wish('ab'))
    expect(saver.state().is).toBe('waiting')
    await vi.advanceTimersByTimeAsync(300)
    expect([saver.state().is, asked.length, kept.at(-1)]).toEqual(['saved', 1, undefined])
    saver.want(wish('abc'))
    await saver.flush()
    expect(asked.map(({ revision, texts }) => [revision, texts?.[0]?.transcript])).toEqual([
      ['r0', 'ab'],
      ['r1', 'abc'],
    ])
  })

  it('keeps what is not acknowledged, and goes on trying while the server is away', async () => {
    const { saver, asked, kept, answers } = scene()
    answers.push(
      () => Promise.reject(failing('network')),
      () => Promise.reject(failing('network')),
    )
    saver.want(wish('a'))
    await vi.advanceTimersByTimeAsync(300)
    expect([saver.state().is, kept.at(-1)?.texts]).toEqual(['offline', [text('a')]])
    await vi.advanceTimersByTimeAsync(4000)
    expect([saver.state().is, asked.length, kept.at(-1)]).toEqual(['saved', 3, undefined])
  })

  it('holds back an outline that crosses itself until it does no longer', async () => {
    const { saver, asked } = scene()
    saver.want(wish('a'), true)
    await vi.advanceTimersByTimeAsync(1000)
    expect([saver.state().is, asked.length]).toEqual(['held', 0])
    saver.want(wish('a'))
    await vi.advanceTimersByTimeAsync(300)
    expect([saver.state().is, asked.length]).toEqual(['saved', 1])
  })

  it('stops at a conflict and sends nothing more before what is there was taken', async () => {
    const { saver, asked, answers } = scene('theirs')
    answers.push(() => Promise.reject(failing('annotation-conflict')))
    saver.want(wish('mine'))
    await vi.advanceTimersByTimeAsync(300)
    saver.want(wish('mine too'))
    await vi.advanceTimersByTimeAsync(5000)
    expect([saver.state().is, asked.length, saver.pending?.texts]).toEqual(['conflict', 1, [text('mine too')]])
    saver.take(image('r9', 'theirs'))
    saver.want(wish('both'))
    await saver.flush()
    expect([saver.state().is, asked.at(-1)?.revision]).toEqual(['saved', 'r9'])
  })

  it('takes its own edit whose answer was lost for saved', async () => {
    const { saver, answers } = scene('mine')
    answers.push(
      () => Promise.reject(failing('network')),
      () => Promise.reject(failing('annotation-conflict')),
    )
    saver.want(wish('mine'))
    await vi.advanceTimersByTimeAsync(3000)
    expect([saver.state().is, saver.revision]).toEqual(['saved', 'r9'])
  })

  it('saves what changes while it saves afterwards', async () => {
    const { saver, asked, answers } = scene()
    let answer: (saved: EditedImage) => void = () => undefined
    answers.push(() => new Promise((resolve) => (answer = resolve)))
    saver.want(wish('a'))
    await vi.advanceTimersByTimeAsync(300)
    saver.want(wish('ab'))
    answer(image('r7', 'a'))
    await vi.advanceTimersByTimeAsync(300)
    expect(asked.map(({ revision, texts }) => [revision, texts?.[0]?.transcript])).toEqual([
      ['r0', 'a'],
      ['r7', 'ab'],
    ])
  })
})
