// Everything that worker processes do, by name. Each piece is loaded when it is asked for first.
import type { RunEntry } from '../../run/run-entry.ts'
import type { BrowseTask, DataReference, ImageReference, ViewReference } from '../../tasks/data/browse.ts'
import type { EditedImagesTask, SaveTask, ShownImage } from '../../tasks/annotate/editing.ts'
import type { FitTask } from '../../tasks/annotate/fit.ts'
import type { SplitSetTask } from '../../tasks/annotate/split-set.ts'
import type { DetectOnceTask, Thresholds } from '../../tasks/models/detect-session.ts'
import type { EstimateTask } from '../../tasks/train/estimate.ts'
import type { EvaluateTask } from '../../tasks/models/evaluate.ts'
import type { ExportTask } from '../../tasks/models/export.ts'
import type { RunsTask } from '../../tasks/runs/runs.ts'
import type { TuneTask } from '../../tasks/models/tune-session.ts'
import type { ReadinessTask } from '../../tasks/train/readiness.ts'
import type { SourceWork } from './dataset-source.ts'
import type { DiagnoseWork } from './diagnose.ts'
import type { CheckWork, DetectWork, ImportWork, RepairWork, VerifyWork } from './jobs.ts'
import type { AddWork, LabelAgainWork, LabelWork } from './label-jobs.ts'
import type { WorkContext, WorkTable } from './protocol.ts'
import type { OutputPageTask, PlainImageTask } from './read-outputs.ts'
import type { ReadCurvesTask } from './read-curves.ts'
import type { EvaluationMapWork } from './read-evaluation.ts'
import type { ReadLogTask } from './read-log.ts'
import type { TunedImageWork, TuningWork } from './tuning.ts'

interface ImageOfRun {
  readonly folder: string
  readonly index: number
}

