// The shipped starter: its file is the one that the manifest describes.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { describeStarter, findStarter, readStarter } from '../../src/checkpoint/starter.ts'
import { parameterSpecs } from '../../src/model/dbnet.ts'
import { makeFolder } from '../data/folder.ts'

describe('the starter', () => {
  it('is whole: every tensor of both branches, and its detection settings', async () => {
    const { checkpoint, bytes, version } = await readStarter()
    expect([...checkpoint.parameters.keys()]).toEqual(parameterSpecs().map(({ name }) => name))
    expect(checkpoint.settings?.postProcessing).toMatchObject({ binaryThreshold: 0.2, boxThreshold: 0.3 })
    expect(bytes).toBeLessThan(26_000_000)
    expect(version).toBeGreaterThanOrEqual(1)
  })

  it('says its version and the beginning of its hash', () => {
    const { version, sha256 } = findStarter()
    expect(describeStarter(findStarter())).toBe(`starter v${version} (sha256 ${sha256.slice(0, 12)})`)
  })

  const manifest = JSON.stringify({ version: 1, file: 'starter.pth', bytes: 4, sha256: '00', provenance: 'nowhere' })
  it.each([
    ['both files are missing', {}, 'starter.json', 'no such file or folder'],
    ['the manifest is cut short', { 'starter.json': manifest.slice(0, 20) }, 'starter.json', 'JSON that is cut short'],
    ['the manifest is empty', { 'starter.json': '' }, 'starter.json', 'JSON that is cut short'],
    [
      'the manifest is of something else',
      { 'starter.json': '[1]' },
      'starter.json',
      'JSON without the file, its length and its SHA-256',
    ],
    ['the manifest is a folder', { 'starter.json/a': '' }, 'starter.json', 'a folder stands where a file should be'],
    ['the weights are missing', { 'starter.json': manifest }, 'starter.pth', 'no such file or folder'],
    [
      'the weights are a folder',
      { 'starter.json': manifest, 'starter.pth/a': '' },
      'starter.pth',
      'a folder stands where a file should be',
    ],
    [
      'the weights are others',
      { 'starter.json': manifest, 'starter.pth': 'abcd' },
      'starter.pth',
      '4 bytes with 88d4266fd4e6338d13b845fcf289579d209c897823b9217da3e161936f031589',
    ],
  ])('says what is wrong when %s', async (_, files, file, found) => {
    const folder = makeFolder(files)
    const read = readStarter(undefined, pathToFileURL(`${folder}/`))
    await expect(read).rejects.toMatchObject({ code: 'starter-damaged', where: join(folder, file), found })
  })
})
