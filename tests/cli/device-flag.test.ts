// The flag --device of what finds texts: the processor without a word, another device with its reason.
import { expect, it } from 'vitest'
import { deviceOf } from '../../src/cli/commands/device-flag.ts'
import type { Context } from '../../src/cli/context.ts'

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
