// The API's detector: the same texts from a path, from bytes and from pixels; what is refused; and that it can be stopped.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  openDetector,
  UserError,
  type Detector,
  type ImageSource,
  type OpenDetectorOptions,
} from '../../src/api/index.ts'
import { decodeImage } from '../../src/data/image.ts'
import { pageWith } from '../recognize/page.ts'
import { smallModel } from '../tasks/small-model.ts'
import { temporaryFolder } from '../tasks/training.ts'

const photo = 'examples/photo.png'
let detector: Detector

beforeAll(async () => {
  detector = await openDetector({ model: await smallModel({ size: [320, 320] }) })
}, 60_000)

describe('openDetector', () => {
  it('finds the same texts from a path, a Buffer and raw pixels', async () => {
    const { width, height, data } = await decodeImage(photo)
    const rgba = new Uint8ClampedArray(4 * width * height).fill(255)
    for (let pixel = 0; pixel < width * height; pixel++) rgba.set(data.subarray(3 * pixel, 3 * pixel + 3), 4 * pixel)
    const sources: readonly ImageSource[] = [
      photo,
      readFileSync(photo),
      { data, width, height, channels: 3 },
      { data: rgba, width, height, channels: 4 },
    ]
    const found = []
    for (const source of sources) found.push(await detector.detect(source, { tile: 'off' }))
    expect(found[0].texts.length).toBeGreaterThan(3)
    expect(found[0]).toMatchObject({ width, height })
    for (const { texts } of found) expect(texts).toEqual(found[0].texts)
  })

  it('reads the texts where it is asked to, and finds the same without', async () => {
    const page = pageWith(['INVOICE-4711', 'TOTAL=31.00'])
    const image = { ...page.image, channels: 3 } as const
    const [plain, read] = [await detector.detect(image), await detector.detect(image, { read: true })]
    expect(read.texts.map(({ text }) => text)).toEqual(['INVOICE-4711', 'TOTAL=31.00'])
    for (const { readingScore } of read.texts) expect(readingScore).toBeGreaterThan(0.8)
    expect(plain.texts).toEqual(read.texts.map(({ polygon, score }) => ({ polygon, score })))
    expect([plain.times.readMs, read.times.readMs > 0]).toEqual([0, true])
  })

  it('refuses a device that is not there, or that is none', async () => {
    await expect(openDetector({ model: 'starter', device: 'cuda' })).rejects.toMatchObject({ code: 'device-missing' })
    const none = { model: 'starter', device: 'gpu' } as unknown as OpenDetectorOptions
    await expect(openDetector(none)).rejects.toMatchObject({ code: 'bad-config' })
  })

  it('finds texts with a recogniser that is not there, and says so where it is asked to read', async () => {
    const without = await openDetector({ model: await smallModel({ size: [64, 64] }), recognizer: 'nothing' })
    await expect(without.detect(photo)).resolves.toHaveProperty('texts')
    await expect(without.detect(photo, { read: true })).rejects.toMatchObject({ code: 'recognizer-missing' })
    await without.close()
  })

  it('takes grey pixels, and lays transparent ones on white', async () => {
    const [width, height] = [40, 32]
    const grey = { data: new Uint8Array(width * height).fill(255), width, height, channels: 1 } as const
    const clear = { data: new Uint8Array(4 * width * height), width, height, channels: 4 } as const
    const answers = await Promise.all([detector.detect(grey), detector.detect(clear)])
    expect(answers[0].texts).toEqual(answers[1].texts)
  })

  it.each([
    ['pixels-invalid', { data: new Uint8Array(11), width: 2, height: 2, channels: 3 } as const],
    ['pixels-invalid', { data: new Uint8Array(0), width: 0, height: 2, channels: 3 } as const],
    ['pixels-invalid', { data: [1, 2, 3], width: 1, height: 1, channels: 3 } as unknown as ImageSource],
    ['image-empty', new Uint8Array()],
    ['image-undecodable', Buffer.from('no image')],
    ['image-truncated', readFileSync(photo).subarray(0, 20_000)],
    ['image-missing', join(temporaryFolder(), 'nothing.jpg')],
  ])('refuses with %s', async (code, image) => {
    await expect(detector.detect(image)).rejects.toMatchObject({ name: 'UserError', code })
  })

  it.each<[OpenDetectorOptions | { settings: object }, string, string]>([
    [{ settings: { binary_threshold: 2 } }, 'bad-config', 'binary_threshold'],
    [{ settings: { binary_treshold: 0.2 } }, 'bad-config', 'binary_treshold'],
    [{ settings: { learning_rate: 1 } }, 'bad-config', 'learning_rate'],
    [{ model: 'no-such-run', workdirs: temporaryFolder() }, 'run-none', 'no runs'],
  ])('refuses %j', async (options, code, words) => {
    const error: unknown = await openDetector(options as OpenDetectorOptions).catch((error: unknown) => error)
    expect(error).toBeInstanceOf(UserError)
    expect(error).toMatchObject({ code })
    expect(String(error)).toContain(words)
  })

  it('throws the reason of a signal that has aborted', async () => {
    const signal = AbortSignal.abort(new Error('enough'))
    await expect(openDetector({ model: 'starter', signal })).rejects.toThrow('enough')
    await expect(detector.detect(photo, { signal })).rejects.toThrow('enough')
  })
})
