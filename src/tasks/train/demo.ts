// The whole way in a few minutes: detection on a real photograph, then a small synthetic data set, check, fine-tuning, export, proof.
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { starterName } from '../../core/starter-name.ts'
import { check, type CheckReport } from '../data/check.ts'
import { demoConfig, demoImages } from './demo-training.ts'
import { detectTexts, type DetectReport } from '../models/detect.ts'
import { exportModel, type ExportReport } from '../models/export.ts'
import { synth } from '../data/synth.ts'
import { train, type TrainingEvent, type TrainingSummary } from './train.ts'
import { verifyModel, type VerifyReport } from '../models/verify.ts'

export interface DemoTask {
  /** Folder of the demo data set; it is made, or made again. */
  readonly folder: string
  readonly workdirs: string
  /** Folder of the exported model and of the detection. */
  readonly out: string
  readonly stop: AbortSignal
}

/** The photograph that ocrdet ships; its licence lies beside it. */
const examplePhoto = new URL('../../../examples/photo.png', import.meta.url)

/** The steps of the demo, in order. */
export const demoSteps = ['photo', 'synth', 'check', 'train', 'export', 'verify', 'detect'] as const
export type DemoStep = (typeof demoSteps)[number]

export type DemoEvent =
  | { readonly type: 'step'; readonly step: DemoStep; readonly index: number; readonly of: number }
  /** Images done in the step that was told last. */
  | { readonly type: 'progress'; readonly done: number; readonly total: number }
  | { readonly type: 'training'; readonly event: TrainingEvent }

export interface DemoSummary {
  /** What the starter finds on a real photograph, before any training. */
  readonly photo: DetectReport
  readonly data: CheckReport
  readonly training: TrainingSummary
  /** The rest is undefined when the training was stopped. */
  readonly exported: ExportReport | undefined
  readonly verification: VerifyReport | undefined
  readonly detection: DetectReport | undefined
  readonly seconds: number
}

/** What a training that was stopped leaves out. */
const nothingExported = { exported: undefined, verification: undefined, detection: undefined } as const

/** Runs the full pipeline. */
export async function demo(task: DemoTask, listen: (event: DemoEvent) => void): Promise<DemoSummary> {
  const started = performance.now()
  const root = resolve(task.folder)
  const { workdirs, out, stop } = task
  const begin = (step: DemoStep): void =>
    listen({ type: 'step', step, index: demoSteps.indexOf(step) + 1, of: demoSteps.length })
  const onProgress = (done: number, total: number): void => listen({ type: 'progress', done, total })
  const seconds = (): number => (performance.now() - started) / 1000

  begin('photo')
  const photo = await detectTexts({
    inputs: [fileURLToPath(examplePhoto)],
    model: starterName,
    out,
    workdirs,
    signal: stop,
  })
  begin('synth')
  await synth(root, demoImages, onProgress)
  begin('check')
  const data = await check({ data: root }, onProgress)
  begin('train')
  const config = demoConfig(root)
  const training = await train({ config, workdirs, stop }, (event) => listen({ type: 'training', event }))
  if (training.ended === 'stopped') return { photo, data, training, ...nothingExported, seconds: seconds() }
  begin('export')
  const exported = await exportModel({ source: training.folder, dynamic: false, out, workdirs })
  begin('verify')
  const testDir = join(root, 'test_images')
  const verification = await verifyModel({ onnxModel: exported.path, testDir, workdirs }, onProgress)
  begin('detect')
  const inputs = [verification.firstImage]
  const detection = await detectTexts({ inputs, model: exported.path, out, workdirs, signal: stop })
  return { photo, data, training, exported, verification, detection, seconds: seconds() }
}
