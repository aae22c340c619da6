// A request to stop ends a long computation at once, and takes away what was being made.
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { imageBytes, makeFolder } from '../data/folder.ts'
import { mainFile, run } from './run-built.ts'

/** Makes a program say "parsing" once it has the text of a file of more than ten million bytes, just before it goes through it. */
const tellsWhenRead = `data:text/javascript,${encodeURIComponent(`
  import { writeSync } from 'node:fs'
  const decode = TextDecoder.prototype.decode
  TextDecoder.prototype.decode = function (...words) {
    const text = decode.apply(this, words)
    if (text.length > 1e7) writeSync(1, 'parsing')
    return text
  }`)}`

describe('a request to stop', () => {
  it('ends an import that parses a large file, which leaves nothing', async () => {
    const source = makeFolder({ '1.jpg': await imageBytes(20, 20) })
    writeFileSync(join(source, 'a.json'), `[${'{},'.repeat(4e6)}{}]`)
    const target = join(makeFolder({}), 'made')
    const words = ['--import', tellsWhenRead, mainFile, 'import', source, target]
    const ended = await run(process.execPath, words, { interruptAt: 'parsing' })
    expect(ended).toMatchObject({ code: null, signal: 'SIGINT' })
    expect(readdirSync(join(target, '..'))).toEqual([])
  }, 60_000)

  it.each(['work', 'a listener of its own'])(
    'removes the unfinished folder, or leaves that to whoever listens: %s',
    async (what) => {
      const folder = join(makeFolder({}), 'unfinished')
      const file = pathToFileURL(resolve('dist/core/unfinished.js')).href
      const listener = `process.on('SIGINT', () => { console.log('heard'); process.exit(5) })`
      const script = `
      import { mkdirSync } from 'node:fs'
      const { whileUnfinished } = await import(${JSON.stringify(file)})
      ${what === 'work' ? '' : listener}
      mkdirSync(${JSON.stringify(join(folder, 'inside'))}, { recursive: true })
      setInterval(() => {}, 1000)
      await whileUnfinished(${JSON.stringify(folder)}, () => { console.log('ready'); return new Promise(() => {}) })`
      const ended = await run(process.execPath, ['--input-type=module', '--eval', script], { interruptAt: 'ready' })
      if (what === 'work') expect(ended).toMatchObject({ code: null, signal: 'SIGINT' })
      else expect(ended).toMatchObject({ code: 5, out: 'ready\nheard\n' })
      expect(existsSync(folder)).toBe(what !== 'work')
    },
  )
})
