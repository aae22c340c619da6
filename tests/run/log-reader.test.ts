// Reading log.txt: incremental, damaged, in other encodings, cut and replaced.
import { appendFileSync, mkdirSync, renameSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type LogEntry, logStart, parseLog, readLog } from '../../src/run/log-reader.ts'
import { temporaryFolder, userErrorOf } from './temporary.ts'

const train = '[TRAIN] Epoch 1/5, Iter 0/57, Loss: 1.876, LR: 0.007000'
const val = '[VAL] Epoch 1 finished. F-score: 0.682, Precision: 0.701, Recall: 0.664'

function logOf(content: string | Uint8Array): string {
  const path = join(temporaryFolder(), 'log.txt')
  writeFileSync(path, content)
  return path
}

/** `1 train`, `2 other ...` */
function shown(entries: readonly LogEntry[]): string[] {
  return entries.map(({ number, line }) => `${number} ${line.kind}${line.kind === 'other' ? ` ${line.text}` : ''}`)
}

describe('readLog', () => {
  it('goes on where it stopped, and leaves an unfinished line for later', () => {
    const path = logOf(`${train}\n[VAL] Epo`)
    const first = readLog(path)
    expect(shown(first.entries)).toEqual(['1 train'])
    expect(first).toMatchObject({ tail: '[VAL] Epo', restarted: false, position: { offset: 56, lines: 1 } })
    appendFileSync(path, `${val.slice(9)}\n${train}\n`)
    const second = readLog(path, first.position)
    expect(shown(second.entries)).toEqual(['2 val', '3 train'])
    expect(second.tail).toBe('')
    expect(readLog(path, second.position).entries).toEqual([])
  })

  it('begins again when the log was cut or replaced', () => {
    const path = logOf(`${train}\n${train}\n`)
    const { position } = readLog(path)
    truncateSync(path, 0)
    appendFileSync(path, `${val}\n`)
    const cut = readLog(path, position)
    expect([shown(cut.entries), cut.restarted]).toEqual([['1 val'], true])
    renameSync(path, `${path}.1`)
    writeFileSync(path, `${train}\n${train}\n${val}\n`)
    const replaced = readLog(path, cut.position)
    expect([shown(replaced.entries), replaced.restarted]).toEqual([['1 train', '2 train', '3 val'], true])
  })

  it('reads the tagged parts of a progress bar, or its last part, as one line', () => {
    const path = logOf(`\r  0%|  |\r 50%|# |\r${val}\r\n\r 10%\r 20%\n${train}\r\n\r\n`)
    expect(shown(readLog(path).entries)).toEqual(['1 val', '2 other 20%', '3 train', '4 other '])
  })

  it('reads lines around NUL bytes and garbage', () => {
    const garbage = Buffer.from([0xff, 0xfe, 0x80, 0x0a])
    const path = logOf(Buffer.concat([Buffer.from(`\0\0\0${train}\n`), garbage, Buffer.from(`${val}\n`)]))
    const { entries, legacyLines } = readLog(path)
    expect(entries.map(({ line }) => line.kind)).toEqual(['train', 'other', 'val'])
    expect(legacyLines).toBe(1)
  })

  it('reads GBK, and tells', () => {
    // "数据" in GBK is CA FD BE DD (Unicode's GB 18030 table)
    const gbk = Buffer.concat([Buffer.from('[ERROR] '), Buffer.from([0xca, 0xfd, 0xbe, 0xdd]), Buffer.from('\n')])
    const { entries, legacyLines } = readLog(logOf(Buffer.concat([gbk, Buffer.from('[WARN] 数据\n')])))
    expect(entries.map(({ line }) => line)).toEqual([
      { kind: 'error', message: '数据' },
      { kind: 'warn', message: '数据' },
    ])
    expect(legacyLines).toBe(1)
  })

  it('reads UTF-16, as PowerShell redirects it', () => {
    const path = logOf(Buffer.from(`\uFEFF${train}\r\n${val}\r\n`, 'utf16le'))
    expect(readLog(path).entries.map(({ line }) => line.kind)).toEqual(['train', 'val'])
  })

  it('reads lines that lie across the reading blocks', () => {
    const line = `${train}, Note: ${'x'.repeat(1000)}`
    const path = logOf(`${line}\n`.repeat(3000)) // 3 MB, blocks are 1 MiB
    const { entries, position } = readLog(path)
    expect(entries).toHaveLength(3000)
    expect(entries.every((entry) => entry.line.kind === 'train')).toBe(true)
    expect(position.lines).toBe(3000)
  })

  it('cuts a line of megabytes instead of keeping it', () => {
    const path = logOf(Buffer.concat([Buffer.alloc(5 << 20, 'y'), Buffer.from(`\n${val}\n`)]))
    const { entries } = readLog(path)
    expect(entries.at(-1)?.line.kind).toBe('val')
    expect(entries.every(({ line }) => line.kind !== 'other' || line.text.length <= 1 << 20)).toBe(true)
  })

  it('says when there is no log, or a folder in its place', () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'log.txt'))
    expect(userErrorOf(() => readLog(join(folder, 'gone.txt'))).code).toBe('file-missing')
    expect(userErrorOf(() => readLog(join(folder, 'log.txt'))).code).toBe('not-a-file')
  })

  it('sees the same in one go and in any number of pieces', () => {
    const path = logOf('')
    const pieces = fc.array(
      fc.oneof(
        fc.uint8Array({ maxLength: 30 }),
        fc.constantFrom(...['\n', train, val].map((text) => Buffer.from(text))),
      ),
    )
    fc.assert(
      fc.property(pieces, (parts) => {
        writeFileSync(path, '')
        let position = logStart
        const entries: LogEntry[] = []
        for (const part of parts) {
          appendFileSync(path, part)
          const reading = readLog(path, position)
          entries.push(...reading.entries)
          position = reading.position
        }
        expect(entries).toEqual(readLog(path).entries)
      }),
      { seed: 6, numRuns: 100 },
    )
  })
})

describe('parseLog', () => {
  it('takes a log from memory, whose last line needs no line break', () => {
    expect(shown(parseLog(Buffer.from(`${train}\n${val}`)))).toEqual(['1 train', '2 val'])
    expect(parseLog(new Uint8Array(0))).toEqual([])
  })
})
