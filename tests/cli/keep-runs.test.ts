// Naming, archiving and removing from the command line, in processes of their own.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { askFor } from '../../src/cli/confirm.ts'
import { makeRun } from '../run/run-folders.ts'
import { temporaryFolder } from '../run/temporary.ts'
import { ocrdet } from './run-built.ts'

const id = 'exp_20260105_143022'

describe('ocrdet', () => {
  it('names, lists, archives, restores and removes a run', async () => {
    const cwd = temporaryFolder()
    const env = { OCRDET_CACHE: join(cwd, 'cache') }
    makeRun(join(cwd, 'workdirs'), id)
    const steps = [
      [['name', 'latest', 'my run'], `${id} is called my run`],
      [['tag', 'my run', 'good'], '#good'],
      [['runs', '--where', "name = 'my run' and tag = good"], '1 run, '],
      [['archive', 'my run'], 'archived, read back and compared'],
      [['runs', '--archived'], 'npx ocrdet restore'],
      [['restore', 'my run'], 'Names: my run'],
      [['rm', 'my run', '--yes', id], `${id} is removed`],
    ] as const
    for (const [words, says] of steps) {
      const { code, out, err } = await ocrdet(words, { cwd, env })
      expect({ words, code, err }).toEqual({ words, code: 0, err: '' })
      expect(out).toContain(says)
    }
    expect(existsSync(join(cwd, 'workdirs', id))).toBe(false)
  })

  it('removes nothing without a confirmation', async () => {
    const cwd = temporaryFolder()
    makeRun(join(cwd, 'workdirs'), id)
    const { code, err } = await ocrdet(['rm', id], { cwd })
    expect(code).toBe(1)
    expect(err).toContain(`--yes ${id}`)
    expect(existsSync(join(cwd, 'workdirs', id, 'log.txt'))).toBe(true)
  })
})

describe('askFor', () => {
  it('gives what a person typed, and nothing where there is no person or no answer', async () => {
    const terminal = (): NodeJS.ReadStream => Object.assign(new PassThrough(), { isTTY: true }) as never
    const typed = terminal()
    const asked: string[] = []
    const screen = { ask: (text: string) => void asked.push(text) }
    const answer = askFor('Type it: ', screen, typed)
    typed.push(` ${id} \n`)
    expect(await answer).toBe(id)
    expect(asked).toEqual(['Type it: '])
    const ended = terminal()
    const none = askFor('Type it: ', screen, ended)
    ended.push(null)
    expect(await none).toBe('')
    expect(await askFor('Type it: ', screen, new PassThrough() as never)).toBe('')
  })
})
