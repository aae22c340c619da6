// Images are seen without padding they do not need: the shapes that the network gets, that its answer stays the same, and that scores stay comparable.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { weightsForUse } from '../../src/checkpoint/checkpoint.ts'
import { readStarter } from '../../src/checkpoint/starter.ts'
import { encodeCheckpoint } from '../../src/checkpoint/write.ts'
import { Random } from '../../src/core/random.ts'
import { placeImage, type Preprocessing } from '../../src/data/preprocess.ts'
import { defaultTargets } from '../../src/data/targets.ts'
import { Detector } from '../../src/detect/detector.ts'
import { evaluate } from '../../src/detect/evaluate.ts'
import { defaultDetectorSettings, settingsFromText, settingsToText } from '../../src/detect/settings.ts'
import { Validator } from '../../src/detect/validator.ts'
import type { Session } from '../../src/graph/session.ts'
import { ShapeSessions } from '../../src/graph/shape-sessions.ts'
import { initialParameters } from '../../src/model/init.ts'
import { defaultLoss } from '../../src/model/loss.ts'
import { synthesize } from '../../src/prepare/synth/synthesize.ts'
import { loadDataset } from '../../src/tasks/data/load-data.ts'
import { exportModel } from '../../src/tasks/models/export.ts'
import { openDetector } from '../../src/tasks/models/models.ts'
import { verifyModel } from '../../src/tasks/models/verify.ts'
import { temporaryFolder } from '../tasks/training.ts'

const values = initialParameters(1)

function settingsWith(preprocessing: Partial<Preprocessing>) {
  return {
    ...defaultDetectorSettings,
    preprocessing: { ...defaultDetectorSettings.preprocessing, ...preprocessing },
  }
}

function noise(width: number, height: number) {
  const random = new Random(1, 'noise')
  return { width, height, data: Uint8Array.from({ length: width * height * 3 }, () => random.int(256)) }
}

/** Wide, high and square, with the network's [height, width] at 96x96. */
const images = [
  [noise(90, 30), [32, 96]],
  [noise(50, 100), [96, 64]],
  [noise(20, 20), [96, 96]],
] as const

describe('minimal padding', () => {
  it('fills up to multiples of 32 and scales like full padding', () => {
    const size = [640, 640] as const
    const [minimal, full] = (['minimal', 'full'] as const).map((padding) =>
      placeImage({ width: 960, height: 540 }, settingsWith({ size, padding }).preprocessing),
    )
    expect([minimal.width, minimal.height]).toEqual([640, 384])
    expect({ ...minimal, height: 640 }).toEqual(full)
  })

  it('gives the probabilities of a network made for the shape', async () => {
    const detector = await Detector.fromParameters(values, settingsWith({ size: [96, 96], padding: 'minimal' }))
    for (const [image, size] of images) {
      const made = await Detector.fromParameters(values, settingsWith({ size, padding: 'full' }))
      const [found, expected] = [await detector.probability(image), await made.probability(image)]
      expect([found.height, found.width]).toEqual(size)
      const differences = expected.data.map((probability, at) => Math.abs(probability - found.data[at]))
      expect(Math.max(...differences)).toBeLessThan(1e-5)
    }
  })

  it('gives the loss of a graph made for the shape', async () => {
    const options = { values, targets: { ...defaultTargets, minTextSize: 1 }, loss: defaultLoss }
    const texts = [{ polygon: [[4, 4], [18, 4], [18, 14], [4, 14]], ignore: false, transcript: 'a', line: 1 }] as const // prettier-ignore
    const settings = settingsWith({ size: [96, 96], padding: 'minimal' })
    const validator = await Validator.create({ ...options, settings })
    for (const [image, size] of images) {
      const made = await Validator.create({ ...options, settings: settingsWith({ size, padding: 'full' }) })
      const [found, expected] = [await validator.run(image, { texts }), await made.run(image, { texts })]
      expect(found.loss).toBeCloseTo(expected.loss, 5)
      expect(found.loss).toBeGreaterThan(0)
    }
  })

  it('is not what settings mean that do not name it', () => {
    const { padding: _, ...older } = defaultDetectorSettings.preprocessing
    const text = settingsToText({ ...defaultDetectorSettings, preprocessing: older as Preprocessing })
    expect(settingsFromText(text, 'older.pth').preprocessing.padding).toBe('full')
  })
})

