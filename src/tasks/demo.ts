// The whole way on a small synthetic data set, in a few minutes: data, check, training, export, proof, detection.
import { join, resolve } from 'node:path'
import { check, type CheckReport } from './check.ts'
import { demoConfig, demoPictures } from './demo-training.ts'
import { detectTexts, type DetectReport } from './detect.ts'
import { exportModel, type ExportReport } from './export.ts'
import { synth } from './synth.ts'
import { train, type TrainingEvent, type TrainingSummary } from './train.ts'
import { verifyModel, type VerifyReport } from './verify.ts'

export interface DemoTask {
  /** Folder of the demo data set; it is made, or made again. */
  readonly folder: string
  readonly workdirs: string
  /** Folder of the exported model and of the detection. */
  readonly out: string
  readonly stop: AbortSignal
}

/** The steps of the demo, in order. */
export const demoSteps = ['synth', 'check', 'train', 'export', 'verify', 'detect'] as const
export type DemoStep = (typeof demoSteps)[number]

export type DemoEvent =
  | { readonly type: 'step'; readonly step: DemoStep; readonly index: number; readonly of: number }
  /** Pictures done in the step that was told last. */
  | { readonly type: 'progress'; readonly done: number; readonly total: number }
  | { readonly type: 'training'; readonly event: TrainingEvent }

export interface DemoSummary {
  readonly data: CheckReport
  readonly training: TrainingSummary
  /** The rest is undefined when the training was stopped. */
  readonly exported: ExportReport | undefined
  readonly verification: VerifyReport | undefined
  readonly detection: DetectReport | undefined
  readonly seconds: number
}

/** Goes the whole way. */
export async function demo(task: DemoTask, listen: (event: DemoEvent) => void): Promise<DemoSummary> {
  const started = performance.now()
  const root = resolve(task.folder)
  const { workdirs, out, stop } = task
  const begin = (step: DemoStep): void =>
    listen({ type: 'step', step, index: demoSteps.indexOf(step) + 1, of: demoSteps.length })
  const onProgress = (done: number, total: number): void => listen({ type: 'progress', done, total })
  const seconds = (): number => (performance.now() - started) / 1000

  begin('synth')
  await synth(root, demoPictures, onProgress)
  begin('check')
  const data = await check({ data: root }, onProgress)
  begin('train')
  const config = demoConfig(root)
  const training = await train({ config, workdirs, stop }, (event) => listen({ type: 'training', event }))
  if (training.ended === 'stopped')
    return { data, training, exported: undefined, verification: undefined, detection: undefined, seconds: seconds() }
  begin('export')
  const exported = await exportModel({ source: training.folder, dynamic: false, out, workdirs })
  begin('verify')
  const testDir = join(root, 'test_images')
  const verification = await verifyModel({ onnxModel: exported.path, testDir, workdirs }, onProgress)
  begin('detect')
  const inputs = [verification.firstPicture]
  const detection = await detectTexts({ inputs, model: exported.path, out, workdirs, signal: stop })
  return { data, training, exported, verification, detection, seconds: seconds() }
}
