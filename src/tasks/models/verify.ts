// Proves an exported file on the test images of a data set, and leaves the result beside the file.
import { errorDetails } from '../../core/error-details.ts'
import { say } from '../../core/say.ts'
import { thenRelease } from '../../core/then-release.ts'
import { existsSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import { messageOf, UserError } from '../../core/errors.ts'
import { writeFileAtomic } from '../../core/files.ts'
import { readRegularAsync } from '../../core/read-file.ts'
import { snakeCase } from '../../core/snake-case.ts'
import type { Sample } from '../../data/types.ts'
import { Detector } from '../../detect/detector.ts'
import type { Int8Facts } from '../../export/int8/facts.ts'
import { METADATA } from '../../export/onnx.ts'
import { openOnnx, type OpenedModel } from '../../export/open.ts'
import { withMetadata } from '../../formats/onnx/metadata.ts'
import type { Provider } from '../../graph/session.ts'
import type { PostProcessing } from '../../geometry/boxes.ts'
import { proofPath, verifyExport, type Verification } from '../../export/verify.ts'
import { readRun } from '../../run/reader.ts'
import { loadDataset } from '../data/load-data.ts'
import { findWeights, type FoundWeights } from './models.ts'

export interface VerifyTask {
  readonly onnxModel: string
  /** The data set, or its folder of test images. */
  readonly testDir: string
  /** The run it was exported from; taken from the file when not given. */
  readonly run?: string
  readonly workdirs: string
  /** Where both networks are computed; the processor by default. */
  readonly device?: Provider | undefined
  /** Ends the work before the next image; what is thrown then is the signal's reason, and no report is written. */
  readonly signal?: AbortSignal
}

/** The proof of an exported file, with what was compared. */
export interface VerifyReport extends Verification {
  readonly model: string
  readonly testDir: string
  /** How the file was made 8 bits; undefined for one in float. */
  readonly int8?: Int8Facts | undefined
  /** The run or checkpoint compared with; undefined when it could not be found. */
  readonly comparedWith: string | undefined
  /** Why a comparison was left out, one sentence each. */
  readonly notes: readonly string[]
  readonly reportPath: string
  /** Path of the first test image, to try the model on. */
  readonly firstImage: string
}

export async function verifyModel(
  task: VerifyTask,
  onProgress?: (done: number, total: number) => void,
): Promise<VerifyReport> {
  const opened = await openOnnx(task.onnxModel, { provider: task.device, asWritten: true })
  const samples = await testSamples(task.testDir)
  const { weights, notes } = await originOf(task, opened)
  const { settings } = opened.detector
  const original = weights && (await Detector.fromParameters(weights.weights, settings, task.device))
  const logged = loggedFScore(opened, weights)
  const asLogged = logged.fScore === undefined ? undefined : await otherPadding(opened, weights, task.device)
  const release = () => Promise.all([opened.detector.release(), original?.release(), asLogged?.release()])
  const verifying = verifyExport({
    exported: opened.detector,
    original,
    asLogged,
    samples,
    loggedFScore: logged.fScore,
    intact: opened.intact,
    isInt8: opened.int8 !== undefined,
    ...(onProgress && { onProgress }),
    ...(task.signal && { signal: task.signal }),
  })
  const verification = await thenRelease(verifying, release)
  const reportPath = proofPath(task.onnxModel)
  const proof = { ...verification, notes: [...notes, ...logged.notes, ...paddingNotes(opened, verification)] }
  if (opened.provenance !== undefined) await writeProof(task.onnxModel, proof)
  const report = {
    ...proof,
    model: task.onnxModel,
    testDir: task.testDir,
    int8: opened.int8,
    comparedWith: weights?.path,
    reportPath,
    firstImage: samples[0].imagePath,
  }
  writeFileAtomic(reportPath, `${JSON.stringify(report, null, 2)}\n`)
  return report
}

/** Writes the proof into the file itself too, so that it travels with it. One that cannot be written keeps the report beside it alone. */
async function writeProof(path: string, proof: Verification & Pick<VerifyReport, 'notes'>): Promise<void> {
  const text = JSON.stringify({ ...proof, time: new Date().toISOString() })
  try {
    writeFileAtomic(path, withMetadata(await readRegularAsync(path), METADATA.proof, text))
  } catch {
    // a medium that is only read
  }
}

/** The test split of the data set that `dir` is or lies in. */
async function testSamples(dir: string): Promise<readonly Sample[]> {
  const folder = resolve(dir)
  const root = existsSync(resolve(folder, 'test_list.txt')) ? folder : dirname(folder)
  if (!existsSync(resolve(root, 'test_list.txt')))
    throw new UserError({
      code: 'test-list-missing',
      message: say(errorDetails['test-list-missing'].message),
      expected: say(errorDetails['test-list-missing'].expected),
      found: say(errorDetails['test-list-missing'].found, { folder, root }),
      where: dir,
      next: say(errorDetails['test-list-missing'].next),
    })
  const dataset = await loadDataset(root, ['test'])
  return dataset.test
}

/** The checkpoint that the file was made from, where it is still there. */
async function originOf(
  { run, workdirs }: VerifyTask,
  { provenance }: OpenedModel,
): Promise<{ weights: FoundWeights | undefined; notes: string[] }> {
  if (run !== undefined) return { weights: await findWeights(run, workdirs), notes: [] }
  const candidates = [provenance?.run, provenance?.source].filter((name) => name !== undefined)
  const failures: string[] = []
  for (const candidate of candidates) {
    try {
      return { weights: await findWeights(candidate, workdirs), notes: [] }
    } catch (error) {
      failures.push(`${basename(candidate)}: ${messageOf(error)}`)
    }
  }
  const why = failures.length > 0 ? ` (${failures.join('; ')})` : ', and the file does not say where it comes from'
  return { weights: undefined, notes: [`Not compared with a checkpoint: none was found${why}.`] }
}

/** The checkpoint as its log's score was measured, where the file pads its images otherwise. */
async function otherPadding(
  { detector: { settings } }: OpenedModel,
  weights: FoundWeights | undefined,
  device: Provider | undefined,
): Promise<Detector | undefined> {
  const padding = weights?.settings.preprocessing.padding
  if (weights === undefined || padding === undefined || padding === settings.preprocessing.padding) return undefined
  const preprocessing = { ...settings.preprocessing, padding }
  return Detector.fromParameters(weights.weights, { ...settings, preprocessing }, device)
}

function paddingNotes({ detector }: OpenedModel, { asLoggedScores, exportedScores }: Verification): string[] {
  if (asLoggedScores === undefined) return []
  const { padding } = detector.settings.preprocessing
  const [file, checkpoint] = [exportedScores, asLoggedScores].map(({ fScore }) => fScore.toFixed(4))
  const other = padding === 'full' ? 'minimal' : 'full'
  return [
    `The log's score is with padding ${other}, as the checkpoint's ${checkpoint}; the file, with padding ${padding}, has ${file}.`,
  ]
}

/** `binary_threshold 0.35 (0.2 in the log)` for each that was chosen at the export; empty where none was. */
function changedThresholds(logged: PostProcessing, used: PostProcessing): string {
  const names = Object.keys(logged) as (keyof PostProcessing)[]
  return names
    .filter((name) => logged[name] !== used[name])
    .map((name) => `${snakeCase(name)} ${used[name]} (${logged[name]} in the log)`)
    .join(', ')
}

/** The F-score of the log, when it was measured at the same input size and with the same thresholds. */
function loggedFScore(
  { provenance, detector, size }: OpenedModel,
  weights: FoundWeights | undefined,
): { fScore: number | undefined; notes: string[] } {
  const trained = weights?.settings.preprocessing
  const used = detector.settings.preprocessing
  if (trained !== undefined && (trained.resize !== used.resize || trained.size.join() !== used.size.join())) {
    const sizes = `${(size ?? used.size).join('x')}, the log's score is for ${trained.size.join('x')}`
    return { fScore: undefined, notes: [`Not compared with the log: the file takes ${sizes}.`] }
  }
  const changed = weights && changedThresholds(weights.settings.postProcessing, detector.settings.postProcessing)
  if (changed !== undefined && changed !== '')
    return { fScore: undefined, notes: [`Not compared with the log: the file was exported with ${changed}.`] }
  if (weights === undefined && provenance !== undefined && (provenance.scoredPadding ?? 'full') !== used.padding)
    return { fScore: undefined, notes: [`Not compared with the log, whose score is not with padding ${used.padding}.`] }
  const fromLog = weights?.run && readRun(weights.run.folder).best?.fScore
  const fScore = fromLog ?? provenance?.fScore
  return { fScore, notes: fScore === undefined ? ['Not compared with the log: no F-score is known.'] : [] }
}