describe('ShapeSessions', () => {
  it('keeps the sixteen shapes that were used last', async () => {
    const log: string[] = []
    const make = ([, height, width]: readonly [number, number, number]) => {
      log.push(`make ${height}x${width}`)
      const release = () => Promise.resolve(void log.push(`release ${height}x${width}`))
      return Promise.resolve({ run: () => Promise.resolve({}), release } as unknown as Session)
    }
    const sessions = new ShapeSessions('images', make)
    const run = (height: number) => sessions.run({ images: { shape: [1, 3, height, 32], data: new Float32Array() } })
    for (let height = 1; height <= 16; height++) await run(height)
    await run(1)
    expect(log).toHaveLength(16)
    await run(17)
    expect(log.slice(16)).toEqual(['release 2x32', 'make 17x32'])
    await run(1)
    expect(log).toHaveLength(18)
    await sessions.release()
    expect(log.filter((line) => line.startsWith('release'))).toHaveLength(17)
  })
})

describe('a run that was validated with minimal padding', { timeout: 120_000 }, () => {
  const workdirs = temporaryFolder()
  const data = join(workdirs, 'data')
  const path = join(workdirs, 'weights.pth')

  async function makeWeights(padding: Preprocessing['padding']): Promise<number> {
    await synthesize(data, { train: 1, test: 3, seed: 2, size: [96, 256] })
    const { checkpoint } = await readStarter()
    const settings = settingsWith({ size: [256, 256], padding })
    const parameters = weightsForUse(checkpoint)
    const { test } = await loadDataset(data, ['test'])
    const { scores } = await evaluate(await Detector.fromParameters(parameters, settings), test)
    const rest = { position: { epoch: 1, iteration: 0 }, training: undefined, config: {} }
    writeFileSync(path, encodeCheckpoint({ parameters, settings, fScore: scores.fScore, ...rest }))
    return scores.fScore
  }

  it('is compared with that score whether its file pads or not', async () => {
    const fScore = await makeWeights('minimal')
    expect(fScore).toBeGreaterThan(0.2)
    for (const dynamic of [false, true]) {
      const file = await exportModel({ source: path, dynamic, out: workdirs, workdirs })
      const report = await verifyModel({ onnxModel: file.path, testDir: data, workdirs })
      expect(report).toMatchObject({ passed: true, loggedFScore: fScore })
      const logged = report.asLoggedScores ?? report.exportedScores
      expect(logged.fScore).toBeCloseTo(fScore, 3)
      expect(report.asLoggedScores === undefined).toBe(dynamic)
      expect(report.notes.join()).toMatch(dynamic ? /^$/ : /padding minimal.* with padding full/)
    }
  })

  it('is detected with as it was validated, as are older ones only where their scores count', async () => {
    const paddingOf = async (asTrained: boolean, options = {}) => {
      const { detector } = await openDetector(path, { workdirs, asTrained, options })
      return detector.settings.preprocessing.padding
    }
    expect([await paddingOf(true), await paddingOf(false)]).toEqual(['minimal', 'minimal'])
    await makeWeights('full')
    expect([await paddingOf(true), await paddingOf(false)]).toEqual(['full', 'minimal'])
    expect(await paddingOf(false, { padding: 'full' })).toBe('full')
    const { path: fixed } = await exportModel({ source: path, dynamic: false, out: workdirs, workdirs })
    const { detector } = await openDetector(fixed, { workdirs })
    expect(detector.settings.preprocessing.padding).toBe('full')
    await expect(openDetector(fixed, { workdirs, options: { padding: 'minimal' } })).rejects.toMatchObject({
      code: 'model-size-fixed',
      found: '--padding minimal',
    })
  })
})
