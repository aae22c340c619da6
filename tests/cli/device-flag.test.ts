// The flag --device of what finds texts: the processor without a word, another device with its reason.
import { describe, expect, it } from 'vitest'
import { commandNames, commands } from '../../src/cli/commands.ts'
import { deviceOf } from '../../src/cli/commands/device-flag.ts'
import type { Context } from '../../src/cli/context.ts'
import { readImages } from '../../src/tasks/models/read.ts'
import { parseWords } from '../../src/cli/parse.ts'

/** What is said while a device is chosen. */
async function chosen(asked: 'auto' | 'cpu' | 'cuda') {
  const said: string[] = []
  const context = { screen: { log: (line: string) => said.push(line) } } as unknown as Context
  return { device: await deviceOf(asked, context), said }
}

it('takes the processor without a word', async () => {
  expect(await chosen('cpu')).toEqual({ device: 'cpu', said: [] })
})

it('says what auto takes, and why', async () => {
  const { device, said } = await chosen('auto')
  expect(said).toHaveLength(1)
  expect(said[0]).toMatch(new RegExp(`^computed on ${device}(:0)? \\(chosen by auto: `))
})

it('refuses a device that is not there', async () => {
  await expect(chosen('cuda')).rejects.toMatchObject({ code: 'device-missing', where: '--device' })
})

describe('a command that looks at images with a model', () => {
  it('has a device', async () => {
    const declarations = await Promise.all(
      commandNames.map(async (name) => ({ name, flags: Object.keys((await commands[name].load()).flags) })),
    )
    const looking = declarations.filter(({ flags }) => flags.includes('input_size'))
    expect(looking.map(({ name }) => name)).toEqual(expect.arrayContaining(['detect', 'eval', 'label', 'read']))
    expect(looking.filter(({ flags }) => !flags.includes('device'))).toEqual([])
  })

  it.each([
    ['detect', ['examples/photo.png', '--model', 'starter']],
    ['read', ['examples/photo.png', '--model', 'starter']],
    ['label', ['examples/photo.png', '--model', 'starter', '--out', 'no-such-folder']],
    ['label', ['no-such-folder', '--again', '--model', 'starter']],
  ] as const)('computes on the device that it is told: %s %j', async (name, words) => {
    const declaration = await commands[name].load()
    const input = parseWords({ title: `ocrdet ${name}`, declaration }, [...words, '--device', 'cuda'])
    const context = { stop: new AbortController().signal } as unknown as Context
    await expect(declaration.run(input, context)).rejects.toMatchObject({ code: 'device-missing' })
  })
})

it('finds what is to be read on the device that is named', async () => {
  const task = { inputs: ['examples/photo.png'], standardInput: () => Promise.reject(new Error('not asked for')) }
  const codes: unknown[] = []
  for await (const { error } of readImages({ ...task, model: 'starter', workdirs: '.', device: 'cuda' }))
    codes.push(error?.code)
  expect(codes).toEqual(['model-not-loadable'])
})