export const work = {
  runRow: async (entry: RunEntry) => (await import('./read-run.ts')).readRunRow(entry),
  runRows: async (task: RunsTask) => (await import('../../tasks/runs/runs.ts')).listRunTable(task),
  starter: async () => (await import('./read-starter.ts')).readStarter(),
  runPage: async (entry: RunEntry) => (await import('./read-run.ts')).readRunPage(entry),
  log: async (task: ReadLogTask) => (await import('./read-log.ts')).readLogPage(task),
  curves: async (task: ReadCurvesTask) => (await import('./read-curves.ts')).readCurves(task),
  diagnosis: async (task: DiagnoseWork) => (await import('./diagnose.ts')).diagnoseWithWords(task),
  evaluation: async (task: { folder: string }) => (await import('./read-evaluation.ts')).readEvaluationList(task),
  evaluatedImage: async (task: ImageOfRun) => (await import('./read-evaluation.ts')).readEvaluatedImage(task),
  evaluatedPlace: async (task: ImageOfRun & { within: readonly string[] }) =>
    (await import('./read-evaluation.ts')).readEvaluatedPlace(task),
  evaluatedImageFile: async (task: ImageOfRun & { side: number }) =>
    (await import('./read-evaluation.ts')).readEvaluatedImageFile(task),
  evaluationMap: async (task: EvaluationMapWork) => (await import('./read-evaluation.ts')).readEvaluationMap(task),
  comparison: async (entries: readonly RunEntry[]) => (await import('./compare.ts')).compareRuns(entries),
  refuseLeadingOut: async ({ data, within }: { data: string; within: readonly string[] }) =>
    (await import('../../tasks/data/refuse-leading-out.ts')).refuseLeadingOut(data, within),
  stopTraining: async (entry: RunEntry) => (await import('../../tasks/runs/stop.ts')).stopTraining(entry),
  changesSince: async (task: { folder: string }) => (await import('./reproduction.ts')).changesSince(task),
  estimate: async (task: EstimateTask) => (await import('../../tasks/train/estimate.ts')).estimateTraining(task),
  readiness: async (task: ReadinessTask) => (await import('../../tasks/train/readiness.ts')).readinessOf(task),

  startTuning: async (task: TuneTask) => (await import('../../tasks/models/tune-session.ts')).startTuning(task),
  tuningReport: async (task: TuningWork) => (await import('./tuning.ts')).readTuningReport(task),
  tunedImage: async (task: TunedImageWork) => (await import('./tuning.ts')).readTunedImage(task),
  tunedImageFile: async (task: TunedImageWork & { side: number }) =>
    (await import('./tuning.ts')).readTunedImageFile(task),
  tunedMap: async ({ id, index }: { id: string; index: number }) =>
    (await import('../../tasks/models/tune-session.ts')).tunedMap(id, index),

  browse: async (task: BrowseTask) => (await import('../../tasks/data/browse.ts')).browse(task),
  datasetsBelow: async (folders: readonly string[]) => {
    const { datasetsBelow } = await import('../files/folders.ts')
    return folders.flatMap((folder) => datasetsBelow(folder))
  },
  foldersIn: async ({ path, served }: { path: string | undefined; served: readonly string[] }) =>
    (await import('../files/folders.ts')).foldersIn(path, served),
  datasetSource: async (task: SourceWork) => (await import('./dataset-source.ts')).readDatasetSource(task),
  image: async (task: ImageReference) => (await import('../../tasks/data/browse.ts')).imageOf(task),
  imageFile: async ({ side, ...task }: ImageReference & { side: number }) =>
    shown(await (await import('../../tasks/data/browse.ts')).imagePath(task), side),
  networkView: async (task: ViewReference) => (await import('../../tasks/data/browse.ts')).networkView(task),
  editingState: async (task: DataReference) => (await editing()).editingState(task),
  openSet: async (task: DataReference & { by: string }) => (await editing()).openSet(task),
  editedImages: async (task: EditedImagesTask) => (await editing()).editedImages(task),
  editedImage: async (task: ImageReference) => (await editing()).editedImage(task),
  saveImage: async (task: SaveTask) => (await editing()).saveImage(task),
  imageHistory: async (task: ImageReference) => (await editing()).imageHistory(task),
  restoreImage: async (task: ShownImage & { revision: string; to: string; by: string }) =>
    (await editing()).restoreImage(task),
  takeSplitBack: async (task: DataReference & { by: string }) => (await editing()).undoSplit(task),
  fitBox: async (task: FitTask) => (await import('../../tasks/annotate/fit.ts')).fitBox(task),

  imageSize: async (path: string) => (await import('../../tasks/data/show-image.ts')).imageSize(path),
  outputs: async (out: string) => (await import('./read-outputs.ts')).outputList(out),
  output: async (task: OutputPageTask) => (await import('./read-outputs.ts')).outputPage(task),
  outputTexts: async (task: { out: string; name: string }) => (await import('./read-outputs.ts')).outputTexts(task),
  outputImage: async (task: { out: string; name: string; index: number; side: number }) =>
    (await import('./read-outputs.ts')).outputImage(task),
  exportFacts: async (paths: readonly string[]) => (await import('../../tasks/models/origin.ts')).factsOfExports(paths),
  plainOutputImage: async (task: PlainImageTask & { side: number }) =>
    (await import('./read-outputs.ts')).plainOutputImage(task),
  outputImageSize: async (task: PlainImageTask) => (await import('./read-outputs.ts')).outputImageSize(task),
  snippets: async ({ path, name }: { path: string; name: string }) =>
    (await import('../../tasks/models/snippets.ts')).snippetsFor(path, name),
  unzip: async ({ path, folder }: { path: string; folder: string }, { signal }: WorkContext) =>
    (await import('../../tasks/data/unzip.ts')).unzip(path, folder, { signal }),

  detectOnce: async (task: DetectOnceTask) => (await import('../../tasks/models/detect-session.ts')).detectOnce(task),
  refilter: async ({ id, ...thresholds }: Thresholds & { id: string }) =>
    (await import('../../tasks/models/detect-session.ts')).refilter(id, thresholds),
  reading: async ({ id, ...thresholds }: Thresholds & { id: string }) =>
    (await import('../../tasks/models/detect-session.ts')).readDetection(id, thresholds),
  detectionImage: async ({ id, side }: { id: string; side: number }) =>
    (await import('../../tasks/models/detect-session.ts')).imageOfDetection(id, side),
  detectionMap: async (id: string) => (await import('../../tasks/models/detect-session.ts')).mapOfDetection(id),
  detectionDrawing: async ({ id, ...thresholds }: Thresholds & { id: string }) =>
    (await import('../../tasks/models/detect-session.ts')).drawingOfDetection(id, thresholds),

  checkJob: async (task: CheckWork, context: WorkContext) => (await import('./jobs.ts')).checkJob(task, context),
  detectJob: async (task: DetectWork, context: WorkContext) => (await import('./jobs.ts')).detectJob(task, context),
  exportJob: async (task: ExportTask, context: WorkContext) => (await import('./jobs.ts')).exportJob(task, context),
  verifyJob: async (task: VerifyWork, context: WorkContext) => (await import('./jobs.ts')).verifyJob(task, context),
  evaluateJob: async (task: EvaluateTask, context: WorkContext) =>
    (await import('./jobs.ts')).evaluateJob(task, context),
  importJob: async (task: ImportWork, context: WorkContext) => (await import('./jobs.ts')).importJob(task, context),
  repairJob: async (task: RepairWork, context: WorkContext) => (await import('./jobs.ts')).repairJob(task, context),
  demoDataJob: async (task: { dir: string }, context: WorkContext) =>
    (await import('./jobs.ts')).demoDataJob(task, context),
  labelJob: async (task: LabelWork, context: WorkContext) => (await import('./label-jobs.ts')).labelJob(task, context),
  labelAgainJob: async (task: LabelAgainWork, context: WorkContext) =>
    (await import('./label-jobs.ts')).labelAgainJob(task, context),
  addJob: async (task: AddWork, context: WorkContext) => (await import('./label-jobs.ts')).addJob(task, context),
  splitJob: async (task: SplitSetTask, context: WorkContext) =>
    (await import('./label-jobs.ts')).splitJob(task, context),
  archiveJob: async (task: { run: string; workdirs: string }) => (await import('./jobs.ts')).archiveJob(task),
  restoreJob: async (task: { archive: string; workdirs: string }) => (await import('./jobs.ts')).restoreJob(task),
} satisfies WorkTable

const editing = () => import('../../tasks/annotate/editing.ts')

async function shown(path: string, side: number): Promise<Uint8Array> {
  const { showImage } = await import('../../tasks/data/show-image.ts')
  return (await showImage(path, side)).jpeg
}
