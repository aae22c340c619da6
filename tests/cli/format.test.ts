// Numbers, paths and command words as text.
import { describe, expect, it } from 'vitest'
import { commandLine, formatBytes, formatDuration, programName, quoted, shownPath } from '../../src/cli/text/format.ts'

describe('formatDuration', () => {
  it.each([
    [0.4, '0s'],
    [59.4, '59s'],
    [59.6, '1m 00s'],
    [200, '3m 20s'],
    [3599.9, '1h 00m'],
    [3900, '1h 05m'],
    [86_399, '23h 59m'],
    [183_600, '2d 3h'],
    [Number.NaN, '?'],
  ])('%d seconds read %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text)
  })
})

describe('formatBytes', () => {
  it.each([
    [0, '0 bytes'],
    [999, '999 bytes'],
    [1000, '1.0 kB'],
    [48_763_314, '48.8 MB'],
    [3.5e9, '3.5 GB'],
  ])('%d reads %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text)
  })
})

describe('shownPath', () => {
  it('is relative inside the current folder, and whole outside of it', () => {
    expect(shownPath('/home/me/workdirs/exp', '/home/me')).toBe('workdirs/exp')
    expect(shownPath('/home/me', '/home/me')).toBe('.')
    expect(shownPath('/data', '/home/me')).toBe('/data')
    expect(shownPath('/home/..me/x', '/home')).toBe('..me/x')
    expect(shownPath('as/typed', '/home')).toBe('as/typed')
  })
})

describe('quoted', () => {
  it.each([
    ['custom_data', 'custom_data'],
    ['数据/图 片', "'数据/图 片'"],
    ['数据', '数据'],
    ["it's", String.raw`'it'\''s'`],
    ['$HOME', "'$HOME'"],
    ['', "''"],
    [String.raw`a\b`, String.raw`'a\b'`],
  ])('%j is typed as %s', (word, typed) => {
    expect(quoted(word, 'linux')).toBe(typed)
  })

  it('follows the Windows shell on Windows', () => {
    expect(quoted(String.raw`C:\my data`, 'win32')).toBe(String.raw`"C:\my data"`)
    expect(quoted(String.raw`C:\data`, 'win32')).toBe(String.raw`C:\data`)
  })
})

describe('commandLine', () => {
  it('quotes every word that needs it, but not the program', () => {
    expect(commandLine('npx ocrdet', 'check', 'my data')).toBe("npx ocrdet check 'my data'")
  })
})

describe('programName', () => {
  it('is the bare name only where that can be typed', () => {
    expect(programName({}, '/usr/local/bin/ocrdet')).toBe('ocrdet')
    expect(programName({}, '/home/me/clone/dist/cli/main.js')).toBe('npx ocrdet')
    expect(programName({ npm_command: 'exec' }, '/home/me/clone/node_modules/.bin/ocrdet')).toBe('npx ocrdet')
  })
})
