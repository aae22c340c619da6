// Reading and following logs: filters, growth, truncation, rotation, the end.
import { appendFileSync, mkdirSync, renameSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseMoment, parsePattern } from '../../../src/cli/moment.ts'
import { LogFollower } from '../../../src/run/log-follow.ts'
import { type LogRequest, readLogs } from '../../../src/tasks/runs/logs.ts'
import { temporaryFolder, userErrorOf } from '../../run/temporary.ts'

const text = `[INFO] Starting training at 2026-01-05 14:30:22
[CONFIG] Using device: cpu
[TRAIN] Epoch 1/2, Iter 0/2, Loss: 2.000, LR: 0.007000, Elapsed: 10.0 s
[VAL] Epoch 1 finished. F-score: 0.500, Precision: 0.500, Recall: 0.500
[SAVE] Best model saved to checkpoints/best_model.pth (F-score improved)
[TRAIN] Epoch 2/2, Iter 0/2, Loss: 1.000, LR: 0.007000, Elapsed: 70.0 s
no tag here
[WARN] Something odd
[VAL] Epoch 2 finished. F-score: 0.700, Precision: 0.700, Recall: 0.700`

async function numbersOf(request: LogRequest): Promise<number[]> {
  const path = join(temporaryFolder(), 'log.txt')
  writeFileSync(path, text) // its last line has no line break
  const numbers: number[] = []
  const task = { reference: path, workdirs: dirname(path), request, follow: false, stop: new AbortController().signal }
  await readLogs(task, ({ number }) => numbers.push(number))
  return numbers
}

describe('readLogs', () => {
  it.for<[string, LogRequest, number[]]>([
    ['everything', {}, [1, 2, 3, 4, 5, 6, 7, 8, 9]],
    ['a tag', { tag: 'VAL' }, [4, 9]],
    ['an epoch with what was saved in it', { epoch: 1 }, [3, 4, 5]],
    ['a pattern', { grep: /odd|device/ }, [2, 8]],
    ['a time', { since: new Date(2026, 0, 5, 14, 31, 0) }, [6, 7, 8, 9]],
    ['all of it', { tag: 'TRAIN', epoch: 2, grep: /Loss: 1/ }, [6]],
  ])('shows %s', async ([, request, expected]) => {
    expect(await numbersOf(request)).toEqual(expected)
  })

  it('says that a run has no log, and waits for it when it is followed', async () => {
    const workdirs = temporaryFolder()
    mkdirSync(join(workdirs, 'exp_20260105_143022'))
    const stop = new AbortController()
    const task = { reference: 'latest', workdirs, request: {}, stop: stop.signal }
    await expect(readLogs({ ...task, follow: false }, () => {})).rejects.toThrow('has no log')
    const lines: string[] = []
    const following = readLogs({ ...task, follow: true }, (line) => lines.push(line.text))
    writeFileSync(join(workdirs, 'exp_20260105_143022', 'log.txt'), '[INFO] one\n')
    await expect.poll(() => lines, { timeout: 20_000 }).toEqual(['[INFO] one'])
    stop.abort()
    expect((await following).ended).toBe('stopped')
  })

  it('ends by itself when the training that is followed ends', async () => {
    const path = join(temporaryFolder(), 'log.txt')
    writeFileSync(path, '[INFO] Training stopped by user.\n')
    const stop = new AbortController().signal
    const lines: string[] = []
    const take = ({ text }: { text: string }): void => {
      lines.push(text)
      if (lines.length === 1)
        setTimeout(() => appendFileSync(path, '[INFO] on\n[INFO] Training completed successfully.\n'), 5)
    }
    const task = { reference: path, workdirs: '.', request: {}, follow: true, stop }
    expect(await readLogs(task, take)).toMatchObject({ ended: 'closed', lines: 3 })
  })
})

describe('LogFollower', () => {
  it('reads on after growth, truncation and rotation, and misses no line', () => {
    const path = join(temporaryFolder(), 'log.txt')
    const seen: string[] = []
    let restarts = 0
    const follower = new LogFollower(
      path,
      (number, text) => seen.push(`${number} ${text}`),
      () => restarts++,
    )
    const news = (): string[] => {
      follower.poll()
      return seen.splice(0)
    }
    expect(news()).toEqual([])
    writeFileSync(path, 'a\nb')
    expect(news()).toEqual(['1 a'])
    appendFileSync(path, 'c\nd\n')
    expect(news()).toEqual(['2 bc', '3 d'])
    truncateSync(path, 0)
    appendFileSync(path, 'e\n')
    expect(news()).toEqual(['1 e'])
    appendFileSync(path, 'last words\nhalf a li')
    renameSync(path, `${path}.1`)
    expect(news()).toEqual(['2 last words'])
    appendFileSync(`${path}.1`, 'ne\n')
    writeFileSync(path, 'f\n')
    expect(news()).toEqual(['3 half a line', '1 f'])
    expect(restarts).toBe(2)
    follower.close()
  })
})

describe('parseMoment', () => {
  it('reads ages, times of today and dates', () => {
    const now = new Date(2026, 0, 5, 14, 30, 22)
    expect(parseMoment('10m', '--since', now)).toEqual(new Date(2026, 0, 5, 14, 20, 22))
    expect(parseMoment('9:05', '--since', now)).toEqual(new Date(2026, 0, 5, 9, 5))
    expect(parseMoment('2026-01-04', '--since', now)).toEqual(new Date(2026, 0, 4))
    expect(parseMoment('2026-01-04 10:00:01', '--since', now)).toEqual(new Date(2026, 0, 4, 10, 0, 1))
    for (const wrong of ['yesterday', '2026-13-40', '10'])
      expect(userErrorOf(() => parseMoment(wrong, '--since')).code).toBe('bad-flag')
  })
})

describe('parsePattern', () => {
  it('minds capitals only where some are typed, and explains what is no pattern', () => {
    expect(parsePattern('loss', '--grep').test('Loss: 1')).toBe(true)
    expect(parsePattern('Loss', '--grep').test('loss: 1')).toBe(false)
    expect(userErrorOf(() => parsePattern('[', '--grep')).next).toContain('backslash')
  })
})
